"""Small BPMN models for the tests."""

from __future__ import annotations

from ferry_client import Resource

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="tests" targetNamespace="urn:ferry:python">
"""


def _task(element_id: str, job_type: str) -> str:
    return f"""
    <serviceTask id="{element_id}">
      <extensionElements>
        <zeebe:taskDefinition type="{job_type}" retries="2" />
        <zeebe:taskHeaders><zeebe:header key="tone" value="friendly" /></zeebe:taskHeaders>
      </extensionElements>
    </serviceTask>"""


def one_task(process_id: str, task: str, job_type: str) -> Resource:
    """Start, one service task, end."""
    content = f"""{_HEAD}
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="{task}" />{_task(task, job_type)}
    <sequenceFlow id="out" sourceRef="{task}" targetRef="finish" />
    <endEvent id="finish" />
  </process>
</definitions>"""
    return Resource(f"{process_id}-{task}.bpmn", content.encode())


def nested_task(process_id: str, task: str, job_type: str) -> Resource:
    """The same with the task inside a subprocess, where strict migration cannot follow."""
    content = f"""{_HEAD}
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="care" />
    <subProcess id="care">
      <startEvent id="care-begin" />
      <sequenceFlow id="care-in" sourceRef="care-begin" targetRef="{task}" />{_task(task, job_type)}
      <sequenceFlow id="care-out" sourceRef="{task}" targetRef="care-finish" />
      <endEvent id="care-finish" />
    </subProcess>
    <sequenceFlow id="out" sourceRef="care" targetRef="finish" />
    <endEvent id="finish" />
  </process>
</definitions>"""
    return Resource(f"{process_id}-nested.bpmn", content.encode())


def parallel_tasks(process_id: str, left: str, right: str, join: str) -> Resource:
    """Two service tasks side by side; job types are their ids."""
    content = f"""{_HEAD}
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="fork" />
    <parallelGateway id="fork" />
    <sequenceFlow id="to-left" sourceRef="fork" targetRef="{left}" />{_task(left, left)}
    <sequenceFlow id="to-right" sourceRef="fork" targetRef="{right}" />{_task(right, right)}
    <sequenceFlow id="left-done" sourceRef="{left}" targetRef="{join}" />
    <sequenceFlow id="right-done" sourceRef="{right}" targetRef="{join}" />
    <parallelGateway id="{join}" />
    <sequenceFlow id="out" sourceRef="{join}" targetRef="finish" />
    <endEvent id="finish" />
  </process>
</definitions>"""
    return Resource(f"{process_id}.bpmn", content.encode())


def decision(process_id: str, job_type: str) -> Resource:
    """A gateway whose only condition may be false: an incident then."""
    content = f"""{_HEAD}
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="large" />
    <exclusiveGateway id="large" />
    <sequenceFlow id="yes" sourceRef="large" targetRef="approve">
      <conditionExpression xsi:type="tFormalExpression">=amount &gt; 100</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="no" sourceRef="large" targetRef="finish">
      <conditionExpression xsi:type="tFormalExpression">=amount &lt; 0</conditionExpression>
    </sequenceFlow>{_task("approve", job_type)}
    <sequenceFlow id="out" sourceRef="approve" targetRef="finish" />
    <endEvent id="finish" />
  </process>
</definitions>"""
    return Resource(f"{process_id}.bpmn", content.encode())


def waits_for_message(process_id: str, message: str) -> Resource:
    """Start, a catch event for a message correlated by ``order``, end."""
    content = f"""{_HEAD}
  <message id="m" name="{message}">
    <extensionElements><zeebe:subscription correlationKey="=order" /></extensionElements>
  </message>
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="wait" />
    <intermediateCatchEvent id="wait"><messageEventDefinition messageRef="m" /></intermediateCatchEvent>
    <sequenceFlow id="out" sourceRef="wait" targetRef="finish" />
    <endEvent id="finish" />
  </process>
</definitions>"""
    return Resource(f"{process_id}-message.bpmn", content.encode())


def starts_with_signal(process_id: str, signal: str, condition: str) -> Resource:
    """A process that a signal starts, or a condition; both lead to one task of type ``process_id``."""
    content = f"""{_HEAD}
  <signal id="s" name="{signal}" />
  <process id="{process_id}" isExecutable="true">
    <startEvent id="heard"><signalEventDefinition signalRef="s" /></startEvent>
    <startEvent id="held">
      <conditionalEventDefinition>
        <condition xsi:type="tFormalExpression">{condition}</condition>
      </conditionalEventDefinition>
    </startEvent>
    <sequenceFlow id="in" sourceRef="heard" targetRef="work" />
    <sequenceFlow id="also-in" sourceRef="held" targetRef="work" />{_task("work", process_id)}
  </process>
</definitions>"""
    return Resource(f"{process_id}-signal.bpmn", content.encode())


def user_task(process_id: str, form_id: str = "") -> Resource:
    """Start, a native user task ``approve``, end; both ask for a form where there is one."""
    form = f'<zeebe:formDefinition formId="{form_id}" />' if form_id else ""
    content = f"""{_HEAD}
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin"><extensionElements>{form}</extensionElements></startEvent>
    <sequenceFlow id="in" sourceRef="begin" targetRef="approve" />
    <userTask id="approve">
      <extensionElements>
        <zeebe:userTask />{form}
        <zeebe:assignmentDefinition candidateGroups="boss" />
      </extensionElements>
    </userTask>
    <sequenceFlow id="out" sourceRef="approve" targetRef="finish" />
    <endEvent id="finish" />
  </process>
</definitions>"""
    return Resource(f"{process_id}-user.bpmn", content.encode())


def catches_error(process_id: str, job_type: str, code: str) -> Resource:
    """One service task with a boundary event for an error, behind which another task of type ``<job_type>-2`` stands."""
    content = f"""{_HEAD}
  <error id="e" errorCode="{code}" />
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="work" />{_task("work", job_type)}
    <boundaryEvent id="caught" attachedToRef="work"><errorEventDefinition errorRef="e" /></boundaryEvent>
    <sequenceFlow id="rescue" sourceRef="caught" targetRef="mend" />{_task("mend", job_type + "-2")}
  </process>
</definitions>"""
    return Resource(f"{process_id}-error.bpmn", content.encode())


def waits_for_timer(process_id: str, duration: str) -> Resource:
    content = f"""{_HEAD}
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="wait" />
    <intermediateCatchEvent id="wait">
      <timerEventDefinition><timeDuration xsi:type="tFormalExpression">{duration}</timeDuration></timerEventDefinition>
    </intermediateCatchEvent>
  </process>
</definitions>"""
    return Resource(f"{process_id}-timer.bpmn", content.encode())


def dish(decision_id: str) -> Resource:
    """A decision table: ``season`` decides the dish."""
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="dishes-{decision_id}" name="dishes"
    namespace="urn:ferry:python">
  <decision id="{decision_id}" name="Dish">
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input id="in"><inputExpression id="in-e" typeRef="string"><text>season</text></inputExpression></input>
      <output id="out" name="dish" typeRef="string" />
      <rule id="r1"><inputEntry id="r1i"><text>"winter"</text></inputEntry>
        <outputEntry id="r1o"><text>"roast"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="r2i"><text>"summer"</text></inputEntry>
        <outputEntry id="r2o"><text>"salad"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>"""
    return Resource(f"{decision_id}.dmn", content.encode())


def ad_hoc(process_id: str, agent: str, tool: str) -> Resource:
    """Start, an ad-hoc subprocess that the job `agent` looks after, with one task in it; end."""
    content = f"""{_HEAD}
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="choose" />
    <adHocSubProcess id="choose">
      <extensionElements><zeebe:taskDefinition type="{agent}" /></extensionElements>{_task("tool", tool)}
    </adHocSubProcess>
    <sequenceFlow id="out" sourceRef="choose" targetRef="finish" />
    <endEvent id="finish" />
  </process>
</definitions>"""
    return Resource(f"{process_id}-ad-hoc.bpmn", content.encode())


def listened_task(process_id: str, listener: str) -> Resource:
    """Start, a user task of the broker's own whose creation and assignments wait for a listener, end."""
    content = f"""{_HEAD}
  <process id="{process_id}" isExecutable="true">
    <startEvent id="begin" />
    <sequenceFlow id="in" sourceRef="begin" targetRef="look" />
    <userTask id="look"><extensionElements><zeebe:userTask /><zeebe:taskListeners>
      <zeebe:taskListener eventType="creating" type="{listener}" />
      <zeebe:taskListener eventType="assigning" type="{listener}" />
    </zeebe:taskListeners></extensionElements></userTask>
    <sequenceFlow id="out" sourceRef="look" targetRef="finish" />
    <endEvent id="finish" />
  </process>
</definitions>"""
    return Resource(f"{process_id}-listened.bpmn", content.encode())
