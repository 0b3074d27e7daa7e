import ArgumentParser
import FerryClient

struct InstanceActivate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Let elements of an active ad-hoc subprocess begin.",
        discussion: "The key is that of the subprocess's element instance, as 'ferry instance show' lists it.")

    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("The ad-hoc subprocess.", valueName: "key"), transform: ElementInstanceKey.init(argument:))
    var key: ElementInstanceKey

    @Argument(help: ArgumentHelp("What is to begin, with variables of its own.", valueName: "element[={...}]"))
    var elements: [String]

    func run(_ client: FerryClient, _ console: Console) async throws {
        let activation = try activation
        try await client.activateAdHocActivities(activation)
        console.print(
            ["adHocInstanceKey": .key(key), "elements": .strings(activation.activities.map(\.elementID))],
            orLines: ["activated \(elements.count) in \(key)"])
    }

    var activation: ActivateAdHocActivities {
        get throws {
            var activities: [AdHocActivation] = []
            for text in elements { activities.append(try AdHocActivation(text: text)) }
            return ActivateAdHocActivities(adHocInstanceKey: key, activities: activities)
        }
    }
}
