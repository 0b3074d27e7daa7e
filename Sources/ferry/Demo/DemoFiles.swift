import FerryClient
import FerryRehearsal

/// What the demo reads from `Examples/`: two versions of a process, and the plan between them.
struct DemoFiles: Sendable {
    let versions: [DeployResources.Resource]
    let plan: MigrationPlan

    init(directory: String, _ files: FileReader = .system) throws(InputError) {
        var versions: [DeployResources.Resource] = []
        for name in ["order-v1.bpmn", "order-v2.bpmn"] {
            versions.append(DeployResources.Resource(name: name, content: try files.bytes("\(directory)/\(name)")))
        }
        let name = "order-v1-to-v2.yaml"
        let plan = try PlanFile(reading: try files.bytes("\(directory)/\(name)"), name: name)
        guard let target = plan.target else { throw InputError("\(name): a target is needed") }
        self.versions = versions
        self.plan = plan.plan(to: target, from: plan.source)
    }
}
