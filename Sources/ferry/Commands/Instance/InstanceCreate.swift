import ArgumentParser
import FerryClient

struct InstanceCreate: BrokerCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Start a process instance.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("ID (latest), ID:VERSION, ID@HASH or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference

    @Option(
        name: .long, help: ArgumentHelp("Begin at this element, not at the start. Repeatable.", valueName: "element"))
    var at: [String] = []

    @Flag(name: .customLong("await"), help: "Wait until the instance has ended, then print its variables.")
    var awaitsResult = false

    @Option(name: .long, help: ArgumentHelp("With --await: only this variable. Repeatable.", valueName: "name"))
    var fetch: [String] = []

    @Option(name: .long, help: "A tag for people and filters. Repeatable.")
    var tag: [String] = []

    @Option(name: .long, help: ArgumentHelp("What the outside world calls this instance.", valueName: "id"))
    var businessID = ""

    func validate() throws {
        if !fetch.isEmpty && !awaitsResult { throw ValidationError("--fetch needs --await.") }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let command = CreateProcessInstance(
            definition: definition, variables: try variables.read(), startElements: at, awaitResult: awaitsResult,
            fetchVariables: fetch, tags: tag, businessID: businessID)
        let answer = try await client.createProcessInstance(command)
        console.print(answer.json, orLines: answer.lines)
    }
}

extension CreateProcessInstance.Answer {
    var json: JSON {
        [
            "processInstanceKey": .key(processInstanceKey), "definitionKey": .key(definitionKey),
            "processId": .string(processID), "version": .number(version),
            "result": result.map { .variables($0) } ?? .null,
        ]
    }

    var lines: [String] {
        labelled([
            ("instance", "\(processInstanceKey)"), ("process", "\(processID):\(version)"),
            ("result", result.map { String(decoding: $0.json, as: UTF8.self) } ?? ""),
        ])
    }
}
