import FerryBPMN
import FerryXML
import Testing

/// Elements that this version cannot run.
@Suite struct ElementRefusalTests {
    @Test(arguments: [
        "receiveTask", "callActivity", "inclusiveGateway", "eventBasedGateway", "complexGateway", "transaction",
        "adHocSubProcess", "intermediateCatchEvent", "intermediateThrowEvent", "callChoreography", "task2",
    ])
    func refusesAnElementItCannotRun(_ element: String) {
        Refusal(element, Models.around("<\(element) id=\"it\"/>"), .unsupportedElement, at: "it", line: 3).check()
    }

    @Test(arguments: [
        "messageEventDefinition", "timerEventDefinition", "signalEventDefinition", "errorEventDefinition",
        "escalationEventDefinition", "compensateEventDefinition", "conditionalEventDefinition",
        "terminateEventDefinition", "linkEventDefinition", "cancelEventDefinition", "eventDefinitionRef",
    ])
    func refusesEventsWithATrigger(_ definition: String) throws {
        let start = Models.file("<startEvent id=\"it\"><\(definition)/></startEvent>")
        let end = Models.file("<startEvent id=\"s\"/>\n<endEvent id=\"it\"><\(definition)/></endEvent>")

        Refusal("start", start, .unsupportedElement, at: "it", line: 3).check()
        Refusal("end", end, .unsupportedElement, at: "it", line: 4).check()
        let problem = try #require(problems(in: start).first)
        #expect(problem.found == "startEvent with \(definition)")
    }

    @Test func refusesABoundaryEventOnceAndNotTheFlowBehindIt() {
        let xml = Models.file(
            """
            <startEvent id="start"/><task id="a"/><endEvent id="end"/>
            <boundaryEvent id="late" attachedToRef="a"><timerEventDefinition id="t"/></boundaryEvent>
            <sequenceFlow id="f1" sourceRef="start" targetRef="a"/>
            <sequenceFlow id="f2" sourceRef="late" targetRef="end"/>
            """)

        Refusal("boundary event", xml, .unsupportedElement, at: "late", line: 4).check()
    }

    @Test func refusesAnEventSubProcessAsAWhole() throws {
        let xml = Models.file(
            """
            <startEvent id="start"/>
            <subProcess id="cancelled" triggeredByEvent="true">
              <startEvent id="inner"><messageEventDefinition/></startEvent>
              <receiveTask id="unread"/>
            </subProcess>
            """)

        Refusal("event subprocess", xml, .unsupportedElement, at: "cancelled", line: 4).check()
        let problem = try #require(problems(in: xml).first)
        #expect(problem.found == "event subProcess")
    }

    @Test(arguments: ["multiInstanceLoopCharacteristics", "standardLoopCharacteristics"])
    func refusesLoopMarkers(_ marker: String) {
        let task = Models.around("<task id=\"it\">\n<\(marker)/></task>")
        let scope = Models.around("<subProcess id=\"it\"><startEvent id=\"s\"/>\n<\(marker)/></subProcess>")

        Refusal("task", task, .unsupportedElement, at: "it", line: 4).check()
        Refusal("subprocess", scope, .unsupportedElement, at: "it", line: 4).check()
    }

    @Test(arguments: ["isForCompensation=\"true\"", "startQuantity=\"2\"", "completionQuantity=\"0\""])
    func refusesAttributesThatChangeHowAnActivityRuns(_ attribute: String) {
        let xml = Models.around("<task id=\"it\" \(attribute)/>")

        Refusal(attribute, xml, .unsupportedAttribute, at: "it", line: 3).check()
    }

    @Test(arguments: [
        "camunda:asyncBefore=\"true\"", "camunda:asyncAfter=\"true\"", "camunda:class=\"org.example.Work\"",
        "camunda:delegateExpression=\"${work}\"", "camunda:expression=\"${work.do()}\"", "camunda:type=\"mail\"",
        "camunda:resultVariable=\"x\"",
    ])
    func refusesCamunda7AttributesItCannotFollow(_ attribute: String) {
        let xml = Models.serviceTask(Models.workDefinition, attributes: attribute)

        Refusal(attribute, xml, .unsupportedAttribute, at: "it", line: 3).check()
    }

    @Test func tellsACodeTaskOfCamunda7OnlyThatItsCodeCannotRun() {
        let xml = Models.around("<serviceTask id=\"it\" camunda:class=\"org.example.Work\"/>")

        Refusal("class", xml, .unsupportedAttribute, at: "it", line: 3).check()
    }

    @Test(arguments: [
        ("serviceTask", "<zeebe:executionListeners/>"), ("serviceTask", "<zeebe:linkedResources/>"),
        ("serviceTask", "<zeebe:whatever/>"), ("serviceTask", "<camunda:inputOutput/>"),
        ("serviceTask", "<camunda:executionListener event=\"start\"/>"),
        ("sendTask", "<zeebe:publishMessage/>"), ("scriptTask", "<zeebe:script expression=\"=1\"/>"),
        ("businessRuleTask", "<zeebe:calledDecision decisionId=\"d\"/>"), ("userTask", "<zeebe:taskListeners/>"),
        ("userTask", "<zeebe:userTask/>"), ("userTask", "<zeebe:priorityDefinition priority=\"1\"/>"),
        ("parallelGateway", "<zeebe:executionListeners/>"),
    ])
    func refusesExtensionsItCannotRun(_ element: String, _ found: String) {
        let definition = ["userTask", "parallelGateway"].contains(element) ? "" : Models.workDefinition
        let xml = Models.around(
            "<\(element) id=\"it\"><extensionElements>\(definition)\n\(found)</extensionElements></\(element)>")

        Refusal(found, xml, .unsupportedExtension, at: "it", line: 4).check()
    }

    @Test(arguments: [
        ("task", "<zeebe:taskDefinition type=\"x\"/>"), ("manualTask", "<zeebe:ioMapping/>"),
        ("exclusiveGateway", "<zeebe:ioMapping/>"), ("userTask", "<zeebe:taskDefinition type=\"x\"/>"),
        ("task", "<zeebe:formDefinition formKey=\"f\"/>"),
    ])
    func refusesExtensionsWhereTheyHaveNoMeaning(_ element: String, _ found: String) {
        let xml = Models.around("<\(element) id=\"it\"><extensionElements>\n\(found)</extensionElements></\(element)>")

        Refusal(found, xml, .misplacedExtension, at: "it", line: 4).check()
    }
}
