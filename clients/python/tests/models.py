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
