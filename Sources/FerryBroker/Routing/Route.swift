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
    case deployer(DeployResources)
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
        case .activateJobs(let call): call.fault.map(Route.nowhere) ?? .poll(call)
        // Every partition knows every decision.
        case .createProcessInstance, .broadcastSignal, .evaluateConditions, .evaluateDecision: .any
        case .publishMessage(let call):
            .partition(PartitionID(forCorrelationKey: call.correlationKey, of: partitions))
        case .correlateMessage(let call):
            .partition(PartitionID(forCorrelationKey: call.correlationKey, of: partitions))
        case .getProcessDefinition, .listProcessDefinitions, .listDecisions: .partition(PartitionID(1))
        case .cancelProcessInstance(let call): byKey(call.processInstanceKey, partitions)
        case .migrateProcessInstance(let call): byKey(call.processInstanceKey, partitions)
        case .modifyProcessInstance(let call): byKey(call.processInstanceKey, partitions)
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
        case .listUserTasks(var call):
            if let key = call.processInstanceKey {
                byKey(key, partitions)
            } else {
                paged(call.page, partitions) { page in
                    call.page = page
                    return .listUserTasks(call)
                }
            }
        case .listProcessInstances(var call):
            paged(call.page, partitions) { page in
                call.page = page
                return .listProcessInstances(call)
            }
        case .listIncidents(var call):
            if let key = call.processInstanceKey {
                byKey(key, partitions)
            } else {
                paged(call.page, partitions) { page in
                    call.page = page
                    return .listIncidents(call)
                }
            }
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

    /// The broker's page tokens are `partition:token`.
    private func paged(_ page: Page, _ partitions: Int, _ call: (Page) -> Call) -> Route {
        guard !page.token.isEmpty else { return .page(PartitionID(1), call(page)) }
        let parts = String(decoding: page.token, as: UTF8.self).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let partition = UInt16(parts[0]), partition >= 1, Int(partition) <= partitions else {
            return .nowhere(.badPage("page_token", "the next_page_token of an earlier answer", "something else"))
        }
        return .page(PartitionID(partition), call(Page(size: page.size, token: Array(parts[1].utf8))))
    }
}

extension Answer {
    /// A partition's page as part of the broker's: behind the last page of one partition comes the next partition.
    func paged(on partition: PartitionID, isLast: Bool, of call: Call) -> Answer {
        func token(_ inner: [UInt8]) -> [UInt8] {
            if !inner.isEmpty { return Array("\(partition):".utf8) + inner }
            return isLast ? [] : Array("\(partition.rawValue + 1):".utf8)
        }
        switch (self, call) {
        case (.listProcessInstances(var answer), _):
            answer.nextPageToken = token(answer.nextPageToken)
            return .listProcessInstances(answer)
        case (.listIncidents(var answer), .listIncidents(let call)) where call.processInstanceKey == nil:
            answer.nextPageToken = token(answer.nextPageToken)
            return .listIncidents(answer)
        case (.listUserTasks(var answer), .listUserTasks(let call)) where call.processInstanceKey == nil:
            answer.nextPageToken = token(answer.nextPageToken)
            return .listUserTasks(answer)
        default: return self
        }
    }
}
