import ArgumentParser
import FerryClient

struct Timers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timer", abstract: "See which timers run.", subcommands: [TimerList.self])
}

struct TimerList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List timers that run, by partition, the soonest first.",
        discussion: "Those that instances wait for, and those that begin instances.")

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Option(
        name: .long, help: ArgumentHelp("Only of this instance.", valueName: "key"),
        transform: ProcessInstanceKey.init(argument:))
    var instance: ProcessInstanceKey?

    @Option(
        name: .long, help: ArgumentHelp("Only of ID, ID:VERSION, ID@HASH or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference?

    @Option(name: .long, help: ArgumentHelp("Only of this event of the model.", valueName: "id"))
    var event: String?

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<TimerView>(console, emptyNote: "no timers")
        try await list.eachPage { page in
            let answer = try await client.listTimers(
                ListTimers(processInstanceKey: instance, definition: definition, eventID: event ?? "", page: page))
            return (answer.timers, answer.nextPageToken)
        } visit: { timers in
            listing.print(timers)
        }
        listing.end()
    }
}
