import FerryClient
import FerryModel

/// Jobs, user tasks and incidents, those that are there and those that are not.
extension ScenarioRun {
    func work(_ step: Step, on key: ProcessInstanceKey) async throws {
        switch step.action {
        case .fail(let id, let number, let retries, let message, let backoff, let variables):
            try await client.failJob(
                FailJob(
                    jobKey: try await job(id, number, step, on: key), retries: retries, backoffMilliseconds: backoff,
                    message: message, variables: variables))
        case .throwError(let id, let number, let code, let message, let variables):
            try await client.throwError(
                ThrowError(
                    jobKey: try await job(id, number, step, on: key), errorCode: code, errorMessage: message,
                    variables: variables))
        case .retries(let id, let number, let retries):
            try await client.updateJobRetries(
                UpdateJobRetries(jobKey: try await job(id, number, step, on: key), retries: retries))
        case .timeout(let id, let number, let milliseconds):
            try await client.updateJobTimeout(
                UpdateJobTimeout(
                    jobKey: try await job(id, number, step, on: key), timeoutMilliseconds: milliseconds))
        case .updateJob(let id, let number, let retries, let milliseconds):
            try await client.updateJob(
                UpdateJob(
                    jobKey: try await job(id, number, step, on: key), retries: retries,
                    timeoutMilliseconds: milliseconds))
        default: preconditionFailure("nothing else is work")
        }
    }

    func change(_ step: Step, on key: ProcessInstanceKey) async throws {
        switch step.action {
        case .assign(let id, let number, let assignee, let isClaim, let action):
            let task = try await userTask(id, number, step, on: key)
            let call = AssignUserTask(userTaskKey: task, assignee: assignee, allowOverride: !isClaim, action: action)
            try await client.asking { try await client.assignUserTask(call, options: $0) }
        case .update(let id, let number, let change):
            var change = change
            change.userTaskKey = try await userTask(id, number, step, on: key)
            let call = change
            try await client.asking { try await client.updateUserTask(call, options: $0) }
        default: preconditionFailure("nothing else changes a user task")
        }
    }

    func resolve(_ element: String?, _ retries: Int32?, _ step: Step, on key: ProcessInstanceKey) async throws {
        let elements: [ElementInstanceView]
        switch step.absent {
        case .key(let key)?: return try await client.resolveIncident(IncidentKey(rawValue: key))
        case .gone?: elements = Array((lastSeen[key] ?? []).filter { !$0.incidents.isEmpty }.suffix(1))
        case nil: elements = try await tree(key, line: step.line).elements
        }
        let incidents = elements.flatMap(\.incidents).filter { element == nil || $0.elementID == element }
        if incidents.isEmpty {
            let found = try await runningTree(key)?.outline ?? []
            throw Mismatch("no incident\(element.map { " at '\($0)'" } ?? "")", line: step.line, found: found)
        }
        for incident in incidents {
            if let retries, let job = incident.job {
                try await client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: retries))
            }
            try await client.resolveIncident(incident.key)
        }
    }

    // MARK: Which one

    /// Who has a job or a user task.
    func worker(
        _ id: String, _ number: Ordinal, _ step: Step, on key: ProcessInstanceKey
    ) async throws -> ElementInstanceView {
        switch step.absent {
        case .key(let key)?:
            let job = JobView(key: JobKey(rawValue: key), type: "", retries: 0, state: .activatable)
            return ElementInstanceView(key: 0, scope: nil, elementID: id, kind: "", state: .activated, job: job)
        case .gone?: return try gone(id, step, on: key) { $0.job != nil || $0.userTask != nil }
        case nil: return try await tree(key, line: step.line).worker(id, number, step)
        }
    }

    private func job(
        _ id: String, _ number: Ordinal, _ step: Step, on key: ProcessInstanceKey
    ) async throws -> JobKey {
        switch step.absent {
        case .key(let key)?: return JobKey(rawValue: key)
        case .gone?: return try gone(id, step, on: key) { $0.job != nil }.job?.key ?? 0
        case nil: return try await tree(key, line: step.line).job(id, number, step)
        }
    }

    private func userTask(
        _ id: String, _ number: Ordinal, _ step: Step, on key: ProcessInstanceKey
    ) async throws -> ElementInstanceKey {
        switch step.absent {
        case .key(let key)?: return ElementInstanceKey(rawValue: key)
        case .gone?: return try gone(id, step, on: key) { $0.userTask != nil || $0.job != nil }.key
        case nil: return try await tree(key, line: step.line).worker(id, number, step).key
        }
    }

    /// The process, where no element is named.
    func scope(
        _ id: String?, _ number: Ordinal, _ step: Step, on key: ProcessInstanceKey
    ) async throws -> ElementInstanceKey {
        if case .key(let key)? = step.absent { return ElementInstanceKey(rawValue: key) }
        guard let id else { return key.root }
        guard step.absent == nil else { return try gone(id, step, on: key) { _ in true }.key }
        return try await tree(key, line: step.line).element(id, number, step).key
    }

    /// What was there before one of the last steps.
    private func gone(
        _ id: String, _ step: Step, on key: ProcessInstanceKey, _ isMeant: (ElementInstanceView) -> Bool
    ) throws -> ElementInstanceView {
        guard let found = lastSeen[key]?.last(where: { $0.elementID == id && isMeant($0) }) else {
            throw Mismatch("'\(id)' never had it before a step", line: step.line)
        }
        return found
    }
}

extension FerryClient {
    /// The job or the user task of an element.
    func complete(
        _ element: ElementInstanceView, _ variables: Variables, action: String = "", _ decision: JobDecision? = nil
    ) async throws {
        if let job = element.job {
            try await completeJob(CompleteJob(jobKey: job.key, variables: variables, decision: decision))
        } else {
            let call = CompleteUserTask(userTaskKey: element.key, variables: variables, action: action)
            try await asking { try await completeUserTask(call, options: $0) }
        }
    }

    /// A change of a user task is answered when its listeners agree. They are later steps, so it is not waited for longer
    /// than a broker takes that has none to ask.
    func asking(_ change: (CallOptions) async throws -> Void) async throws {
        do {
            try await change(CallOptions(timeout: .seconds(2)))
        } catch let rejection as Rejection where rejection.code == .deadlineExceeded {}
    }
}

extension ElementInstanceView {
    /// A worker or a person has to do with it, and it is not stuck.
    var isWorkedOn: Bool { (job != nil || userTask != nil) && incidents.isEmpty }
}

extension ProcessInstanceTree {
    func element(_ id: String, _ number: Int, _ step: Step) throws -> ElementInstanceView {
        try pick(id, number, elements.filter { $0.shownID == id }, "is not active", step)
    }

    func worker(_ id: String, _ number: Int, _ step: Step) throws -> ElementInstanceView {
        let found = elements.filter { $0.elementID == id && ($0.job != nil || $0.userTask != nil) }
        return try pick(id, number, found, "has no job and no user task", step)
    }

    func job(_ id: String, _ number: Int, _ step: Step) throws -> JobKey {
        let jobs = elements.filter { $0.elementID == id }.compactMap(\.job)
        return try pick(id, number, jobs, "has no job", step).key
    }

    func subscription(_ id: String, _ number: Int, _ step: Step) throws -> EventSubscription {
        let found = elements.flatMap(\.subscriptions).filter { $0.eventID == id }
        guard found.indices.contains(number - 1) else {
            throw Mismatch("nothing waits for '\(id)'", line: step.line, found: eventLines + outline)
        }
        return found[number - 1]
    }

    private func pick<Thing>(
        _ id: String, _ number: Int, _ things: [Thing], _ problem: String, _ step: Step
    ) throws -> Thing {
        guard things.indices.contains(number - 1) else {
            let which = number == 1 ? "'\(id)'" : "number \(number) of '\(id)'"
            throw Mismatch("\(which) \(problem)", line: step.line, found: outline)
        }
        return things[number - 1]
    }
}
