import FerryBPMN
import FerryXML
import Testing

/// Events beside each other, on activities, behind gateways and at the ends of links.
extension EventRefusalTests {
    static func beside(_ first: String, _ second: String, on host: String = "subProcess") -> String {
        Models.boundary(first, on: host).replacing(
            "<endEvent", with: "<boundaryEvent id=\"other\" attachedToRef=\"host\">\(second)</boundaryEvent><endEvent")
    }

    static func starts(_ first: String, _ second: String) -> String {
        Models.file(
            "<startEvent id=\"it\">\(first)</startEvent>\n<startEvent id=\"other\">\(second)</startEvent>",
            declarations: Models.declarations)
    }

    static func eventSubProcesses(_ first: String, _ second: String) -> String {
        Models.file(
            """
            <startEvent id="s"/><subProcess id="one" triggeredByEvent="true"><startEvent id="it">\(first)</startEvent></subProcess>
            <subProcess id="two" triggeredByEvent="true"><startEvent id="other">\(second)</startEvent></subProcess>
            """, declarations: Models.declarations)
    }

    /// Camunda 8: R149; VER-3 to VER-18, VSI-4, VSI-5, VME-11.
    @Test(arguments: [
        Refusal("messages on an activity", beside(message, message), .duplicateCatch, at: "other", line: 6),
        Refusal("signals on an activity", beside(signal, signal), .duplicateCatch, at: "other", line: 6),
        Refusal("errors on an activity", beside(error, error), .duplicateCatch, at: "other", line: 6),
        Refusal(
            "all errors on an activity", beside(anyError, "<errorEventDefinition errorRef=\"any-e\"/>"),
            .duplicateCatch, at: "other", line: 6),
        Refusal("escalations on an activity", beside(escalation, escalation), .duplicateCatch, at: "other", line: 6),
        Refusal("messages that begin", starts(message, message), .duplicateCatch, at: "other", line: 4),
        Refusal("signals that begin", starts(signal, signal), .duplicateCatch, at: "other", line: 4),
        Refusal(
            "conditions that begin", starts(EventReadingTests.condition, EventReadingTests.condition), .duplicateCatch,
            at: "other", line: 4),
        Refusal("errors in a scope", eventSubProcesses(error, error), .duplicateCatch, at: "other", line: 4),
        Refusal(
            "all escalations in a scope",
            eventSubProcesses("<escalationEventDefinition/>", "<escalationEventDefinition/>"), .duplicateCatch,
            at: "other", line: 4),
        Refusal(
            "receive task and its boundary",
            Models.file(
                """
                <startEvent id="s"/><receiveTask id="it" messageRef="m"/>
                <boundaryEvent id="other" attachedToRef="it">\(message)</boundaryEvent>
                """, declarations: Models.declarations), .duplicateCatch, at: "other", line: 4),
    ])
    func refusesTwoEventsForTheSame(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        beside(error, anyError), beside(message, "<messageEventDefinition messageRef=\"n\"/>"), beside(timer, timer),
        starts(message, signal), eventSubProcesses(signal, "<signalEventDefinition signalRef=\"h\"/>"),
        eventSubProcesses(EventReadingTests.condition, EventReadingTests.condition),
        starts(signal, timer).replacing(
            "</process>",
            with: "<boundaryEvent id=\"b\" attachedToRef=\"u\">\(signal)</boundaryEvent><userTask id=\"u\"/></process>"),
    ])
    func acceptsEventsForDifferentThings(_ xml: String) {
        #expect(problems(in: xml).map(\.reason) == [])
    }

    /// Camunda 8: VBE-4, VLI-4 to VLI-11.
    @Test(arguments: [
        Refusal(
            "nothing to stand on",
            Models.file("<startEvent id=\"s\"/>\n<boundaryEvent id=\"it\">\(timer)</boundaryEvent>"), .missingAttribute,
            at: "it", line: 4),
        Refusal(
            "stands on nothing",
            Models.file(
                "<startEvent id=\"s\"/>\n<boundaryEvent id=\"it\" attachedToRef=\"gone\">\(timer)</boundaryEvent>"),
            .unknownElement, at: "it", line: 4),
        Refusal(
            "stands on an event",
            Models.file(
                "<startEvent id=\"s\"/>\n<boundaryEvent id=\"it\" attachedToRef=\"s\">\(timer)</boundaryEvent>"),
            .notAttached, at: "it", line: 4),
        Refusal(
            "stands on what is elsewhere",
            Models.file(
                """
                <startEvent id="s"/><subProcess id="sub"><startEvent id="i"/><userTask id="u"/></subProcess>
                <boundaryEvent id="it" attachedToRef="u">\(timer)</boundaryEvent>
                """), .notAttached, at: "it", line: 4),
        Refusal(
            "entered",
            Models.file(
                """
                <startEvent id="s"/><userTask id="u"/>
                <boundaryEvent id="it" attachedToRef="u">\(timer)</boundaryEvent>
                <sequenceFlow id="f" sourceRef="s" targetRef="it"/>
                """), .flowNotAllowed, at: "it", line: 4),
        Refusal(
            "event subprocess with a flow",
            Models.file(
                """
                <startEvent id="s"/><userTask id="u"/>
                <subProcess id="it" triggeredByEvent="true"><startEvent id="i">\(timer)</startEvent></subProcess>
                <sequenceFlow id="f" sourceRef="it" targetRef="u"/>
                """), .flowNotAllowed, at: "it", line: 4),
        Refusal(
            "link to nowhere",
            Models.file(
                "<startEvent id=\"s\"/>\n<intermediateThrowEvent id=\"it\"><linkEventDefinition name=\"a\"/></intermediateThrowEvent>"
            ),
            .linkTargetMissing, at: "it", line: 4),
        Refusal(
            "link into a subprocess",
            Models.file(
                """
                <startEvent id="s"/><subProcess id="sub"><startEvent id="i"/>
                <intermediateCatchEvent id="c"><linkEventDefinition name="a"/></intermediateCatchEvent></subProcess>
                <intermediateThrowEvent id="it"><linkEventDefinition name="a"/></intermediateThrowEvent>
                """), .linkTargetMissing, at: "it", line: 5),
        Refusal(
            "two ends of a link",
            Models.file(
                """
                <startEvent id="s"/><subProcess id="sub"><startEvent id="i"/>
                <intermediateCatchEvent id="c"><linkEventDefinition name="a"/></intermediateCatchEvent></subProcess>
                <intermediateCatchEvent id="it"><linkEventDefinition name="a"/></intermediateCatchEvent>
                """), .duplicateLink, at: "it", line: 5),
        Refusal(
            "link with a flow",
            Models.file(
                """
                <startEvent id="s"/><userTask id="u"/><intermediateCatchEvent id="c"><linkEventDefinition name="a"/></intermediateCatchEvent>
                <intermediateThrowEvent id="it"><linkEventDefinition name="a"/></intermediateThrowEvent>
                <sequenceFlow id="f" sourceRef="it" targetRef="u"/>
                """), .flowNotAllowed, at: "it", line: 4),
    ])
    func refusesEventsThatAreTiedWrongly(_ refusal: Refusal) { refusal.check() }

    static func gateway(_ first: String, _ second: String, more: String = "") -> String {
        Models.file(
            """
            <startEvent id="s"/><eventBasedGateway id="it"/>
            \(first)
            \(second)
            <sequenceFlow id="in" sourceRef="s" targetRef="it"/>
            <sequenceFlow id="one" sourceRef="it" targetRef="a"/>
            <sequenceFlow id="two" sourceRef="it" targetRef="b"/>\(more)
            """, declarations: Models.declarations)
    }

    static func waiting(_ id: String, _ definition: String) -> String {
        "<intermediateCatchEvent id=\"\(id)\">\(definition)</intermediateCatchEvent>"
    }

    /// Camunda 8: VST-12 to VST-17, VEB-3.
    @Test(arguments: [
        Refusal(
            "one flow",
            Models.file(
                """
                <startEvent id="s"/>
                <eventBasedGateway id="it"/>\(waiting("a", timer))
                <sequenceFlow id="in" sourceRef="s" targetRef="it"/><sequenceFlow id="one" sourceRef="it" targetRef="a"/>
                """), .tooFewFlows, at: "it", line: 4),
        Refusal(
            "task behind it", gateway(waiting("a", timer), "<userTask id=\"b\"/>"), .gatewayTargetNotAllowed, at: "two",
            line: 8),
        Refusal(
            "receive task behind it", gateway(waiting("a", timer), "<receiveTask id=\"b\" messageRef=\"m\"/>"),
            .gatewayTargetNotAllowed, at: "two", line: 8),
        Refusal(
            "link behind it", gateway(waiting("a", timer), waiting("b", "<linkEventDefinition name=\"l\"/>")),
            .gatewayTargetNotAllowed, at: "two", line: 8),
        Refusal(
            "another way in",
            gateway(
                waiting("a", timer), waiting("b", signal),
                more: "<userTask id=\"u\"/><sequenceFlow id=\"three\" sourceRef=\"u\" targetRef=\"b\"/>"),
            .gatewayTargetNotAllowed, at: "two", line: 8),
        Refusal(
            "one message twice", gateway(waiting("a", message), waiting("b", message)), .duplicateCatch, at: "b",
            line: 5),
    ])
    func refusesUnfitEventBasedGateways(_ refusal: Refusal) { refusal.check() }

    @Test func acceptsAnEventBasedGateway() throws {
        let process = try parsed(
            Self.gateway(Self.waiting("a", Self.message), Self.waiting("b", EventReadingTests.condition)))

        #expect(process.element("it")?.outgoing.map { process[process[$0].target].id } == ["a", "b"])
    }
}
