import FerryDMN
import FerryModel
import FerryXML
import Testing

/// A row of a table of refusals: a file and the only problem it has.
struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let xml: String
    let code: DMNProblem.Code
    let elementID: String
    let line: Int

    init(_ description: String, _ xml: String, _ code: DMNProblem.Code, at elementID: String, line: Int) {
        testDescription = description
        self.xml = xml
        self.code = code
        self.elementID = elementID
        self.line = line
    }

    func check() {
        let found = problems(in: xml)

        #expect(found.map(\.code) == [code], "\(found.map(\.reason))")
        #expect(found.map(\.elementID) == [elementID])
        #expect(found.map(\.position.line) == [line])
    }
}

/// Files that are DMN, but not decisions Ferry can evaluate.
@Suite struct RefusalTests {
    static let sound = Models.decision(Models.literal("1"))

    static func file(_ box: String) -> String { Models.file(Models.decision(box)) }

    static func table(_ policy: String, outputs: [String], rules: [String] = []) -> String {
        file(Models.table(policy, inputs: ["x"], outputs: outputs, rules: rules))
    }

    static let one = [Models.output("o")]

    @Test(arguments: [
        Refusal(
            "BPMN", "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>", .notDMN, at: "", line: 1),
        Refusal("an unknown DMN", Models.file(sound, namespace: "urn:dmn"), .notDMN, at: "drg", line: 1),
        Refusal("no decision", Models.file("<inputData id=\"i\" name=\"i\"/>"), .noDecision, at: "drg", line: 1),
        Refusal(
            "a decision without id", Models.file(sound.replacing("id=\"d\" ", with: "")), .missingID, at: "", line: 2),
        Refusal(
            "a decision without name", Models.file(sound.replacing(" name=\"Name of d\"", with: "")), .missingName,
            at: "d", line: 2),
        Refusal(
            "definitions without id", Models.file(sound).replacing(" id=\"drg\"", with: ""), .missingID, at: "", line: 1
        ),
        Refusal(
            "an id that is no name", Models.file(sound.replacing("\"d\"", with: "\"1d\"")), .invalidID, at: "1d",
            line: 2),
        Refusal(
            "an id used twice", Models.file(sound + "\n<inputData id=\"d\" name=\"i\"/>"), .duplicateID, at: "d",
            line: 5),
        Refusal("a decision without logic", file("<question/>"), .missingExpression, at: "d", line: 2),
        Refusal(
            "a decision of two expressions", file("<list/>\n<list/>"), .severalExpressions, at: "d", line: 4),
        Refusal(
            "business knowledge without logic",
            Models.file(sound + "\n<businessKnowledgeModel id=\"b\" name=\"b\"/>"), .missingExpression, at: "b", line: 5
        ),
        Refusal(
            "an import of decisions",
            Models.file(
                "<import namespace=\"there\" name=\"t\" importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>"
                    + sound), .unsupportedImport, at: "", line: 2),
        Refusal(
            "an import of PMML",
            Models.file("<import namespace=\"p\" name=\"p\" importType=\"http://www.dmg.org/PMML-4_2\"/>" + sound),
            .unsupportedImport, at: "", line: 2),
    ])
    func refusesTheFile(_ row: Refusal) { row.check() }

    @Test(arguments: [
        Refusal("no FEEL", file(Models.literal("1 +")), .expressionInvalid, at: "d", line: 3),
        Refusal("nothing", file("<literalExpression id=\"l\"/>"), .missingExpression, at: "l", line: 3),
        Refusal("blanks", file(Models.literal("  ")), .missingExpression, at: "d", line: 3),
        Refusal(
            "JUEL", file("<literalExpression expressionLanguage=\"juel\"><text>${a}</text></literalExpression>"),
            .unsupportedLanguage, at: "d", line: 3),
        Refusal(
            "another language for the whole file",
            Models.file(sound, attributes: "expressionLanguage=\"javascript\""), .unsupportedLanguage, at: "d", line: 3),
        Refusal(
            "a Java function", Models.file(sound + "\n" + Models.knowledge("f", [], Models.literal("1"), kind: "Java")),
            .unsupportedFunctionKind, at: "f", line: 6),
        Refusal(
            "a PMML function", file("<functionDefinition kind=\"PMML\"><context/></functionDefinition>"),
            .unsupportedFunctionKind, at: "d", line: 3),
        Refusal(
            "a function without body", file("<functionDefinition/>"), .missingExpression, at: "d", line: 3),
        Refusal(
            "a parameter twice",
            Models.file(sound + "\n" + Models.knowledge("f", ["a", "a"], Models.literal("1"))), .duplicateName, at: "f",
            line: 6),
        Refusal(
            "an entry without name that is not the last",
            file(
                "<context><contextEntry>\(Models.literal("1"))</contextEntry>\n<contextEntry>\(Models.literal("1"))</contextEntry></context>"
            ),
            .missingName, at: "d", line: 3),
        Refusal(
            "an entry without expression",
            file("<context><contextEntry><variable name=\"a\"/></contextEntry></context>"),
            .missingExpression, at: "d", line: 3),
        Refusal(
            "a row of the wrong length", file("<relation><column name=\"a\"/>\n<row id=\"r\"/></relation>"),
            .wrongEntryCount, at: "r", line: 4),
        Refusal("a column without name", file("<relation>\n<column/></relation>"), .missingName, at: "d", line: 4),
        Refusal("an invocation of nothing", file("<invocation/>"), .missingExpression, at: "d", line: 3),
        Refusal(
            "a binding without parameter",
            file("<invocation>\(Models.literal("f"))\n<binding>\(Models.literal("1"))</binding></invocation>"),
            .missingName, at: "d", line: 4),
        Refusal(
            "a conditional without else",
            file("<conditional><if><list/></if><then><list/></then></conditional>"), .missingExpression, at: "d",
            line: 3),
        Refusal(
            "a loop without variable", file("<for><in><list/></in><return><list/></return></for>"), .missingName,
            at: "d",
            line: 3),
    ])
    func refusesTheExpression(_ row: Refusal) { row.check() }

    @Test(arguments: [
        Refusal("no output", table("", outputs: []), .missingOutput, at: "t", line: 3),
        Refusal(
            "an unknown hit policy", table("hitPolicy=\"LAST\"", outputs: one), .invalidAttribute, at: "t", line: 3),
        Refusal(
            "an unknown aggregation", table("hitPolicy=\"COLLECT\" aggregation=\"AVG\"", outputs: one),
            .invalidAttribute,
            at: "t", line: 3),
        Refusal(
            "an aggregation of two outputs",
            table("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", outputs: [Models.output("a"), Models.output("b")]),
            .aggregationNotAllowed, at: "t", line: 3),
        Refusal(
            "one of two outputs without name",
            table("", outputs: [Models.output("a"), "<output id=\"o2\"/>"]), .missingName, at: "o2", line: 3),
        Refusal(
            "two outputs of one name",
            table("", outputs: [Models.output("a"), "<output id=\"o2\" name=\"a\"/>"]), .duplicateName, at: "o2",
            line: 3),
        Refusal(
            "a rule with too many cells", table("", outputs: one, rules: ["1 | 1", "1 | 1 | 1"]), .wrongEntryCount,
            at: "r2", line: 5),
        Refusal(
            "a rule with too few cells", table("", outputs: one, rules: ["1"]), .wrongEntryCount, at: "r1", line: 4),
        Refusal(
            "a cell that is no FEEL", table("", outputs: one, rules: ["< | 1"]), .expressionInvalid, at: "r1", line: 4),
        Refusal(
            "an output that is no FEEL", table("", outputs: one, rules: ["- | 1 1"]), .expressionInvalid, at: "r1",
            line: 4),
        Refusal(
            "a default that is no FEEL", table("", outputs: [Models.output("o", default: "(")]), .expressionInvalid,
            at: "o-o", line: 3),
        Refusal(
            "an input without expression",
            table("", outputs: one).replacing(
                "<inputExpression><text>x</text></inputExpression>", with: ""), .missingExpression, at: "i1", line: 3),
        Refusal(
            "an input expression in another language",
            table("", outputs: one).replacing(
                "<inputExpression", with: "<inputExpression expressionLanguage=\"groovy\""),
            .unsupportedLanguage, at: "i1", line: 3),
        Refusal(
            "output values that give no order",
            table("hitPolicy=\"PRIORITY\"", outputs: [Models.output("o", values: "> 5")]), .outputValuesInvalid,
            at: "o-o", line: 3),
        Refusal(
            "output values that are no constants",
            table("hitPolicy=\"OUTPUT ORDER\"", outputs: [Models.output("o", values: "a, b")]), .outputValuesInvalid,
            at: "o-o", line: 3),
        Refusal(
            "output values that are lists",
            table("hitPolicy=\"PRIORITY\"", outputs: [Models.output("o", values: "[1], [2]")]), .outputValuesInvalid,
            at: "o-o", line: 3),
    ])
    func refusesTheTable(_ row: Refusal) { row.check() }

    @Test(arguments: [
        Refusal(
            "a decision that is not there",
            Models.file(Models.decision(Models.literal("1"), requiring: Models.requires(decision: "gone"))),
            .unknownRequirement, at: "d", line: 2),
        Refusal(
            "a decision of another file",
            Models.file(
                Models.decision(
                    Models.literal("1"), requiring: Models.requires(decision: "d").replacing("#d", with: "there#d"))),
            .unknownRequirement, at: "d", line: 2),
        Refusal(
            "a decision as knowledge",
            Models.file(Models.decision(Models.literal("1"), requiring: Models.requires(knowledge: "d"))),
            .unknownRequirement, at: "d", line: 2),
        Refusal(
            "itself", Models.file(Models.decision(Models.literal("1"), requiring: Models.requires(decision: "d"))),
            .cyclicRequirement, at: "d", line: 2),
        Refusal(
            "a loop of decisions",
            Models.file(
                sound + "\n"
                    + Models.decision(Models.literal("1"), id: "a", requiring: Models.requires(decision: "b")) + "\n"
                    + Models.decision(Models.literal("1"), id: "b", requiring: Models.requires(decision: "a"))),
            .cyclicRequirement, at: "a", line: 5),
        Refusal(
            "a loop of business knowledge",
            Models.file(
                sound + "\n"
                    + Models.knowledge("f", [], Models.literal("1"), requiring: Models.requires(knowledge: "g"))
                    + Models.knowledge("g", [], Models.literal("1"), requiring: Models.requires(knowledge: "f"))),
            .cyclicRequirement, at: "f", line: 5),
        Refusal(
            "a service that calls itself",
            Models.file(
                Models.decision(Models.literal("1"), requiring: Models.requires(knowledge: "s"))
                    + "<decisionService id=\"s\" name=\"s\"><outputDecision href=\"#d\"/></decisionService>"),
            .cyclicRequirement, at: "d", line: 2),
        Refusal(
            "a service of nothing", Models.file(sound + "\n<decisionService id=\"s\" name=\"s\"/>"), .missingOutput,
            at: "s", line: 5),
    ])
    func refusesTheRequirement(_ row: Refusal) { row.check() }

    @Test func tellsEverythingAtOnceInTheOrderOfTheFile() {
        let found = problems(
            in: Models.file(
                Models.decision(Models.literal("1 +"), id: "a", requiring: Models.requires(decision: "gone")) + "\n"
                    + Models.decision(
                        Models.table("hitPolicy=\"X\"", inputs: ["("], outputs: [], rules: ["1 | 2"]), id: "b")))

        #expect(
            found.map(\.code) == [
                .unknownRequirement, .expressionInvalid, .invalidAttribute, .missingOutput, .expressionInvalid,
                .wrongEntryCount,
            ])
    }

    @Test func saysWhereInTheTextAnExpressionIsBroken() {
        let found = problems(in: Self.file(Models.literal("1 +\n  )")))

        #expect(found.map(\.reason.code) == ["EXPRESSION_INVALID"])
        #expect(found[0].found.contains("line 2, column 3"))
    }

    /// A dangling input data is only a drawing that was not finished: its value is a variable like any other.
    @Test func acceptsInputDataThatIsNotThere() throws {
        let file = Models.file(
            Models.decision(
                Models.literal("1"),
                requiring: "<informationRequirement><requiredInput href=\"#gone\"/></informationRequirement>"))

        #expect(try evaluate(file).result == "1")
    }
}
