import ArgumentParser
import FerryClient
import FerryModel
import Testing

@testable import ferry

/// `ferry feel eval` and `ferry dmn eval`: expressions and decisions without a broker.
@Suite struct EvaluationTests {
    private let file = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drg" name="drg" namespace="n">
        <decision id="base" name="base"><variable name="base"/>
        <literalExpression><text>assert(amount, amount != null) * 2</text></literalExpression></decision>
        <decision id="total" name="total"><variable name="total"/>
        <informationRequirement><requiredDecision href="#base"/></informationRequirement>
        <literalExpression><text>base + 1</text></literalExpression></decision>
        </definitions>
        """

    private func feel(_ arguments: [String], _ console: RecordingConsole) async throws {
        let format = console.format == .json ? ["--output", "json"] : []
        let command = try FeelEval.parse(format + arguments)
        try await console.console.reporting { try command.run(console.console) }
    }

    private func dmn(_ arguments: [String], _ console: RecordingConsole, file: String? = nil) async throws {
        let format = console.format == .json ? ["--output", "json"] : []
        let command = try DecisionEval.parse(format + arguments + ["rules.dmn"])
        let reader = FileReader.holding(["rules.dmn": file ?? self.file])
        try await console.console.reporting { try command.run(console.console, reader) }
    }

    @Test(arguments: [
        (["x + 1", "--context", #"{"x":2}"#], "3"), (["x", "--context", "{x: [1, 2]}"], "[1, 2]"),
        (["> 3", "--unary", "4"], "true"), (["string length(uuid())"], "36"), (["now() = now()"], "true"),
        (["full name", "--context", #"{"full name":"a"}"#], #""a""#),
    ])
    func evaluatesAnExpression(_ arguments: [String], _ expected: String) async throws {
        let console = RecordingConsole()

        try await feel(arguments, console)

        #expect(console.results == expected + "\n")
    }

    @Test func tagsTheValueForPrograms() async throws {
        let console = RecordingConsole(format: .json)

        try await feel(["ghost"], console)

        #expect(console.results.hasPrefix(#"{"value":null,"warnings":["NO_VARIABLE_FOUND"]"#) == true)
    }

    @Test(arguments: [["1 +"], ["assert(x, false)"]])
    func anExpressionThatGivesNothingExitsWith1(_ arguments: [String]) async {
        await #expect(throws: ExitCode(1)) { try await feel(arguments, RecordingConsole()) }
    }

    @Test(arguments: [["x", "--context", "[1]"], ["x", "--context", "{"], ["1", "2"]])
    func unusableArgumentsExitWith64(_ arguments: [String]) async {
        await #expect(throws: ExitCode(64)) { try await feel(arguments, RecordingConsole()) }
    }

    @Test func evaluatesADecisionOfAFile() async throws {
        let console = RecordingConsole()

        try await dmn(["--decision", "total", "--context", #"{"amount":20}"#], console)

        #expect(console.results == "41\n")
        #expect(console.diagnostics == "")
    }

    @Test func tellsProgramsWhatLedToTheResult() async throws {
        let console = RecordingConsole(format: .json)

        try await dmn(["--decision", "total", "--context", "{amount: 1}"], console)

        #expect(
            console.results == #"{"decisionId":"total","output":3,"failure":null,"evaluatedDecisions":"#
                + #"[{"decisionId":"base","name":"base","kind":"LITERAL_EXPRESSION","output":2,"inputs":[],"#
                + #""matchedRules":[]},{"decisionId":"total","name":"total","kind":"LITERAL_EXPRESSION","#
                + #""output":3,"inputs":[],"matchedRules":[]}],"warnings":[]}"# + "\n")
    }

    @Test func aDecisionThatFailsExitsWith1() async {
        let console = RecordingConsole()

        await #expect(throws: ExitCode(1)) { try await dmn(["--decision", "total"], console) }

        #expect(console.results == "")
        #expect(console.diagnostics.contains("decision base failed"))
        #expect(console.diagnostics.contains("ASSERT_FAILURE"))
    }

    @Test func aFileThatCouldNotBeDeployedExitsWith1() async {
        let console = RecordingConsole()
        let broken = file.replacing("base + 1", with: "base +")

        await #expect(throws: ExitCode(1)) { try await dmn(["--decision", "total"], console, file: broken) }

        #expect(console.diagnostics.contains("EXPRESSION_INVALID"))
    }

    @Test(arguments: [[], ["--decision", "ghost"]])
    func aDecisionThatIsNotInTheFileExitsWith64(_ arguments: [String]) async {
        let console = RecordingConsole()

        await #expect(throws: ExitCode(64)) { try await dmn(arguments, console) }

        #expect(console.diagnostics.contains("base, total"))
    }
}
