import ArgumentParser
import FerryDMN
import FerryFEEL
import FerryModel

struct DecisionEval: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate a decision of a DMN file; no broker is needed.",
        discussion: """
            The result goes to stdout as JSON, warnings go to stderr. With --output json all is one object. A decision \
            that fails, or a file that could not be deployed, ends with exit code 1.
            """)

    @Option(name: .long, help: ArgumentHelp("The decision's id; not needed for a file with one.", valueName: "id"))
    var decision: String?

    @Option(
        name: .long, help: ArgumentHelp("The variables as a JSON object, or as a FEEL context.", valueName: "json"))
    var context: String?

    @Option(name: .long, help: "How the result is printed.")
    var output: OutputFormat = .table

    @Argument(help: ArgumentHelp("DMN 1.1 to 1.5.", valueName: "file"), completion: .file(extensions: ["dmn"]))
    var file: String

    func run() async throws {
        let console = Console.standard(format: output)
        try await console.reporting { try run(console) }
    }

    func run(_ console: Console, _ files: FileReader = .system) throws {
        let model: DecisionModel
        do {
            model = try DMNDocument.parse(try files.bytes(file))
        } catch let refusal as DMNRefusal {
            throw Rejection(.invalidArgument, "\(file) could not be deployed", reasons: refusal.reasons)
        }
        let evaluation = model.evaluate(try wanted(of: model), in: try CommandLineScope(context: context))
        let warnings: JSON = ["warnings": .strings(evaluation.warnings.map(\.code))]
        if output == .table {
            for warning in evaluation.warnings { console.note("\(warning.code): \(warning.message)") }
        }
        try console.show(DecisionOutcome(evaluation), with: warnings)
    }

    private func wanted(of model: DecisionModel) throws -> String {
        let ids = model.decisions.map(\.id)
        if let decision {
            guard ids.contains(decision) else {
                throw InputError("--decision \(decision): the file has \(ids.joined(separator: ", "))")
            }
            return decision
        }
        guard ids.count == 1 else {
            throw InputError("--decision: one of \(ids.joined(separator: ", ")) is needed")
        }
        return ids[0]
    }
}

extension DecisionOutcome {
    fileprivate init(_ evaluation: DecisionEvaluation) {
        self.init(
            decisionID: evaluation.decisionID,
            output: evaluation.output.map { JSONValue(trusted: $0.json) },
            failure: evaluation.failure.map {
                DecisionFailureView(
                    decisionID: $0.decisionID, elementID: $0.elementID, code: $0.code,
                    message: "\($0.message)\($0.place)")
            },
            evaluatedDecisions: evaluation.evaluatedDecisions.map { decision in
                EvaluatedDecisionView(
                    decisionID: decision.id, name: decision.name, kind: decision.kind.rawValue,
                    output: JSONValue(trusted: decision.output.json),
                    inputs: decision.inputs.map {
                        EvaluatedValue(id: $0.id, name: $0.name, value: JSONValue(trusted: $0.value.json))
                    },
                    matchedRules: decision.matchedRules.map { rule in
                        MatchedRuleView(
                            id: rule.id, index: Int32(clamping: rule.index),
                            outputs: rule.outputs.map {
                                EvaluatedValue(id: $0.id, name: $0.name, value: JSONValue(trusted: $0.value.json))
                            })
                    })
            })
    }
}
