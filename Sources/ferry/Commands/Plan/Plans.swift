import ArgumentParser

struct Plans: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Write, check and read migration plans.",
        subcommands: [PlanGenerate.self, PlanCheck.self, PlanShow.self])
}
