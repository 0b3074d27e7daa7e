import FerryEngine
package import FerryModel

/// Where a call goes.
package enum Route: Sendable {
    case partition(PartitionID)
    /// The key names a partition this broker does not have: nothing of that key can be here.
    case nowhere(Rejection)
    /// Any partition will do; the broker picks.
    case any
    /// All of them look; the first that has jobs serves.
    case poll(ActivateJobs)
    /// All of them know it and push what they have.
    case jobs(StreamJobs)
    case deployer(DeployResources)
    /// Round the partitions, then to partition 1.
    case deletion(DeleteResource)
    case stream(StreamEvents)
    /// Answered without a partition.
    case here(Answer)
    /// A page of a list; goes from partition to partition.
    case page(PartitionID, Call)
}

extension Call {
    package func route(partitions: Int, topology: () -> Topology) -> Route {
        switch self {
        case .ping(let ping): .here(.ping(ping))
        case .topology: .here(.topology(topology()))
        case .deployResources(let call): .deployer(call)
        case .streamEvents(let call): .stream(call)
        case .deleteResource(let call): .deletion(call)
        case .activateJobs(let call): call.fault.map(Route.nowhere) ?? .poll(call)
        case .streamJobs(let call): call.fault.map(Route.nowhere) ?? .jobs(call)
        // Every partition knows every definition and decision.
        case .createProcessInstance, .broadcastSignal, .evaluateConditions, .evaluateDecision, .validateMigrationPlan:
            .any
        case .publishMessage(let call):
            .partition(PartitionID(forCorrelationKey: call.correlationKey, of: partitions))
        case .correlateMessage(let call):
            .partition(PartitionID(forCorrelationKey: call.correlationKey, of: partitions))
        case .getProcessDefinition, .listProcessDefinitions, .listDecisions, .getForm, .listForms:
            .partition(PartitionID(1))
        case .cancelProcessInstance(let call): byKey(call.processInstanceKey, partitions)
        case .migrateProcessInstance(let call): byKey(call.processInstanceKey, partitions)
        case .modifyProcessInstance(let call): byKey(call.processInstanceKey, partitions)
        case .activateAdHocActivities(let call): byKey(call.adHocInstanceKey, partitions)
        case .suspendProcessInstance(let call): byKey(call.processInstanceKey, partitions)
        case .resumeProcessInstance(let call): byKey(call.processInstanceKey, partitions)
        case .getProcessInstance(let call): byKey(call.processInstanceKey, partitions)
        case .setVariables(let call): byKey(call.scope, partitions)
        case .completeJob(let call): byKey(call.jobKey, partitions)
        case .failJob(let call): byKey(call.jobKey, partitions)
        case .updateJobRetries(let call): byKey(call.jobKey, partitions)
        case .throwError(let call): byKey(call.jobKey, partitions)
        case .updateJobTimeout(let call): byKey(call.jobKey, partitions)
        case .resolveIncident(let call): byKey(call.incidentKey, partitions)
        case .assignUserTask(let call): byKey(call.userTaskKey, partitions)
        case .updateUserTask(let call): byKey(call.userTaskKey, partitions)
        case .completeUserTask(let call): byKey(call.userTaskKey, partitions)
        case .getUserTask(let call): byKey(call.userTaskKey, partitions)
        case .updateJob(let call): byKey(call.jobKey, partitions)
        case .listProcessInstances, .listIncidents, .listUserTasks, .listJobs, .listVariables, .listMessages,
            .listMessageSubscriptions, .listTimers, .generateMigrationPlan:
            if let key = listedInstance { byKey(key, partitions) } else { paged(partitions) }
        }
    }

    private func byKey(_ key: some Key, _ partitions: Int) -> Route {
        let partition = key.partition
        guard key.rawValue > 0, partition.rawValue >= 1, Int(partition.rawValue) <= partitions else {
            return .nowhere(
                Rejection(
                    .notFound, "nothing here has the key \(key)",
                    reasons: [
                        Reason(
                            code: "UNKNOWN_KEY", expected: "a key of partition 1 to \(partitions)",
                            found: "one of partition \(partition)", hint: "check that the key belongs to this broker")
                    ]))
        }
        return .partition(partition)
    }
}
