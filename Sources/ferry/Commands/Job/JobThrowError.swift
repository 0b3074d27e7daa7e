import ArgumentParser
import FerryClient

struct JobThrowError: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "throw-error", abstract: "Say that a job came to an error that the process knows.",
        discussion: "The nearest error event of this code goes on from it; without one an incident is raised.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The job.", valueName: "key"), transform: JobKey.init(argument:))
    var key: JobKey

    @Argument(help: ArgumentHelp("The error's code in the model.", valueName: "code"))
    var code: String

    @Option(name: .long, help: ArgumentHelp("What happened.", valueName: "text"))
    var message: String = ""

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.throwError(
            ThrowError(
                jobKey: key, errorCode: code, errorMessage: message, variables: try variables.read()))
        console.print(
            ["jobKey": .key(key), "errorCode": .string(code)], orLines: ["job \(key) threw error '\(code)'"])
    }
}
