import ArgumentParser
import FerryClient

struct DecisionEvaluate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Evaluate a deployed decision with all it requires.",
        discussion: "A decision that fails ends with exit code 1; what was evaluated until then is printed.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("A decision id, which means its latest version, or a key.", valueName: "decision"))
    var decision: String

    func run(_ client: FerryClient, _ console: Console) async throws {
        let reference =
            Int64(decision).map { DecisionReference.key(DecisionDefinitionKey($0)) }
            ?? .latest(decisionID: decision)
        let answer = try await client.evaluateDecision(
            EvaluateDecision(decision: reference, variables: try variables.read()))
        let identity: JSON = [
            "evaluationKey": .key(answer.evaluationKey), "decisionKey": .key(answer.decision.key),
            "version": .number(answer.decision.version), "omitted": .number(answer.omitted),
        ]
        try console.show(
            DecisionOutcome(
                decisionID: answer.decision.decisionID, output: answer.output, failure: answer.failure,
                evaluatedDecisions: answer.evaluatedDecisions), with: identity)
    }
}
