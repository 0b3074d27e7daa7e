import ArgumentParser

struct Decisions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dmn", abstract: "Evaluate decisions, of a file or of the broker.",
        discussion: "DMN files are deployed with ferry deploy.",
        subcommands: [DecisionEval.self, DecisionEvaluate.self, DecisionList.self, DecisionDelete.self])
}
