import ArgumentParser
import FerryClient

struct Conditions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "condition", abstract: "Start processes by their conditions.",
        subcommands: [EvaluateConditionsCommand.self])
}

struct EvaluateConditionsCommand: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Start the processes whose conditional start events hold.",
        discussion: "The conditions see the variables given here, and the instances begin with them.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Option(name: .customLong("definition-key"), help: "Look at this definition only.")
    var definitionKey: Int64?

    func run(_ client: FerryClient, _ console: Console) async throws {
        let answer = try await client.evaluateConditions(
            EvaluateConditions(
                variables: try variables.read(), definitionKey: definitionKey.map { ProcessDefinitionKey($0) }))
        console.print(
            ["started": .array(answer.started.map { .key($0) })],
            orLines: answer.started.isEmpty
                ? ["no condition holds"] : answer.started.map { "started instance \($0)" })
    }
}
