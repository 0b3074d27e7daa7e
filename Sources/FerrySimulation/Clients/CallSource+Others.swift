import FerryBroker
import FerryEngine
import FerryModel

/// What is said to nobody in particular, to people's tasks, and what is only looked at.
extension CallSource {
    mutating func event(_ kind: Kind, _ eye: Eye, _ tenant: TenantID) -> Call {
        switch kind {
        case .publish:
            return .publishMessage(
                PublishMessage(
                    name: messageName(), correlationKey: correlationKey(),
                    timeToLiveMilliseconds: random.chance(60) ? Int64(random.below(30_000)) : 0,
                    messageID: random.chance(30) ? "id\(random.below(3))" : "", variables: variables(), tenant: tenant))
        case .correlate:
            return .correlateMessage(
                CorrelateMessage(
                    name: messageName(), correlationKey: correlationKey(), variables: variables(), tenant: tenant))
        case .broadcast:
            let names = ModelWords.signals + ModelAuthor.processIDs.map(ModelWords.signal(beginning:)) + ["s0", ""]
            return .broadcastSignal(
                BroadcastSignal(name: random.pick(names) ?? "s0", variables: variables(), tenant: tenant))
        default:
            return .evaluateConditions(
                EvaluateConditions(
                    variables: variables(),
                    definitionKey: random.chance(40) ? random.pick(eye.definitions)?.definition.key : nil,
                    tenant: tenant))
        }
    }

    mutating func userTask(_ kind: Kind, _ eye: Eye) -> Call {
        let name = kind == .assign ? "AssignUserTask" : kind == .updateTask ? "UpdateUserTask" : "CompleteUserTask"
        let key = openUserTask(eye, name)
        switch kind {
        case .assign:
            return .assignUserTask(
                AssignUserTask(
                    userTaskKey: key, assignee: random.pick(["ann", "bob", ""]) ?? "", allowOverride: random.chance(50))
            )
        case .updateTask:
            return .updateUserTask(
                UpdateUserTask(
                    userTaskKey: key, candidateGroups: random.chance(50) ? ["g"] : nil,
                    dueDate: random.pick(["2030-01-01T00:00:00Z", "soon", ""]),
                    priority: Int32(random.within(-5...104))))
        default: return .completeUserTask(CompleteUserTask(userTaskKey: key, variables: variables()))
        }
    }

    mutating func look(_ kind: Kind, _ eye: Eye, _ tenant: TenantID) -> Call {
        switch kind {
        case .show:
            return random.chance(70)
                ? .getProcessInstance(GetProcessInstance(processInstanceKey: instanceKey(eye)))
                : .getUserTask(GetUserTask(userTaskKey: openUserTask(eye)))
        case .list:
            let page = Page(size: Int32(random.within(0...5)))
            return random.weighted([
                (
                    3,
                    .listProcessInstances(
                        ListProcessInstances(
                            definition: random.chance(30) ? .latest(processID: "p0") : nil,
                            elementID: random.chance(20) ? "n1" : "",
                            state: ListProcessInstances.Filter(rawValue: Int32(random.below(4))) ?? .all, page: page,
                            tenant: tenant, tag: random.chance(20) ? "red" : ""))
                ),
                (
                    2,
                    .listIncidents(
                        ListIncidents(
                            processInstanceKey: random.chance(30) ? instanceKey(eye) : nil, page: page, tenant: tenant))
                ),
                (
                    2,
                    .listUserTasks(ListUserTasks(assignee: random.chance(50) ? "ann" : "", page: page, tenant: tenant))
                ),
            ])
        case .definitions:
            return random.chance(50)
                ? .listProcessDefinitions(ListProcessDefinitions(latestOnly: random.chance(50), tenant: tenant))
                : .getProcessDefinition(GetProcessDefinition(definition: .latest(processID: "p1"), tenant: tenant))
        case .decide:
            return random.chance(70)
                ? .evaluateDecision(
                    EvaluateDecision(
                        decision: .latest(decisionID: random.pick(["d0", "d1", "d9"]) ?? "d0"), variables: variables(),
                        tenant: tenant))
                : .listDecisions(ListDecisions(tenant: tenant))
        default: return random.chance(50) ? .ping(Ping(payload: [1])) : .topology
        }
    }
}
