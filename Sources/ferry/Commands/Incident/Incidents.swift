import ArgumentParser

struct Incidents: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident", abstract: "See what stands still, and let it try again.",
        subcommands: [IncidentList.self, IncidentResolve.self])
}
