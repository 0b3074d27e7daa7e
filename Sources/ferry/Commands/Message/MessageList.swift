import ArgumentParser
import FerryClient

/// Which messages, or those who wait for them, a list is about.
struct MessageFilter: ParsableArguments {
    @Option(name: .long, help: "Only of this message name.")
    var name: String?

    @Option(name: .long, help: ArgumentHelp("Only with this correlation key.", valueName: "text"))
    var key: String?
}

struct MessageList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List published messages that wait for somebody, by partition, oldest first.")

    @OptionGroup var filter: MessageFilter
    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<Message>(console, emptyNote: "no messages")
        try await list.eachPage { page in
            let answer = try await client.listMessages(
                ListMessages(name: filter.name ?? "", correlationKey: filter.key ?? "", page: page))
            return (answer.messages, answer.nextPageToken)
        } visit: { messages in
            listing.print(messages)
        }
        listing.end()
    }
}

struct MessageSubscriptions: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscriptions", abstract: "List instances that wait for a message.",
        discussion: "By partition of the correlation key, then message name, correlation key and age.")

    @OptionGroup var filter: MessageFilter
    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Option(
        name: .long, help: ArgumentHelp("Only of this instance.", valueName: "key"),
        transform: ProcessInstanceKey.init(argument:))
    var instance: ProcessInstanceKey?

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<MessageSubscriptionView>(console, emptyNote: "nobody waits for such a message")
        try await list.eachPage { page in
            let answer = try await client.listMessageSubscriptions(
                ListMessageSubscriptions(
                    name: filter.name ?? "", correlationKey: filter.key ?? "", processInstanceKey: instance,
                    page: page))
            return (answer.subscriptions, answer.nextPageToken)
        } visit: { subscriptions in
            listing.print(subscriptions)
        }
        listing.end()
    }
}
