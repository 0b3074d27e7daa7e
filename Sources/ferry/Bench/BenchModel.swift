import FerryClient

/// A process with one service task, in two versions that differ in the task's id.
enum BenchModel: CaseIterable {
    case first
    case second

    static let processID = "ferry-bench"
    static let jobType = "ferry-bench"

    var taskID: String {
        switch self {
        case .first: "work"
        case .second: "work-renamed"
        }
    }

    /// Tells a version apart from what else may be deployed under this process id.
    private var name: String { "ferry bench, task \(taskID)" }

    /// The definition of this version, deployed only if the broker does not have it yet: two versions deployed in turn
    /// would otherwise become a new version each time.
    func deployed(by client: FerryClient) async throws -> ProcessDefinitionKey {
        var known: ProcessDefinitionKey?
        try await ListOptions(limit: nil).eachPage { page in
            let answer = try await client.listProcessDefinitions(
                ListProcessDefinitions(processID: Self.processID, page: page))
            return (answer.definitions, answer.nextPageToken)
        } visit: { definitions in
            known = definitions.last { $0.name == name }?.key ?? known
        }
        if let known { return known }
        let resource = DeployResources.Resource(name: "\(Self.processID)-\(taskID).bpmn", content: Array(xml.utf8))
        let answer = try await client.deployResources(DeployResources(resources: [resource]))
        guard let definition = answer.definitions.first else {
            throw Rejection(.internal, "the broker deployed \(Self.processID) without a definition")
        }
        return definition.key
    }

    func plan(to target: ProcessDefinitionKey, from source: BenchModel) -> MigrationPlan {
        MigrationPlan(target: .key(target), instructions: [MigrationInstruction(from: source.taskID, to: taskID)])
    }

    private var xml: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="\(Self.processID)-definitions"
            targetNamespace="urn:ferry:bench">
          <bpmn:process id="\(Self.processID)" name="\(name)" isExecutable="true">
            <bpmn:startEvent id="start" />
            <bpmn:sequenceFlow id="to-work" sourceRef="start" targetRef="\(taskID)" />
            <bpmn:serviceTask id="\(taskID)">
              <bpmn:extensionElements><zeebe:taskDefinition type="\(Self.jobType)" /></bpmn:extensionElements>
            </bpmn:serviceTask>
            <bpmn:sequenceFlow id="to-end" sourceRef="\(taskID)" targetRef="end" />
            <bpmn:endEvent id="end" />
          </bpmn:process>
        </bpmn:definitions>

        """
    }
}
