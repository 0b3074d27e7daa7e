import FerryBPMN
import FerryModel
import FerryXML
import Testing

/// Ids, scopes, flows and gateways.
@Suite struct StructureRefusalTests {
    @Test(arguments: [
        Refusal("element without id", Models.file("<startEvent id=\"s\"/>\n<task/>"), .missingID, at: "", line: 4),
        Refusal("empty id", Models.file("<startEvent id=\"s\"/>\n<task id=\"\"/>"), .missingID, at: "", line: 4),
        Refusal(
            "flow without id",
            Models.file(
                "<startEvent id=\"s\"/><endEvent id=\"e\"/>\n<sequenceFlow sourceRef=\"s\" targetRef=\"e\"/>"),
            .missingID, at: "", line: 4),
        Refusal("blank in id", Models.file("<startEvent id=\"a b\"/>"), .invalidID, at: "a b", line: 3),
        Refusal("digit first", Models.file("<startEvent id=\"1a\"/>"), .invalidID, at: "1a", line: 3),
        Refusal("colon in id", Models.file("<startEvent id=\"a:b\"/>"), .invalidID, at: "a:b", line: 3),
        Refusal(
            "element ids twice", Models.file("<startEvent id=\"s\"/>\n<task id=\"s\"/>"), .duplicateID, at: "s",
            line: 4),
        Refusal(
            "flow with an element's id",
            Models.file(
                "<startEvent id=\"s\"/>\n<task id=\"t\"/>\n<sequenceFlow id=\"t\" sourceRef=\"s\" targetRef=\"t\"/>"),
            .duplicateID, at: "t", line: 5),
        Refusal(
            "element with the process id", Models.file("<startEvent id=\"p\"/>"), .duplicateID, at: "p", line: 3),
    ])
    func refusesUnfitIDs(_ refusal: Refusal) { refusal.check() }

    @Test func refusesAnIDThatIsTooLong() {
        let id = String(repeating: "x", count: 256)
        let found = problems(in: Models.file("<startEvent id=\"\(id)\"/>"))

        #expect(found.map(\.code) == [.invalidID])
        #expect(found.first?.found == "256 bytes")
        #expect(problems(in: Models.file("<startEvent id=\"\(id.dropLast())\"/>")).isEmpty)
    }

    @Test(arguments: [
        Refusal("process without start", Models.file("<task id=\"t\"/>"), .missingStartEvent, at: "p", line: 2),
        Refusal("empty process", Models.file(""), .missingStartEvent, at: "p", line: 2),
        Refusal(
            "two none start events", Models.file("<startEvent id=\"a\"/><startEvent id=\"b\"/>"), .severalStartEvents,
            at: "p", line: 2),
        Refusal(
            "subprocess without start", Models.file("<startEvent id=\"s\"/>\n<subProcess id=\"sub\"/>"),
            .missingStartEvent, at: "sub", line: 4),
        Refusal(
            "nested subprocess with two starts",
            Models.file(
                """
                <startEvent id="s"/>
                <subProcess id="outer"><startEvent id="s1"/>
                <subProcess id="inner"><startEvent id="a"/><startEvent id="b"/></subProcess></subProcess>
                """),
            .severalStartEvents, at: "inner", line: 5),
        Refusal(
            "flow into the start event",
            Models.file(
                """
                <startEvent id="s"/><userTask id="t"/>
                <sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="s"/>
                """), .startEventEntered, at: "s", line: 3),
        Refusal(
            "flow out of an end event",
            Models.file(
                """
                <startEvent id="s"/><endEvent id="e"/><userTask id="t"/>
                <sequenceFlow id="f" sourceRef="e" targetRef="t"/>
                """), .endEventLeft, at: "e", line: 3),
    ])
    func refusesScopesThatCannotBeginOrEnd(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        Refusal(
            "unknown target",
            Models.file("<startEvent id=\"s\"/>\n<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"gone\"/>"),
            .unknownElement, at: "f", line: 4),
        Refusal(
            "missing source",
            Models.file("<startEvent id=\"s\"/><task id=\"t\"/>\n<sequenceFlow id=\"f\" targetRef=\"t\"/>"),
            .missingAttribute, at: "f", line: 4),
        Refusal(
            "flow to a data object",
            Models.file(
                "<startEvent id=\"s\"/><dataObject id=\"d\"/>\n<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"d\"/>"
            ),
            .unknownElement, at: "f", line: 4),
        Refusal(
            "flow to the process",
            Models.file("<startEvent id=\"s\"/>\n<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"p\"/>"),
            .unknownElement, at: "f", line: 4),
        Refusal(
            "flow into a subprocess",
            Models.file(
                """
                <startEvent id="s"/><subProcess id="sub"><startEvent id="s1"/><task id="t"/></subProcess>
                <sequenceFlow id="f" sourceRef="s" targetRef="t"/>
                """), .flowLeavesScope, at: "f", line: 4),
        Refusal(
            "outgoing names no flow",
            Models.file("<startEvent id=\"s\">\n<outgoing>gone</outgoing></startEvent>"), .unknownFlow, at: "s",
            line: 4),
        Refusal(
            "incoming names another's flow",
            Models.file(
                """
                <startEvent id="s"/><task id="a"/><task id="b">
                <incoming>f</incoming></task>
                <sequenceFlow id="f" sourceRef="s" targetRef="a"/>
                """), .unknownFlow, at: "b", line: 4),
    ])
    func refusesFlowsThatLeadNowhere(_ refusal: Refusal) { refusal.check() }

    static func gateway(_ attributes: String = "", _ first: String, _ second: String) -> String {
        Models.file(
            """
            <startEvent id="s"/><userTask id="a"/><userTask id="b"/>
            <exclusiveGateway id="g" \(attributes)/>
            <sequenceFlow id="in" sourceRef="s" targetRef="g"/>
            <sequenceFlow id="one" sourceRef="g" targetRef="a">\(first)</sequenceFlow>
            <sequenceFlow id="two" sourceRef="g" targetRef="b">\(second)</sequenceFlow>
            """)
    }

    static func condition(_ text: String) -> String { "<conditionExpression>\(text)</conditionExpression>" }

    @Test(arguments: [
        Refusal(
            "neither condition nor default", gateway("", condition("=x"), ""), .conditionMissing, at: "two", line: 7),
        Refusal(
            "default starts elsewhere", gateway("default=\"in\"", condition("=x"), condition("=y")),
            .defaultFlowElsewhere, at: "g", line: 4),
        Refusal(
            "default unknown", gateway("default=\"gone\"", condition("=x"), condition("=y")), .unknownFlow, at: "g",
            line: 4),
        Refusal(
            "condition without =", gateway("default=\"two\"", condition("x > 1"), ""), .expressionRequired, at: "one",
            line: 6),
        Refusal(
            "condition of Camunda 7", gateway("default=\"two\"", condition("${x > 1}"), ""), .expressionRequired,
            at: "one", line: 6),
        Refusal(
            "empty condition", gateway("default=\"two\"", condition(""), ""), .expressionRequired, at: "one", line: 6),
        Refusal(
            "condition that is no FEEL", gateway("default=\"two\"", condition("= x &gt;"), ""), .expressionInvalid,
            at: "one", line: 6),
        Refusal(
            "condition behind a task",
            Models.file(
                """
                <startEvent id="s"/><endEvent id="e"/>
                <sequenceFlow id="f" sourceRef="s" targetRef="e">\(condition("=x"))</sequenceFlow>
                """), .conditionNotAllowed, at: "f", line: 4),
        Refusal(
            "default on a task", Models.around("<task id=\"it\" default=\"out\"/>"), .defaultFlowNotAllowed, at: "it",
            line: 3),
        Refusal(
            "listener on a flow",
            Models.file(
                """
                <startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e">
                <extensionElements><zeebe:executionListeners/></extensionElements></sequenceFlow>
                """), .unsupportedExtension, at: "f", line: 4),
    ])
    func refusesFlowsThatCannotBeChosen(_ refusal: Refusal) { refusal.check() }

    @Test func tellsHowToWriteAConditionOfCamunda7() throws {
        let xml = Self.gateway("default=\"two\"", Self.condition("${x > 1}"), "")
        let problem = try #require(problems(in: xml).first)

        #expect(problem.hint.contains("FEEL"))
        #expect(problem.reason.found == "${x > 1} (line 6, column 52)")
    }
}
