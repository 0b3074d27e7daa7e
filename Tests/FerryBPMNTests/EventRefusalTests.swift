import FerryBPMN
import FerryXML
import Testing

/// Events that stand in the wrong place, or do not say what they wait for or throw.
@Suite struct EventRefusalTests {
    static let timer = EventReadingTests.timer
    static let cycle = "<timerEventDefinition><timeCycle>R/PT1M</timeCycle></timerEventDefinition>"
    static let message = "<messageEventDefinition messageRef=\"m\"/>"
    static let signal = "<signalEventDefinition signalRef=\"g\"/>"
    static let error = "<errorEventDefinition errorRef=\"e\"/>"
    static let anyError = "<errorEventDefinition/>"
    static let escalation = "<escalationEventDefinition escalationRef=\"x\"/>"

    static func catching(_ definition: String) -> String { Models.event("intermediateCatchEvent", definition) }

    /// Camunda 8: VST-2, VST-3, VBE-2, VBE-9, VSE-3, VEE-2, VES-5, VME-9.
    @Test(arguments: [
        Refusal("catch without trigger", catching(""), .missingEventDefinition, at: "it", line: 3),
        Refusal("boundary without trigger", Models.boundary(""), .missingEventDefinition, at: "it", line: 3),
        Refusal("event subprocess without trigger", Models.eventSubProcess(""), .missingEventDefinition, at: "it", line: 4),
        Refusal("two triggers", catching(timer + signal), .severalEventDefinitions, at: "it", line: 3),
        Refusal("start with two", Models.start(timer + signal), .severalEventDefinitions, at: "it", line: 3),
        Refusal("catch compensation", catching("<compensateEventDefinition/>"), .eventNotAllowed, at: "it", line: 3),
        Refusal("catch error", catching(error), .eventNotAllowed, at: "it", line: 3),
        Refusal("throw timer", Models.event("intermediateThrowEvent", timer), .eventNotAllowed, at: "it", line: 3),
        Refusal("throw error", Models.event("intermediateThrowEvent", error), .eventNotAllowed, at: "it", line: 3),
        Refusal("end by timer", Models.event("endEvent", timer), .eventNotAllowed, at: "it", line: 3),
        Refusal("end by link", Models.event("endEvent", "<linkEventDefinition name=\"a\"/>"), .eventNotAllowed, at: "it", line: 3),
        Refusal("start by error", Models.start(error), .eventNotAllowed, at: "it", line: 3),
        Refusal("start by link", Models.start("<linkEventDefinition name=\"a\"/>"), .eventNotAllowed, at: "it", line: 3),
        Refusal(
            "compensation event subprocess", Models.eventSubProcess("<compensateEventDefinition/>"), .eventNotAllowed,
            at: "it", line: 4),
        Refusal(
            "start of a subprocess by message",
            Models.file(
                "<startEvent id=\"s\"/><subProcess id=\"sub\">\n<startEvent id=\"it\">\(message)</startEvent></subProcess>",
                declarations: Models.declarations), .eventNotAllowed, at: "it", line: 4),
        Refusal("terminate at a boundary", Models.boundary("<terminateEventDefinition/>"), .eventNotAllowed, at: "it", line: 3),
        Refusal("escalation of a task", Models.boundary(escalation), .eventNotAllowed, at: "it", line: 3),
        Refusal("cancel of a subprocess", Models.boundary("<cancelEventDefinition/>", on: "subProcess"), .eventNotAllowed, at: "it", line: 3),
        Refusal("cancel without transaction", Models.event("endEvent", "<cancelEventDefinition/>"), .eventNotAllowed, at: "it", line: 3),
        Refusal(
            "error that does not interrupt", Models.boundary(error, attributes: "cancelActivity=\"false\""),
            .mustInterrupt, at: "it", line: 3),
        Refusal(
            "error event subprocess that does not interrupt",
            Models.eventSubProcess(error, attributes: "isInterrupting=\"false\""), .mustInterrupt, at: "it", line: 4),
        Refusal(
            "compensation not waited for",
            Models.event("endEvent", "<compensateEventDefinition waitForCompletion=\"false\"/>"), .unsupportedAttribute,
            at: "it", line: 3),
    ])
    func refusesEventsWhereTheyCannotBe(_ refusal: Refusal) { refusal.check() }

    /// Camunda 8: VST-13, VBE-14 to VBE-20, VSE-7, VEX-10, TVAL-1 to TVAL-5.
    @Test(arguments: [
        Refusal("no time", catching("<timerEventDefinition/>"), .invalidTimer, at: "it", line: 3),
        Refusal("blank", catching("<timerEventDefinition><timeDate> </timeDate></timerEventDefinition>"), .invalidTimer, at: "it", line: 3),
        Refusal(
            "two times",
            catching(
                "<timerEventDefinition><timeDate>2026-01-01T00:00:00Z</timeDate><timeDuration>PT1S</timeDuration></timerEventDefinition>"
            ), .invalidTimer, at: "it", line: 3),
        Refusal("catch by cycle", catching(cycle), .invalidTimer, at: "it", line: 3),
        Refusal("interrupting boundary by cycle", Models.boundary(cycle), .invalidTimer, at: "it", line: 3),
        Refusal("interrupting event subprocess by cycle", Models.eventSubProcess(cycle), .invalidTimer, at: "it", line: 4),
        Refusal(
            "duration foo", catching("<timerEventDefinition>\n<timeDuration>foo</timeDuration></timerEventDefinition>"),
            .invalidTimer, at: "it", line: 4),
        Refusal(
            "date foo", Models.boundary("<timerEventDefinition>\n<timeDate>foo</timeDate></timerEventDefinition>"),
            .invalidTimer, at: "it", line: 4),
        Refusal(
            "cycle foo", Models.start("<timerEventDefinition>\n<timeCycle>foo</timeCycle></timerEventDefinition>"),
            .invalidTimer, at: "it", line: 4),
        Refusal(
            "no FEEL", catching("<timerEventDefinition>\n<timeDuration>=!</timeDuration></timerEventDefinition>"),
            .expressionInvalid, at: "it", line: 4),
        Refusal(
            "start by a variable",
            Models.start("\n<timerEventDefinition><timeCycle>=\"R/\" + x</timeCycle></timerEventDefinition>"),
            .expressionNotConstant, at: "it", line: 4),
        Refusal(
            "start by what is no time",
            Models.start("\n<timerEventDefinition><timeDate>=\"foo\"</timeDate></timerEventDefinition>"),
            .expressionNotConstant, at: "it", line: 4),
    ])
    func refusesUnfitTimers(_ refusal: Refusal) { refusal.check() }

    /// Camunda 8: VME-2 to VME-25, VSI-1 to VSI-13, VER-1 to VER-21, VEX-6.
    @Test(arguments: [
        Refusal("no message", catching("\n<messageEventDefinition/>"), .missingReference, at: "it", line: 4),
        Refusal("unknown message", catching("\n<messageEventDefinition messageRef=\"gone\"/>"), .unknownReference, at: "it", line: 4),
        Refusal("signal for a message", catching("\n<messageEventDefinition messageRef=\"g\"/>"), .unknownReference, at: "it", line: 4),
        Refusal("no signal", Models.event("endEvent", "\n<signalEventDefinition/>"), .missingReference, at: "it", line: 4),
        Refusal("unknown signal", catching("\n<signalEventDefinition signalRef=\"m\"/>"), .unknownReference, at: "it", line: 4),
        Refusal("no key", catching("<messageEventDefinition messageRef=\"keyless\"/>"), .missingExtension, at: "keyless", line: 11),
        Refusal("start without name", Models.start("<messageEventDefinition messageRef=\"nameless\"/>"), .missingAttribute, at: "nameless", line: 8),
        Refusal("signal without name", Models.boundary("<signalEventDefinition signalRef=\"mute\"/>"), .missingAttribute, at: "mute", line: 13),
        Refusal(
            "start by a computed signal", Models.start("\n<signalEventDefinition signalRef=\"h\"/>"),
            .expressionNotConstant, at: "it", line: 4),
        Refusal("error not named", Models.event("endEvent", "\n<errorEventDefinition/>"), .missingReference, at: "it", line: 4),
        Refusal("unknown error", Models.boundary("\n<errorEventDefinition errorRef=\"x\"/>"), .unknownReference, at: "it", line: 4),
        Refusal("error without code", Models.event("endEvent", "<errorEventDefinition errorRef=\"any-e\"/>"), .missingAttribute, at: "it", line: 11),
        Refusal("escalation not named", Models.event("intermediateThrowEvent", "\n<escalationEventDefinition/>"), .missingReference, at: "it", line: 4),
        Refusal(
            "escalation without code", Models.event("endEvent", "<escalationEventDefinition escalationRef=\"any-x\"/>"),
            .missingAttribute, at: "it", line: 12),
        Refusal("catch of a computed error", Models.boundary("\n<errorEventDefinition errorRef=\"feel-e\"/>"), .expressionNotAllowed, at: "it", line: 4),
        Refusal(
            "catch of a computed escalation", Models.eventSubProcess("\n<escalationEventDefinition escalationRef=\"feel-x\"/>"),
            .expressionNotAllowed, at: "it", line: 5),
        Refusal("condition missing", catching("\n<conditionalEventDefinition/>"), .expressionRequired, at: "it", line: 4),
        Refusal(
            "condition of Camunda 7", catching("<conditionalEventDefinition>\n<condition>${x}</condition></conditionalEventDefinition>"),
            .expressionRequired, at: "it", line: 4),
        Refusal(
            "condition on deletions",
            catching("\n<conditionalEventDefinition camunda:variableEvents=\"delete\"><condition>=x</condition></conditionalEventDefinition>"),
            .invalidAttribute, at: "it", line: 4),
        Refusal("link without name", catching("\n<linkEventDefinition/>"), .missingAttribute, at: "it", line: 4),
        Refusal(
            "message nobody sends", Models.event("endEvent", "<messageEventDefinition messageRef=\"m\"/>"),
            .missingExtension, at: "it", line: 3),
    ])
    func refusesEventsThatDoNotSayWhatTheyAreAbout(_ refusal: Refusal) { refusal.check() }

    @Test func tellsOnceWhatIsWrongWithAMessageOfManyEvents() {
        let catchEvent = { (id: String) in
            "<intermediateCatchEvent id=\"\(id)\"><messageEventDefinition messageRef=\"nameless\"/></intermediateCatchEvent>"
        }
        let xml = Models.file(
            "<startEvent id=\"s\"/>" + catchEvent("a") + catchEvent("b"), declarations: Models.declarations)

        let found = problems(in: xml)
        #expect(found.map(\.code) == [.missingAttribute, .missingExtension])
        #expect(found.map(\.elementID) == ["nameless", "nameless"])
    }

    static func beside(_ first: String, _ second: String, on host: String = "subProcess") -> String {
        Models.boundary(first, on: host).replacing("<endEvent", with: "<boundaryEvent id=\"other\" attachedToRef=\"host\">\(second)</boundaryEvent><endEvent")
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
        Refusal("all errors on an activity", beside(anyError, "<errorEventDefinition errorRef=\"any-e\"/>"), .duplicateCatch, at: "other", line: 6),
        Refusal("escalations on an activity", beside(escalation, escalation), .duplicateCatch, at: "other", line: 6),
        Refusal("messages that begin", starts(message, message), .duplicateCatch, at: "other", line: 4),
        Refusal("signals that begin", starts(signal, signal), .duplicateCatch, at: "other", line: 4),
        Refusal(
            "conditions that begin", starts(EventReadingTests.condition, EventReadingTests.condition), .duplicateCatch,
            at: "other", line: 4),
        Refusal("errors in a scope", eventSubProcesses(error, error), .duplicateCatch, at: "other", line: 4),
        Refusal("all escalations in a scope", eventSubProcesses("<escalationEventDefinition/>", "<escalationEventDefinition/>"), .duplicateCatch, at: "other", line: 4),
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
        starts(signal, timer).replacing("</process>", with: "<boundaryEvent id=\"b\" attachedToRef=\"u\">\(signal)</boundaryEvent><userTask id=\"u\"/></process>"),
    ])
    func acceptsEventsForDifferentThings(_ xml: String) {
        #expect(problems(in: xml).map(\.reason) == [])
    }

    /// Camunda 8: VBE-4, VLI-4 to VLI-11.
    @Test(arguments: [
        Refusal("nothing to stand on", Models.file("<startEvent id=\"s\"/>\n<boundaryEvent id=\"it\">\(timer)</boundaryEvent>"), .missingAttribute, at: "it", line: 4),
        Refusal(
            "stands on nothing", Models.file("<startEvent id=\"s\"/>\n<boundaryEvent id=\"it\" attachedToRef=\"gone\">\(timer)</boundaryEvent>"),
            .unknownElement, at: "it", line: 4),
        Refusal(
            "stands on an event", Models.file("<startEvent id=\"s\"/>\n<boundaryEvent id=\"it\" attachedToRef=\"s\">\(timer)</boundaryEvent>"),
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
            Models.file("<startEvent id=\"s\"/>\n<intermediateThrowEvent id=\"it\"><linkEventDefinition name=\"a\"/></intermediateThrowEvent>"),
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
        Refusal("task behind it", gateway(waiting("a", timer), "<userTask id=\"b\"/>"), .gatewayTargetNotAllowed, at: "two", line: 8),
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
        Refusal("one message twice", gateway(waiting("a", message), waiting("b", message)), .duplicateCatch, at: "b", line: 5),
    ])
    func refusesUnfitEventBasedGateways(_ refusal: Refusal) { refusal.check() }

    @Test func acceptsAnEventBasedGateway() throws {
        let process = try parsed(Self.gateway(Self.waiting("a", Self.message), Self.waiting("b", EventReadingTests.condition)))

        #expect(process.element("it")?.outgoing.map { process[process[$0].target].id } == ["a", "b"])
    }
}
