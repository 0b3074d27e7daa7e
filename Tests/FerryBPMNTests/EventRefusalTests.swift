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
        Refusal(
            "event subprocess without trigger", Models.eventSubProcess(""), .missingEventDefinition, at: "it", line: 4),
        Refusal("two triggers", catching(timer + signal), .severalEventDefinitions, at: "it", line: 3),
        Refusal("start with two", Models.start(timer + signal), .severalEventDefinitions, at: "it", line: 3),
        Refusal("catch compensation", catching("<compensateEventDefinition/>"), .eventNotAllowed, at: "it", line: 3),
        Refusal("catch error", catching(error), .eventNotAllowed, at: "it", line: 3),
        Refusal("throw timer", Models.event("intermediateThrowEvent", timer), .eventNotAllowed, at: "it", line: 3),
        Refusal("throw error", Models.event("intermediateThrowEvent", error), .eventNotAllowed, at: "it", line: 3),
        Refusal("end by timer", Models.event("endEvent", timer), .eventNotAllowed, at: "it", line: 3),
        Refusal(
            "end by link", Models.event("endEvent", "<linkEventDefinition name=\"a\"/>"), .eventNotAllowed, at: "it",
            line: 3),
        Refusal("start by error", Models.start(error), .eventNotAllowed, at: "it", line: 3),
        Refusal(
            "start by link", Models.start("<linkEventDefinition name=\"a\"/>"), .eventNotAllowed, at: "it", line: 3),
        Refusal(
            "compensation event subprocess", Models.eventSubProcess("<compensateEventDefinition/>"), .eventNotAllowed,
            at: "it", line: 4),
        Refusal(
            "start of a subprocess by message",
            Models.file(
                "<startEvent id=\"s\"/><subProcess id=\"sub\">\n<startEvent id=\"it\">\(message)</startEvent></subProcess>",
                declarations: Models.declarations), .eventNotAllowed, at: "it", line: 4),
        Refusal(
            "terminate at a boundary", Models.boundary("<terminateEventDefinition/>"), .eventNotAllowed, at: "it",
            line: 3),
        Refusal("escalation of a task", Models.boundary(escalation), .eventNotAllowed, at: "it", line: 3),
        Refusal(
            "cancel of a subprocess", Models.boundary("<cancelEventDefinition/>", on: "subProcess"), .eventNotAllowed,
            at: "it", line: 3),
        Refusal(
            "cancel without transaction", Models.event("endEvent", "<cancelEventDefinition/>"), .eventNotAllowed,
            at: "it", line: 3),
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
        Refusal(
            "blank", catching("<timerEventDefinition><timeDate> </timeDate></timerEventDefinition>"), .invalidTimer,
            at: "it", line: 3),
        Refusal(
            "two times",
            catching(
                "<timerEventDefinition><timeDate>2026-01-01T00:00:00Z</timeDate><timeDuration>PT1S</timeDuration></timerEventDefinition>"
            ), .invalidTimer, at: "it", line: 3),
        Refusal("catch by cycle", catching(cycle), .invalidTimer, at: "it", line: 3),
        Refusal("interrupting boundary by cycle", Models.boundary(cycle), .invalidTimer, at: "it", line: 3),
        Refusal(
            "interrupting event subprocess by cycle", Models.eventSubProcess(cycle), .invalidTimer, at: "it", line: 4),
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
        Refusal(
            "unknown message", catching("\n<messageEventDefinition messageRef=\"gone\"/>"), .unknownReference, at: "it",
            line: 4),
        Refusal(
            "signal for a message", catching("\n<messageEventDefinition messageRef=\"g\"/>"), .unknownReference,
            at: "it", line: 4),
        Refusal(
            "no signal", Models.event("endEvent", "\n<signalEventDefinition/>"), .missingReference, at: "it", line: 4),
        Refusal(
            "unknown signal", catching("\n<signalEventDefinition signalRef=\"m\"/>"), .unknownReference, at: "it",
            line: 4),
        Refusal(
            "no key", catching("<messageEventDefinition messageRef=\"keyless\"/>"), .missingExtension, at: "keyless",
            line: 11),
        Refusal(
            "start without name", Models.start("<messageEventDefinition messageRef=\"nameless\"/>"), .missingAttribute,
            at: "nameless", line: 8),
        Refusal(
            "signal without name", Models.boundary("<signalEventDefinition signalRef=\"mute\"/>"), .missingAttribute,
            at: "mute", line: 14),
        Refusal(
            "start by a computed signal", Models.start("\n<signalEventDefinition signalRef=\"h\"/>"),
            .expressionNotConstant, at: "it", line: 4),
        Refusal(
            "error not named", Models.event("endEvent", "\n<errorEventDefinition/>"), .missingReference, at: "it",
            line: 4),
        Refusal(
            "unknown error", Models.boundary("\n<errorEventDefinition errorRef=\"x\"/>"), .unknownReference, at: "it",
            line: 4),
        Refusal(
            "error without code", Models.event("endEvent", "<errorEventDefinition errorRef=\"any-e\"/>"),
            .missingAttribute, at: "it", line: 13),
        Refusal(
            "escalation not named", Models.event("intermediateThrowEvent", "\n<escalationEventDefinition/>"),
            .missingReference, at: "it", line: 4),
        Refusal(
            "escalation without code", Models.event("endEvent", "<escalationEventDefinition escalationRef=\"any-x\"/>"),
            .missingAttribute, at: "it", line: 14),
        Refusal(
            "catch of a computed error", Models.boundary("\n<errorEventDefinition errorRef=\"feel-e\"/>"),
            .expressionNotAllowed, at: "it", line: 4),
        Refusal(
            "catch of a computed escalation",
            Models.eventSubProcess("\n<escalationEventDefinition escalationRef=\"feel-x\"/>"),
            .expressionNotAllowed, at: "it", line: 5),
        Refusal(
            "condition missing", catching("\n<conditionalEventDefinition/>"), .expressionRequired, at: "it", line: 4),
        Refusal(
            "condition of Camunda 7",
            catching("<conditionalEventDefinition>\n<condition>${x}</condition></conditionalEventDefinition>"),
            .expressionRequired, at: "it", line: 4),
        Refusal(
            "condition without sign that is no FEEL",
            catching("<conditionalEventDefinition>\n<condition>x &gt;</condition></conditionalEventDefinition>"),
            .expressionInvalid, at: "it", line: 4),
        Refusal(
            "condition on deletions",
            catching(
                "\n<conditionalEventDefinition camunda:variableEvents=\"delete\"><condition>=x</condition></conditionalEventDefinition>"
            ),
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
}
