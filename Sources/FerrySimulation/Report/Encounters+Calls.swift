import FerryEngine
import FerryModel
import FerryStore

extension Encounters {
    /// What a call is about to meet, as it lies on disk.
    static func met(by call: Call, in storage: PartitionStorage) throws(StorageFailure) -> [Situation] {
        switch call {
        case .completeJob(let call): try element(of: call.jobKey, in: storage)
        case .failJob(let call): try element(of: call.jobKey, in: storage)
        case .updateJobRetries(let call): try element(of: call.jobKey, in: storage)
        case .resolveIncident(let call):
            try one(try storage.locate(.incident, call.incidentKey.rawValue), in: storage) { element in
                element.incident?.key == call.incidentKey || element.job?.incident?.key == call.incidentKey
            }
        case .setVariables(let call):
            try one(
                try storage.locate(.element, call.scope.rawValue) ?? ProcessInstanceKey(call.scope.rawValue),
                in: storage
            ) { $0.key == call.scope }
        case .throwError(let call): try element(of: call.jobKey, in: storage)
        case .updateJobTimeout(let call): try element(of: call.jobKey, in: storage)
        case .updateJob(let call): try element(of: call.jobKey, in: storage)
        case .activateAdHocActivities(let call):
            try one(try storage.locate(.element, call.adHocInstanceKey.rawValue), in: storage) {
                $0.key == call.adHocInstanceKey
            }
        case .assignUserTask(let call): try userTask(call.userTaskKey, in: storage)
        case .updateUserTask(let call): try userTask(call.userTaskKey, in: storage)
        case .completeUserTask(let call): try userTask(call.userTaskKey, in: storage)
        case .modifyProcessInstance(let call): try call.dryRun ? [] : all(call.processInstanceKey, in: storage)
        case .suspendProcessInstance(let call): try all(call.processInstanceKey, in: storage)
        case .resumeProcessInstance(let call): try all(call.processInstanceKey, in: storage)
        case .cancelProcessInstance(let call): try all(call.processInstanceKey, in: storage)
        case .migrateProcessInstance(let call): try call.dryRun ? [] : all(call.processInstanceKey, in: storage)
        default: []
        }
    }

    private static func element(of job: JobKey, in storage: PartitionStorage) throws(StorageFailure) -> [Situation] {
        try one(try storage.locate(.job, job.rawValue), in: storage) { $0.job?.key == job }
    }

    private static func userTask(
        _ key: ElementInstanceKey, in storage: PartitionStorage
    ) throws(StorageFailure) -> [Situation] {
        try one(try storage.locate(.userTask, key.rawValue), in: storage) { $0.key == key }
    }

    private static func one(
        _ key: ProcessInstanceKey?, in storage: PartitionStorage, _ isMeant: (ElementInstance) -> Bool
    ) throws(StorageFailure) -> [Situation] {
        guard let key, let instance = try storage.loadInstance(key),
            let element = instance.elements.first(where: isMeant)
        else { return [] }
        return [instance.isBanned ? .banned : Situation(element, of: instance)]
    }

    private static func all(
        _ key: ProcessInstanceKey, in storage: PartitionStorage
    ) throws(StorageFailure) -> [Situation] {
        guard let instance = try storage.loadInstance(key) else { return [] }
        if instance.isBanned { return [.banned] }
        return Set(instance.elements.map { Situation($0, of: instance) } + instance.tokens.map { _ in .token }).sorted()
    }
}
