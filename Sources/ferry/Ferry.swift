import ArgumentParser

/// The `ferry` command: one noun, one verb, against one broker.
@main
struct Ferry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ferry",
        abstract: "Talk to a Ferry broker: deploy, start, watch and migrate process instances.",
        discussion: """
            Results go to stdout, diagnostics to stderr. Exit codes: 0 done, 1 refused by the broker, \
            2 unreachable or timed out, 64 usage.

            Process definitions are named as ID (the latest version), ID:VERSION, ID@HASH (content hash, at least 8 \
            digits) or by their key. With --output json every result is one object on a line of its own; keys are \
            strings, because they do not fit into a double.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Processes", subcommands: [Deploy.self, Definitions.self, Forms.self, Instances.self, Plans.self]),
            CommandGroup(
                name: "Work",
                subcommands: [
                    Jobs.self, UserTasks.self, Messages.self, Signals.self, Conditions.self, Timers.self,
                    VariableGroup.self, Incidents.self,
                ]),
            CommandGroup(
                name: "Broker", subcommands: [Events.self, ShowTopology.self, PingBroker.self, MakeBackup.self]),
            CommandGroup(
                name: "Try it", subcommands: [Rehearse.self, Feel.self, Decisions.self, Bench.self, Demo.self]),
        ])
}
