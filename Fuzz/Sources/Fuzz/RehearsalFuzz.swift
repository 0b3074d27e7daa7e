import FerryBPMN
import FerryRehearsal

/// Files that people write for `ferry`.
enum RehearsalFuzz {
    static func feedPlan(_ bytes: [UInt8]) {
        var problems: [String] = []
        let plan = PlanFile.read(bytes, named: "f", problems: &problems)
        precondition((plan == nil) == !problems.isEmpty, "a plan, or what is wrong with it")
    }

    /// Files that it names hold this.
    private static let beside = Array("target: order:2\ninstructions: [{from: a, to: b}]\n".utf8)

    static func feedScenarios(_ bytes: [UInt8]) {
        var problems: [String] = []
        let file = ScenarioFile.read(bytes, named: "f", problems: &problems) { _ in beside }
        precondition((file == nil) == !problems.isEmpty, "scenarios, or what is wrong with them")
        for resource in file?.resources ?? [] { _ = try? BPMNDocument.parse(resource) }
    }
}
