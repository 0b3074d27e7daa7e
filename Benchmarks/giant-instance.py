"""Writes giant-v1.bpmn and giant-v2.bpmn: four forks of ten in a row put 10,000 tokens on one task.

Usage: python3 Benchmarks/giant-instance.py [folder]; docs/PERFORMANCE.md says what to do with them.
"""
import sys
def model(task):
    out=['<bpmn:startEvent id="s"/>']
    flows=[('s','f0')]
    for level in range(4):
        out.append(f'<bpmn:parallelGateway id="f{level}"/>')
        out.append(f'<bpmn:exclusiveGateway id="m{level}"/>')
        for i in range(10): flows.append((f'f{level}',f'm{level}'))
        flows.append((f'm{level}', f'f{level+1}' if level<3 else task))
    out.append(f'<bpmn:serviceTask id="{task}"><bpmn:extensionElements><zeebe:taskDefinition type="giant"/></bpmn:extensionElements></bpmn:serviceTask><bpmn:endEvent id="e"/>')
    flows.append((task,'e'))
    for n,(a,b) in enumerate(flows): out.append(f'<bpmn:sequenceFlow id="x{n}" sourceRef="{a}" targetRef="{b}"/>')
    return '<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="f"><bpmn:process id="giant10k" isExecutable="true">'+'\n'.join(out)+'</bpmn:process></bpmn:definitions>'
folder = sys.argv[1] if len(sys.argv) > 1 else '.'
for version, task in (('v1', 't'), ('v2', 'u')):
    with open(f'{folder}/giant-{version}.bpmn', 'w') as file:
        file.write(model(task))
