import FerryBPMN
import Testing

/// What tasks say about their work.
@Suite struct TaskRefusalTests {
    @Test(arguments: ["serviceTask", "sendTask", "scriptTask", "businessRuleTask"])
    func refusesAWorkerTaskWithoutItsJobType(_ element: String) {
        let xml = Models.around("<\(element) id=\"it\"/>")

        Refusal(element, xml, .missingExtension, at: "it", line: 3).check()
    }

    @Test(arguments: [
        Refusal(
            "no type", Models.serviceTask("<zeebe:taskDefinition/>"), .missingAttribute, at: "it", line: 4),
        Refusal(
            "blank type", Models.serviceTask("<zeebe:taskDefinition type=\" \"/>"), .missingAttribute, at: "it", line: 4
        ),
        Refusal(
            "empty retries", Models.serviceTask("<zeebe:taskDefinition type=\"x\" retries=\"\"/>"), .missingAttribute,
            at: "it", line: 4),
        Refusal(
            "retries in words", Models.serviceTask("<zeebe:taskDefinition type=\"x\" retries=\"three\"/>"),
            .invalidAttribute, at: "it", line: 4),
        Refusal(
            "negative retries", Models.serviceTask("<zeebe:taskDefinition type=\"x\" retries=\"-1\"/>"),
            .invalidAttribute, at: "it", line: 4),
        Refusal(
            "unparsable type", Models.serviceTask("<zeebe:taskDefinition type=\"= a +\"/>"), .expressionInvalid,
            at: "it",
            line: 4),
        Refusal(
            "unparsable retries", Models.serviceTask("<zeebe:taskDefinition type=\"x\" retries=\"=(\"/>"),
            .expressionInvalid, at: "it", line: 4),
        Refusal(
            "two definitions", Models.serviceTask("\(Models.workDefinition)\n\(Models.workDefinition)"),
            .duplicateExtension, at: "it", line: 5),
        Refusal(
            "external without topic", Models.serviceTask("", attributes: "camunda:type=\"external\""),
            .missingAttribute, at: "it", line: 3),
        Refusal(
            "topic to evaluate",
            Models.serviceTask("", attributes: "camunda:type=\"external\" camunda:topic=\"${t}\""), .missingAttribute,
            at: "it", line: 3),
    ])
    func refusesUnfitJobDefinitions(_ refusal: Refusal) { refusal.check() }

    static func headers(_ headers: String) -> String {
        Models.serviceTask("\(Models.workDefinition)<zeebe:taskHeaders>\n\(headers)</zeebe:taskHeaders>")
    }

    @Test(arguments: [
        Refusal("no key", headers("<zeebe:header value=\"x\"/>"), .missingAttribute, at: "it", line: 5),
        Refusal(
            "key of the engine", headers("<zeebe:header key=\"io.camunda.zeebe:assignee\" value=\"x\"/>"),
            .invalidHeader, at: "it", line: 5),
        Refusal(
            "key twice", headers("<zeebe:header key=\"a\" value=\"1\"/>\n<zeebe:header key=\"a\" value=\"2\"/>"),
            .invalidHeader, at: "it", line: 6),
    ])
    func refusesUnfitHeaders(_ refusal: Refusal) { refusal.check() }

    static func mapping(_ mapping: String) -> String {
        Models.serviceTask("\(Models.workDefinition)<zeebe:ioMapping>\n\(mapping)</zeebe:ioMapping>")
    }

    @Test(arguments: [
        Refusal("input without source", mapping("<zeebe:input target=\"x\"/>"), .missingAttribute, at: "it", line: 5),
        Refusal(
            "input without target", mapping("<zeebe:input source=\"=1\"/>"), .missingAttribute, at: "it", line: 5),
        Refusal(
            "unparsable input", mapping("<zeebe:input source=\"=1 +\" target=\"x\"/>"), .expressionInvalid, at: "it",
            line: 5),
        Refusal(
            "static output", mapping("<zeebe:output source=\"a\" target=\"x\"/>"), .expressionRequired, at: "it",
            line: 5),
        Refusal("unknown mapping", mapping("<zeebe:inout/>"), .unsupportedExtension, at: "it", line: 5),
    ])
    func refusesUnfitMappings(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: ["a ? b", "null", "true", "function", "of", "1a", "a.", ".a", "a..b", "a-b", "ä", "a b", " a"])
    func refusesMappingTargetsThatNameNoVariable(_ target: String) {
        let xml = Self.mapping("<zeebe:output source=\"=1\" target=\"\(target)\"/>")

        Refusal(target, xml, .invalidMappingTarget, at: "it", line: 5).check()
    }

    @Test(arguments: ["start", "end"])
    func refusesInputMappingsOnNoneEvents(_ event: String) {
        let mapping = "<zeebe:ioMapping>\n<zeebe:input source=\"=1\" target=\"x\"/></zeebe:ioMapping>"
        let other = event == "start" ? "" : "<startEvent id=\"s\"/>"
        let xml = Models.file(
            "\(other)<\(event)Event id=\"it\"><extensionElements>\(mapping)</extensionElements></\(event)Event>")

        Refusal(event, xml, .misplacedExtension, at: "it", line: 4).check()
    }

    @Test(arguments: [
        Refusal(
            "assignee that is no FEEL", Models.userTask("<zeebe:assignmentDefinition assignee=\"=boss +\"/>"),
            .expressionInvalid, at: "it", line: 4),
        Refusal(
            "assignee of Camunda 7 to evaluate", Models.userTask("", attributes: "camunda:assignee=\"${boss}\""),
            .expressionInvalid, at: "it", line: 3),
        Refusal(
            "form key to evaluate", Models.userTask("<zeebe:formDefinition formKey=\"=form\"/>"),
            .expressionNotAllowed, at: "it", line: 4),
        Refusal(
            "empty item", Models.userTask("<zeebe:assignmentDefinition candidateGroups=\"1,,\"/>"), .invalidAttribute,
            at: "it", line: 4),
        Refusal(
            "no date", Models.userTask("<zeebe:taskSchedule dueDate=\"12345\"/>"), .invalidAttribute, at: "it", line: 4),
        Refusal(
            "date without zone", Models.userTask("<zeebe:taskSchedule followUpDate=\"2026-02-28T10:00:00\"/>"),
            .invalidAttribute, at: "it", line: 4),
        Refusal(
            "form without key", Models.userTask("<zeebe:formDefinition formKey=\" \"/>"), .invalidAttribute, at: "it",
            line: 4),
        Refusal(
            "form with both", Models.userTask("<zeebe:formDefinition formKey=\"a\" formId=\"b\"/>"), .invalidAttribute,
            at: "it", line: 4),
        Refusal(
            "form with an unknown binding",
            Models.userTask("<zeebe:formDefinition formId=\"b\" bindingType=\"newest\"/>"), .invalidAttribute, at: "it",
            line: 4),
        Refusal(
            "priority of Camunda 7", Models.userTask("", attributes: "camunda:priority=\"5\""), .unsupportedAttribute,
            at: "it", line: 3),
        Refusal(
            "start form to evaluate",
            Models.file(
                """
                <startEvent id="it"><extensionElements>
                <zeebe:formDefinition formId="=form"/></extensionElements></startEvent>
                """), .expressionNotAllowed, at: "it", line: 4),
        Refusal(
            "priority of a native task's job",
            Models.userTask("<zeebe:userTask/><zeebe:jobPriorityDefinition priority=\"1\"/>"),
            .misplacedExtension, at: "it", line: 4),
        Refusal(
            "priority of a job without a value", Models.userTask("<zeebe:jobPriorityDefinition/>"), .missingAttribute,
            at: "it", line: 4),
        Refusal(
            "priority of a job that is too high",
            Models.userTask("<zeebe:jobPriorityDefinition priority=\"2147483648\"/>"),
            .invalidAttribute, at: "it", line: 4),
        Refusal(
            "priority of a job that is no number", Models.userTask("<zeebe:jobPriorityDefinition priority=\"high\"/>"),
            .invalidAttribute, at: "it", line: 4),
        Refusal(
            "start form without a name",
            Models.file(
                """
                <startEvent id="it"><extensionElements>
                <zeebe:formDefinition formId=""/></extensionElements></startEvent>
                """), .invalidAttribute, at: "it", line: 4),
    ])
    func refusesUnfitUserTasks(_ refusal: Refusal) { refusal.check() }
}
