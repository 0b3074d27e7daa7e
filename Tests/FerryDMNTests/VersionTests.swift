import FerryDMN
import FerryFEEL
import FerryModel
import FerryXML
import Testing

/// The versions of DMN, its expression languages, and what vendors add.
@Suite struct VersionTests {
    @Test(arguments: [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ])
    func readsTheVersion(_ namespace: String) throws {
        let file = Models.file(Models.decision(Models.literal("1")), namespace: namespace)

        #expect(try evaluate(file).result == "1")
    }

    @Test(arguments: [
        "feel", "FEEL", "", "http://www.omg.org/spec/FEEL/20140401", "http://www.omg.org/spec/DMN/20180521/FEEL/",
        "https://www.omg.org/spec/DMN/20191111/FEEL/", "https://www.omg.org/spec/DMN/20230324/FEEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ])
    func knowsFEELByItsNames(_ language: String) throws {
        let literal = "<literalExpression expressionLanguage=\"\(language)\"><text>1</text></literalExpression>"

        #expect(try evaluate(Models.file(Models.decision(literal))).result == "1")
        #expect(
            try evaluate(
                Models.file(Models.decision(Models.literal("1")), attributes: "expressionLanguage=\"\(language)\"")
            ).result == "1")
    }

    @Test func anExpressionsOwnLanguageCounts() throws {
        let literal = "<literalExpression expressionLanguage=\"feel\"><text>1</text></literalExpression>"

        let file = Models.file(Models.decision(literal), attributes: "expressionLanguage=\"juel\"")

        #expect(try evaluate(file).result == "1")
    }

    @Test func ignoresWhatIsNotForAnEngine() throws {
        let file = Models.file(
            """
            <extensionElements><zeebe:anything/></extensionElements>
            <import namespace="types" name="types" importType="http://www.w3.org/2001/XMLSchema"/>
            <itemDefinition name="tRisk"><typeRef>string</typeRef></itemDefinition>
            <knowledgeSource id="k" name="law"/><textAnnotation id="n"><text>why</text></textAnnotation>
            \(Models.decision("<description>a</description>" + Models.literal("1")))
            <DMNDI xmlns="https://www.omg.org/spec/DMN/20191111/DMNDI/"><DMNDiagram id="d"/></DMNDI>
            """)

        #expect(try evaluate(file).result == "1")
    }

    @Test func tellsWhatTheFileHolds() throws {
        let tag = "<extensionElements><zeebe:versionTag value=\"v1\"/></extensionElements>"
        let table = Models.table("", inputs: [], outputs: [Models.output("o")], rules: [])
        let model = try parsed(
            Models.file(
                Models.decision(tag + table, id: "a")
                    + "\n<decision id=\"b\" name=\"B\" camunda:versionTag=\"v2\">\(Models.literal("1"))</decision>"))

        #expect(model.id == "drg")
        #expect(model.name == "DRG")
        #expect(model.decisions.map(\.id) == ["a", "b"])
        #expect(model.decisions.map(\.name) == ["Name of a", "B"])
        #expect(model.decisions.map(\.versionTag) == ["v1", "v2"])
        #expect(model.decisions.map(\.kind.rawValue) == ["DECISION_TABLE", "LITERAL_EXPRESSION"])
        #expect(model.decision("b")?.position == SourcePosition(line: 7, column: 1))
        #expect(model.decision("c") == nil)
    }

    @Test func takesTheTimeFromWhoEvaluates() throws {
        struct Noon: FEELScope {
            func variable(_ name: String) -> FEELValue? { nil }
            var now: Timestamp? { Timestamp(milliseconds: 1_700_000_000_000) }
        }
        let model = try parsed(Models.file(Models.decision(Models.literal("string(today())"))))

        #expect(model.evaluate("d", in: Noon()).output == .string("2023-11-14"))
        #expect(model.evaluate("d", in: FEELContext()).output == .null)
    }
}
