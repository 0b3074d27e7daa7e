import FerryBPMN
import Testing

/// What sound events turn into.
@Suite struct EventReadingTests {
    static let timer = "<timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition>"
    static let condition = "<conditionalEventDefinition><condition>=x &gt; 1</condition></conditionalEventDefinition>"

    static func words(for event: EventDefinition?) -> String {
        switch event {
        case .message(let message): "message \(message.name.source) by \(message.correlationKey?.source ?? "none")"
        case .timer(let timer): "\(timer.form.rawValue) \(timer.value.source)"
        case .signal(let name): "signal \(name.source)"
        case .conditional(let definition):
            "\(definition.condition.source) \(definition.variableNames) \(definition.changes.map(\.rawValue))"
        case .error(let error): "error \(error.code?.source ?? "any")"
        case .escalation(let escalation): "escalation \(escalation.code?.source ?? "any")"
        case .compensation: "compensation"
        case .link(let name): "link \(name)"
        case .terminate: "terminate"
        case .cancel: "cancel"
        case nil: "none"
        }
    }

    static let triggers: [(String, String)] = [
        ("<messageEventDefinition messageRef=\"m\"/>", "message paid by =order"),
        (timer, "DURATION PT1M"),
        ("<signalEventDefinition signalRef=\"x:g\"/>", "signal alarm"),
        ("<signalEventDefinition signalRef=\"h\"/>", "signal = \"all \" + kind"),
        (condition, "=x > 1 [] []"),
    ]

    @Test(arguments: triggers + [("<linkEventDefinition name=\"away\"/>", "link away")])
    func readsWhatACatchEventWaitsFor(_ definition: String, _ expected: String) throws {
        let event = try #require(try parsed(Models.event("intermediateCatchEvent", definition)).element("it"))

        #expect(event.kind == .intermediateCatchEvent)
        #expect(Self.words(for: event.event) == expected)
    }

    static let codes: [(String, String)] = [
        ("<errorEventDefinition errorRef=\"e\"/>", "error broken"), ("<errorEventDefinition/>", "error any"),
        ("<errorEventDefinition errorRef=\"any-e\"/>", "error any"),
        ("<escalationEventDefinition escalationRef=\"x\"/>", "escalation late"),
        ("<escalationEventDefinition/>", "escalation any"),
    ]

    @Test(arguments: triggers + codes)
    func readsBoundaryEvents(_ definition: String, _ expected: String) throws {
        let process = try parsed(Models.boundary(definition, on: "subProcess"))

        let event = try #require(process.element("it"))
        let host = try #require(process.element("host"))
        #expect(event.attachedTo == host.index)
        #expect(host.boundaryEvents == [event.index])
        #expect(event.isInterrupting)
        #expect(Self.words(for: event.event) == expected)
    }

    @Test(arguments: triggers + [codes[3]])
    func readsBoundaryEventsThatDoNotInterrupt(_ definition: String, _ expected: String) throws {
        let xml = Models.boundary(definition, attributes: "cancelActivity=\"false\"", on: "callActivity")

        #expect(try parsed(xml).element("it")?.isInterrupting == false)
    }

    @Test(arguments: triggers + codes)
    func readsEventSubProcesses(_ definition: String, _ expected: String) throws {
        let process = try parsed(Models.eventSubProcess(definition))

        let scope = try #require(process.element("sub"))
        let start = try #require(process.element("it"))
        #expect(scope.kind == .eventSubProcess)
        #expect(scope.noneStart == start.index)
        #expect(process.root.content.eventSubProcesses == [scope.index])
        #expect(process.root.noneStart == process.element("start")?.index)
        #expect(Self.words(for: start.event) == expected)
    }

    @Test func readsAnEventSubProcessThatDoesNotInterrupt() throws {
        let cycle = "<timerEventDefinition><timeCycle>R3/PT1M</timeCycle></timerEventDefinition>"
        let start = try parsed(Models.eventSubProcess(cycle, attributes: "isInterrupting=\"false\"")).element("it")

        #expect(start?.isInterrupting == false)
        #expect(Self.words(for: start?.event) == "CYCLE R3/PT1M")
    }

    @Test(arguments: [
        ("<messageEventDefinition messageRef=\"keyless\"/>", "message called by none"),
        ("<messageEventDefinition messageRef=\"m\"/>", "message paid by none"),
        ("<signalEventDefinition signalRef=\"g\"/>", "signal alarm"), (condition, "=x > 1 [] []"),
        (
            "<timerEventDefinition><timeCycle>0 0 9 * * MON-FRI</timeCycle></timerEventDefinition>",
            "CYCLE 0 0 9 * * MON-FRI"
        ),
        (
            "<timerEventDefinition><timeDate>2026-01-01T00:00:00Z</timeDate></timerEventDefinition>",
            "DATE 2026-01-01T00:00:00Z"
        ),
        (
            "<timerEventDefinition><timeDuration>= \"PT\" + \"5S\"</timeDuration></timerEventDefinition>",
            "DURATION = \"PT\" + \"5S\""
        ),
    ])
    func readsWhatBeginsAProcess(_ definition: String, _ expected: String) throws {
        let process = try parsed(Models.start(definition))

        #expect(process.root.noneStart == nil)
        #expect(process.root.content.triggeredStarts == [try #require(process.element("it")).index])
        #expect(Self.words(for: process.element("it")?.event) == expected)
    }

    @Test func takesAStartTimerThatBeginsWithTheMoment() {
        let timer = "<timerEventDefinition><timeDate>=now() + duration(\"PT1M\")</timeDate></timerEventDefinition>"

        #expect(problems(in: Models.start(timer)).isEmpty)
    }

    @Test func readsSeveralStartEvents() throws {
        let process = try parsed(
            Models.file(
                """
                <startEvent id="a"><messageEventDefinition messageRef="m"/></startEvent><startEvent id="b"/>
                <startEvent id="c" isInterrupting="false">\(Self.timer)</startEvent>
                """, declarations: Models.declarations))

        #expect(process.root.noneStart == process.element("b")?.index)
        #expect(process.root.content.triggeredStarts.map { process[$0].id } == ["a", "c"])
        #expect(process.element("c")?.isInterrupting == true)
    }

    @Test(arguments: [
        ("<signalEventDefinition signalRef=\"g\"/>", "signal alarm"),
        ("<escalationEventDefinition escalationRef=\"x\"/>", "escalation late"),
        ("<escalationEventDefinition escalationRef=\"feel-x\"/>", "escalation =code"),
        ("<compensateEventDefinition/>", "compensation"), ("", "none"),
    ])
    func readsWhatEventsThrow(_ definition: String, _ expected: String) throws {
        for element in ["intermediateThrowEvent", "endEvent"] {
            let event = try parsed(Models.event(element, definition)).element("it")

            #expect(Self.words(for: event?.event) == expected)
        }
    }

    @Test(arguments: [
        ("<errorEventDefinition errorRef=\"e\"/>", "error broken"),
        ("<errorEventDefinition errorRef=\"feel-e\"/>", "error =code"), ("<terminateEventDefinition/>", "terminate"),
    ])
    func readsWhatEndsAPath(_ definition: String, _ expected: String) throws {
        #expect(Self.words(for: try parsed(Models.event("endEvent", definition)).element("it")?.event) == expected)
    }

    @Test(arguments: ["intermediateThrowEvent", "endEvent"])
    func readsAMessageSentByAWorker(_ element: String) throws {
        let zeebe =
            "<extensionElements><zeebe:taskDefinition type=\"send\"/></extensionElements><messageEventDefinition/>"
        let camunda = "<messageEventDefinition camunda:type=\"external\" camunda:topic=\"send\"/>"

        for definition in [zeebe, camunda] {
            let event = try #require(try parsed(Models.event(element, definition)).element("it"))
            #expect(event.job?.type.source == "send")
            #expect(event.publishes == nil)
            #expect(event.event?.kind == .message)
        }
    }

    @Test func readsAMessageTheEnginePublishes() throws {
        let publish = """
            <extensionElements><zeebe:publishMessage correlationKey="=order" messageId="once" timeToLive="PT1H"/>
            </extensionElements>
            """
        let thrown = Models.event("intermediateThrowEvent", publish + "<messageEventDefinition messageRef=\"m\"/>")
        let sent = Models.event("sendTask", publish, attributes: "messageRef=\"m\"")

        for xml in [thrown, sent] {
            let element = try #require(try parsed(xml).element("it"))
            #expect(element.job == nil)
            #expect(element.publishes?.name.source == "paid")
            #expect(element.publishes?.correlationKey.source == "=order")
            #expect(element.publishes?.messageID?.source == "once")
            #expect(element.publishes?.timeToLive?.source == "PT1H")
        }
    }

    @Test func readsWhichChangesACondititionLooksAt() throws {
        let zeebe = """
            <conditionalEventDefinition><extensionElements>
            <zeebe:conditionalFilter variableNames=" x , y" variableEvents="create, update"/></extensionElements>
            <condition>=x</condition></conditionalEventDefinition>
            """
        let camunda = """
            <conditionalEventDefinition camunda:variableName="x" camunda:variableEvents="update">
            <condition>=x</condition></conditionalEventDefinition>
            """

        let (first, second) = (
            try parsed(Models.event("intermediateCatchEvent", zeebe)),
            try parsed(Models.event("intermediateCatchEvent", camunda))
        )
        #expect(Self.words(for: first.element("it")?.event) == "=x [\"x\", \"y\"] [\"create\", \"update\"]")
        #expect(Self.words(for: second.element("it")?.event) == "=x [\"x\"] [\"update\"]")
    }

    @Test(arguments: ["x &gt; 1", " x &gt; 1 ", "=x &gt; 1"])
    func readsConditionsWithAndWithoutTheirSign(condition: String) throws {
        let xml = "<conditionalEventDefinition><condition>\(condition)</condition></conditionalEventDefinition>"

        let process = try parsed(Models.event("intermediateCatchEvent", xml))

        guard case .conditional(let definition)? = process.element("it")?.event else {
            Issue.record("no conditional event")
            return
        }
        guard case .feel = definition.condition else {
            Issue.record("'\(condition)' is no FEEL")
            return
        }
        #expect(definition.condition.source.filter { $0 != " " } == "=x>1")
    }

    @Test func readsWhereCamunda7WritesCaughtCodes() throws {
        let caught = """
            <errorEventDefinition errorRef="e" camunda:errorCodeVariable="code" camunda:errorMessageVariable="words"/>
            """
        guard case .error(let error)? = try parsed(Models.boundary(caught)).element("it")?.event else {
            Issue.record("no error event")
            return
        }

        #expect(error.codeVariable == "code")
        #expect(error.messageVariable == "words")
    }

    @Test func followsLinksInTheirScope() throws {
        let process = try parsed(
            Models.file(
                """
                <startEvent id="start"/><intermediateThrowEvent id="t1"><linkEventDefinition name="a"/></intermediateThrowEvent>
                <intermediateThrowEvent id="t2"><linkEventDefinition name="a"/></intermediateThrowEvent>
                <intermediateCatchEvent id="c"><linkEventDefinition name="a"/></intermediateCatchEvent>
                <intermediateCatchEvent id="unused"><linkEventDefinition name="b"/></intermediateCatchEvent>
                """))

        #expect(process.element("t1")?.linkTarget == process.element("c")?.index)
        #expect(process.element("t2")?.linkTarget == process.element("c")?.index)
    }

    @Test(arguments: [("asyncBefore", true, false), ("asyncAfter", false, true), ("async", true, false)])
    func readsContinuationsOfCamunda7(_ attribute: String, _ before: Bool, _ after: Bool) throws {
        let xml = Models.event(
            "parallelGateway", "", attributes: "camunda:\(attribute)=\"true\" camunda:exclusive=\"false\"")

        let element = try #require(try parsed(xml).element("it"))
        #expect(element.asyncBefore == before)
        #expect(element.asyncAfter == after)
    }

    @Test func acceptsABoundaryEventThatLeadsNowhere() {
        let xml = Models.file(
            """
            <startEvent id="start"/><userTask id="a"/>
            <boundaryEvent id="late" attachedToRef="a">\(Self.timer)</boundaryEvent>
            """)

        #expect(problems(in: xml).isEmpty)
    }
}
