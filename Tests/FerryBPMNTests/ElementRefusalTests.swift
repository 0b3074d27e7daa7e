import FerryBPMN
import FerryXML
import Testing

/// Elements and words that nothing can be done with.
@Suite struct ElementRefusalTests {
    @Test(arguments: ["complexGateway", "callChoreography", "task2"])
    func refusesAnElementThatCannotRun(_ element: String) {
        Refusal(element, Models.around("<\(element) id=\"it\"/>"), .unsupportedElement, at: "it", line: 3).check()
    }

    @Test(arguments: ["eventDefinitionRef", "otherEventDefinition"])
    func refusesATriggerItDoesNotKnow(_ definition: String) throws {
        let xml = Models.file("<startEvent id=\"it\"><\(definition)/></startEvent>")

        Refusal("start", xml, .unsupportedElement, at: "it", line: 3).check()
        #expect(try #require(problems(in: xml).first).found == "startEvent with \(definition)")
    }

    @Test func refusesAnElementOnceAndNotWhatNamesIt() {
        let xml = Models.file(
            """
            <startEvent id="start"/><endEvent id="end"/>
            <complexGateway id="it"/>
            <boundaryEvent id="late" attachedToRef="it"><timerEventDefinition><timeDuration>PT1S</timeDuration>
            </timerEventDefinition></boundaryEvent>
            <intermediateThrowEvent id="undo"><compensateEventDefinition activityRef="it"/></intermediateThrowEvent>
            <sequenceFlow id="f1" sourceRef="start" targetRef="it"/><sequenceFlow id="f2" sourceRef="it" targetRef="undo"/>
            """)

        Refusal("complex gateway", xml, .unsupportedElement, at: "it", line: 4).check()
    }

    @Test func refusesAStandardLoop() {
        let task = Models.around("<task id=\"it\">\n<standardLoopCharacteristics/></task>")

        Refusal("task", task, .unsupportedElement, at: "it", line: 4).check()
    }

    @Test(arguments: [
        ("task", "startQuantity=\"2\""), ("task", "completionQuantity=\"0\""),
        ("eventBasedGateway", "eventGatewayType=\"Parallel\""), ("eventBasedGateway", "instantiate=\"true\""),
        ("receiveTask", "messageRef=\"m\" instantiate=\"true\""), ("transaction", "triggeredByEvent=\"true\""),
        ("adHocSubProcess", "ordering=\"Sequential\""),
    ])
    func refusesAttributesThatChangeHowAnElementRuns(_ element: String, _ attribute: String) {
        let xml = Models.file(
            "<startEvent id=\"start\"/>\n<\(element) id=\"it\" \(attribute)/>", declarations: Models.declarations)

        #expect(
            problems(in: xml).contains {
                $0.code == .unsupportedAttribute && $0.elementID == "it" && $0.position.line == 4
            })
    }

    @Test(arguments: [
        "camunda:class=\"org.example.Work\"", "camunda:delegateExpression=\"${work}\"",
        "camunda:expression=\"${work.do()}\"", "camunda:type=\"mail\"", "camunda:resultVariable=\"x\"",
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
        "<zeebe:linkedResources/>", "<zeebe:whatever/>", "<camunda:inputOutput/>",
        "<camunda:executionListener event=\"start\"/>",
    ])
    func refusesExtensionsItCannotRun(_ found: String) {
        let xml = Models.serviceTask("\(Models.workDefinition)\n\(found)")

        Refusal(found, xml, .unsupportedExtension, at: "it", line: 5).check()
    }

    @Test(arguments: [
        ("task", "<zeebe:taskDefinition type=\"x\"/>"), ("manualTask", "<zeebe:ioMapping/>"),
        ("exclusiveGateway", "<zeebe:ioMapping/>"), ("userTask", "<zeebe:taskDefinition type=\"x\"/>"),
        ("task", "<zeebe:formDefinition formKey=\"f\"/>"), ("userTask", "<zeebe:taskListeners/>"),
        ("userTask", "<zeebe:priorityDefinition priority=\"1\"/>"), ("task", "<zeebe:script expression=\"=1\"/>"),
        ("task", "<zeebe:subscription correlationKey=\"=1\"/>"),
    ])
    func refusesExtensionsWhereTheyHaveNoMeaning(_ element: String, _ found: String) {
        let xml = Models.around("<\(element) id=\"it\"><extensionElements>\n\(found)</extensionElements></\(element)>")

        Refusal(found, xml, .misplacedExtension, at: "it", line: 4).check()
    }
}
