import FerryDMN
import FerryFEEL
import FerryXML
import Testing

/// Cells, inputs and what is recorded of them.
@Suite struct DecisionTableTests {
    static func cell(_ test: String, attributes: String = "") -> String {
        let table = Models.table("", inputs: ["x"], outputs: [Models.output("hit")], rules: ["\(test) | true"])
        return Models.file(
            Models.decision(
                attributes.isEmpty ? table : table.replacing("<input id", with: "<input \(attributes) id")))
    }

    @Test(arguments: [
        ("", "1", true), ("-", "1", true), ("-", "null", true), ("1", "1", true), ("1", "2", false),
        ("1, 2", "2", true), ("[1..3]", "3", true), ("(1..3)", "3", false), ("> 5", "6", true), ("> 5", "5", false),
        ("not(1, 2)", "3", true), ("not(1, 2)", "2", false), ("\"a\", \"b\"", "\"b\"", true),
        ("> 5", "\"text\"", false), ("1", "\"1\"", false), ("null", "null", true), ("? > 5 and ? < 7", "6", true),
        ("cellInput > 5", "6", true), ("y", "4", true), ("> y", "5", true), ("true", "true", true),
        ("even(?)", "4", true), ("list contains([1, 4], ?)", "4", true), ("gone", "1", false),
    ])
    func testsTheInput(_ test: String, _ x: String, _ matches: Bool) throws {
        let evaluation = try evaluate(Self.cell(test), "d", "{\"x\":\(x),\"y\":4}")

        #expect(evaluation.result == (matches ? "true" : "null"))
    }

    /// Camunda 7 lets the model name the input.
    @Test func callsTheInputByTheNameOfTheModel() throws {
        let table = Self.cell("amount > 5", attributes: "camunda:inputVariable=\"amount\"")

        #expect(try evaluate(table, "d", "{\"x\":6}").result == "true")
        #expect(try evaluate(table, "d", "{\"x\":5}").result == "null")
    }

    @Test func comparesAnInputOnlyWithItsOwnColumn() throws {
        let table = Models.table(
            "", inputs: ["a", "b"], outputs: [Models.output("o")], rules: ["1 | ? = 2 | \"yes\"", "2 | - | \"no\""])
        let file = Models.file(Models.decision(table))

        #expect(try evaluate(file, "d", "{\"a\":1,\"b\":2}").result == "\"yes\"")
        #expect(try evaluate(file, "d", "{\"a\":2,\"b\":2}").result == "\"no\"")
        #expect(try evaluate(file, "d", "{\"a\":1,\"b\":1}").result == "null")
    }

    @Test func aTableWithoutRulesMatchesNothing() throws {
        let table = Models.table("", inputs: ["x"], outputs: [Models.output("o")], rules: [])

        #expect(try evaluate(Models.file(Models.decision(table))).result == "null")
    }

    @Test func anEmptyOutputEntryIsNull() throws {
        let table = Models.table("", inputs: [], outputs: [Models.output("a"), Models.output("b")], rules: ["| 1"])

        #expect(try evaluate(Models.file(Models.decision(table))).result == "{\"a\":null,\"b\":1}")
    }

    @Test func outputsSeeTheVariables() throws {
        let table = Models.table("", inputs: ["x"], outputs: [Models.output("o")], rules: ["> 1 | x * y"])

        #expect(try evaluate(Models.file(Models.decision(table)), "d", "{\"x\":2,\"y\":3}").result == "6")
    }

    @Test(arguments: [("1", 0), ("3", 1), ("null", 0), ("\"a\"", 1)])
    func tellsOfInputsThatAreNotAllowedButGoesOn(_ x: String, _ warnings: Int) throws {
        let file = Self.cell("-").replacing(
            "</inputExpression>", with: "</inputExpression><inputValues><text>1, 2</text></inputValues>")

        let evaluation = try evaluate(file, "d", "{\"x\":\(x)}")

        #expect(evaluation.result == "true")
        #expect(evaluation.warnings.count { $0.code == "INPUT_VALUE_NOT_ALLOWED" } == warnings)
    }

    @Test func warnsOfVariablesThatAreMissing() throws {
        let evaluation = try evaluate(Self.cell("1"))

        #expect(evaluation.result == "null")
        #expect(evaluation.warnings.map(\.code) == ["NO_VARIABLE_FOUND"])
    }

    @Test func namesTheCellThatFails() throws {
        let table = Models.table(
            "", inputs: ["x"], outputs: [Models.output("o")], rules: ["1 | 1", "assert(?, false) | 2"])

        let failure = try #require(try evaluate(Models.file(Models.decision(table)), "d", "{\"x\":1}").failure)

        #expect(failure.decisionID == "d")
        #expect(failure.elementID == "r2")
        #expect(failure.position?.line == 5)
        #expect(failure.code == "ASSERT_FAILURE")
    }
}
