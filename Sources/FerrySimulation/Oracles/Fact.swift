import FerryEngine
import FerryModel

/// Something a log proves, as far as an answered call promises it.
enum Fact: Hashable {
    case created(ProcessInstanceKey, ProcessDefinitionKey)
    case cancelled(ProcessInstanceKey)
    case completed(JobKey)
    case failed(JobKey, retries: Int32)
    case activated(JobKey, deadline: Timestamp)
    case retriesUpdated(JobKey, Int32)
    case errorThrown(JobKey)
    case userTaskCompleted(ElementInstanceKey)
    /// Done, or waiting for those who listen to it.
    case completionAsked(ElementInstanceKey)
    case published(MessageKey)
    case resolved(IncidentKey)
    case migrated(ProcessInstanceKey, to: ProcessDefinitionKey, at: LogPosition)
    case recorded(idempotencyKey: [UInt8])
    case forgotten(idempotencyKey: [UInt8])
    case deployed(ProcessDefinitionKey, version: Int32)
    /// The variable that each creation of the simulation sets to a number of its own.
    case marked(JSONValue)

    static func proven(by event: InstanceEvent, at position: LogPosition) -> [Fact] {
        switch event.event {
        case .processInstanceCreated(let created): [.created(event.instance, created.definitionKey)]
        // Its end may wait for a listener.
        case .elementTerminating(let step) where step.key == event.instance.root: [.cancelled(event.instance)]
        case .jobCompleted(let key): [.completed(key)]
        case .jobFailed(let failed): [.failed(failed.key, retries: failed.retries)]
        case .jobActivated(let activated): [.activated(activated.key, deadline: activated.deadline)]
        case .jobRetriesUpdated(let updated): [.retriesUpdated(updated.key, updated.retries)]
        case .jobErrorThrown(let thrown): [.errorThrown(thrown.key)]
        case .userTaskCompleted(let completed):
            [.userTaskCompleted(completed.key), .completionAsked(completed.key)]
        case .userTaskChanging(let changing) where changing.change.kind == .completing:
            [.completionAsked(changing.key)]
        case .messagePublished(let published): [.published(published.message.key)]
        case .incidentResolved(let resolved): [.resolved(resolved.key)]
        case .processInstanceMigrated(let migrated): [.migrated(event.instance, to: migrated.target, at: position)]
        case .answerRecorded(let answer): [.recorded(idempotencyKey: answer.idempotencyKey)]
        case .answersForgotten(let forgotten): forgotten.entries.map { .forgotten(idempotencyKey: $0.idempotencyKey) }
        case .processDefinitionDeployed(let deployed):
            [.deployed(deployed.definition.key, version: deployed.definition.version)]
        case .variableSet(let variable) where variable.name == "mark" && variable.scope == event.instance.root:
            [.marked(variable.value)]
        default: []
        }
    }

    /// What a successful answer to a call promises.
    static func promised(by answer: Answer, to call: Call, _ metadata: CallMetadata) -> [Fact] {
        var facts: [Fact] = []
        switch (call, answer) {
        case (.createProcessInstance, .createProcessInstance(let answer)):
            facts = [.created(answer.processInstanceKey, answer.definitionKey)]
        case (.cancelProcessInstance(let call), _): facts = [.cancelled(call.processInstanceKey)]
        case (.completeJob(let call), _): facts = [.completed(call.jobKey)]
        case (.failJob(let call), _): facts = [.failed(call.jobKey, retries: call.retries)]
        case (.updateJobRetries(let call), _): facts = [.retriesUpdated(call.jobKey, call.retries)]
        case (.updateJob(let call), _): facts = call.retries.map { [.retriesUpdated(call.jobKey, $0)] } ?? []
        case (.throwError(let call), _): facts = [.errorThrown(call.jobKey)]
        case (.completeUserTask(let call), _): facts = [.completionAsked(call.userTaskKey)]
        case (.publishMessage, .publishMessage(let answer)): facts = [.published(answer.messageKey)]
        case (.resolveIncident(let call), _): facts = [.resolved(call.incidentKey)]
        case (.activateJobs, .activateJobs(let answer)):
            facts = answer.jobs.map { .activated($0.key, deadline: $0.deadline) }
        case (.migrateProcessInstance, .migrateProcessInstance(let report)):
            guard !report.isDryRun else { return [] }
            facts = [.migrated(report.processInstanceKey, to: report.target, at: report.position)]
        case (.deployResources, .deployResources(let answer)):
            return answer.definitions.map { .deployed($0.key, version: $0.version) }
        default: if !call.changesState { return [] }
        }
        if case .activateJobs = call { return facts }
        if !metadata.idempotencyKey.isEmpty { facts.append(.recorded(idempotencyKey: metadata.idempotencyKey)) }
        return facts
    }
}
