import ArgumentParser
import FerryClient

struct InstanceModify: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "modify", abstract: "Change where an instance stands, or say why not.",
        discussion: """
            First what is to begin, then what is to end; all of it or nothing. Scopes that are left empty end too.

            ferry instance modify KEY --move charge=collect
            ferry instance modify KEY --activate ship --terminate charge --variable express=true --dry-run
            ferry instance modify KEY --file repair.yaml

            activate:
              - {element: ship, in: 2251799813685260, variables: {express: true}}
              - {element: pack, scopes: {packing: {boxes: 2}}}
            terminate:
              - {element: charge}
              - {key: 2251799813685271}
            move:
              - {from: charge, to: collect}
            """)

    @OptionGroup var changes: ModificationOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The instance.", valueName: "key"), transform: ProcessInstanceKey.init(argument:))
    var key: ProcessInstanceKey

    @Flag(name: .long, help: "Say what would happen and change nothing.")
    var dryRun = false

    func run(_ client: FerryClient, _ console: Console) async throws {
        let report = try await client.modifyProcessInstance(try changes.modification(of: key, dryRun: dryRun))
        console.print(report.json, orLines: report.lines)
    }
}

struct InstanceSuspend: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Stop instances, and what they have called, until they are resumed.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The instances.", valueName: "key"), transform: ProcessInstanceKey.init(argument:))
    var keys: [ProcessInstanceKey]

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await console.each(keys) { key in
            try await client.suspendProcessInstance(key)
            console.print(["processInstanceKey": .key(key)], orLines: ["suspended instance \(key)"])
        }
    }
}

struct InstanceResume: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let suspended instances, and what they have called, go on.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The instances.", valueName: "key"), transform: ProcessInstanceKey.init(argument:))
    var keys: [ProcessInstanceKey]

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await console.each(keys) { key in
            try await client.resumeProcessInstance(key)
            console.print(["processInstanceKey": .key(key)], orLines: ["resumed instance \(key)"])
        }
    }
}

extension ModificationReport {
    var json: JSON {
        [
            "processInstanceKey": .key(processInstanceKey), "dryRun": .bool(isDryRun),
            "activated": .array(activated.map(\.json)), "terminated": .array(terminated.map(\.json)),
            "hasEnded": .bool(hasEnded),
        ]
    }

    var lines: [String] {
        var lines = [
            isDryRun ? "would modify instance \(processInstanceKey)" : "modified instance \(processInstanceKey)"
        ]
        lines += activated.map { "  activated   \($0.elementID)  \($0.key)" }
        lines += terminated.map { "  terminated  \($0.elementID)  \($0.key)" }
        if hasEnded { lines.append("  nothing is left of it") }
        return lines
    }
}

extension ElementInstanceReference {
    fileprivate var json: JSON { ["key": .key(key), "elementId": .string(elementID)] }
}
