import ArgumentParser
import FerryFEEL
import FerryModel

struct FeelEval: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate an expression, or the unary tests of a decision table's cell.",
        discussion: """
            The value goes to stdout, warnings go to stderr. With --output json both are one object: the value with its \
            type as its only field, as in {"value":{"number":"3"},"warnings":[]}. An expression that cannot be \
            evaluated ends with exit code 1.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("The variables as a JSON object, or as a FEEL context.", valueName: "json"))
    var context: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "Take the expression for unary tests of this input; JSON, or a FEEL expression.", valueName: "input"))
    var unary: String?

    @Option(name: .long, help: "How the result is printed.")
    var output: OutputFormat = .table

    // Unrecognised, because an expression may begin with a minus.
    @Argument(parsing: .allUnrecognized, help: "The expression, without a leading =.")
    var expression: [String]

    func run() async throws {
        let console = Console.standard(format: output)
        try await console.reporting { try run(console) }
    }

    func run(_ console: Console) throws {
        let texts = expression.filter { $0 != "--" }
        guard texts.count == 1 else {
            throw InputError("one expression is needed, found \(texts.count): quote it as one argument")
        }
        let scope = try CommandLineScope(context: context)
        let names = FEELNames(scope.variables.names)
        do {
            let evaluation =
                if let unary {
                    try FEELUnaryTests(texts[0], names: names).evaluate(
                        try FEELValue(argument: unary, of: "--unary"), in: scope)
                } else {
                    try FEELExpression(texts[0], names: names).evaluate(in: scope)
                }
            show(evaluation, on: console)
        } catch let error as FEELSyntaxError {
            console.diagnose("syntax error: \(error)")
            throw CommandStatus.refused
        } catch let failure as FEELFailure {
            console.diagnose("\(failure)")
            throw CommandStatus.refused
        }
    }

    private func show(_ evaluation: FEELEvaluation, on console: Console) {
        console.print(
            [
                "value": .value(JSONValue(trusted: evaluation.value.taggedJSON)),
                "warnings": .strings(evaluation.warnings.map(\.code)),
                "messages": .strings(evaluation.warnings.map(\.message)),
            ], orLines: [evaluation.value.literalText])
        guard output == .table else { return }
        for warning in evaluation.warnings { console.note("\(warning.code): \(warning.message)") }
    }
}
