import FerryClient
import FerryModel

extension ScenarioRun {
    /// What the broker answered.
    mutating func perform(_ step: Step) async throws -> Seen {
        switch step.action {
        case .deploy(let models, let together):
            if together { return .deployed(try await deploy(models, tenant: step.tenant)) }
            var seen: [Seen] = []
            for model in models {
                let deployed = Seen.deployed(try await deploy([model], tenant: step.tenant))
                if case .list(let rows) = deployed { seen += rows }
            }
            return .list(seen)
        case .delete(let models):
            for model in models { try await delete(model, step) }
        case .create(let draft, let name): try await create(draft, name, step)
        case .find(let process, let name): try await find(process, name, step)
        case .advance(let milliseconds): try stage.advance(by: milliseconds)
        case .crash: try stage.embedded?.crash()
        case .publish, .correlate, .broadcast, .evaluateConditions, .evaluate, .takeJobs:
            return try await tell(step)
        case .checkPlan, .generatePlan: return try await askAboutPlan(step)
        case .expect: preconditionFailure("expectations change nothing")
        default: return try await perform(step, on: try await key(step.instance, line: step.line))
        }
        return .unknown
    }

    private mutating func perform(_ step: Step, on key: ProcessInstanceKey) async throws -> Seen {
        switch step.action {
        case .suspend: try await client.suspendProcessInstance(key)
        case .resume: try await client.resumeProcessInstance(key)
        case .cancel: try await client.cancelProcessInstance(key)
        case .finish: try await finish(key, step)
        case .migrate(let draft, let isDryRun): return try await migrate(key, draft, isDryRun, step)
        case .modify(let draft): return try await modify(key, draft, step)
        case .complete(let elements, let number, let variables, let action, let decision):
            for id in elements {
                let worked = try await worker(id, number, step, on: key)
                try await client.complete(worked, variables, action: action, decision)
            }
        case .fail, .throwError, .retries, .timeout, .updateJob: try await work(step, on: key)
        case .assign, .update: try await change(step, on: key)
        case .setVariables(let variables, let id, let number, let isLocal):
            let scope = try await scope(id, number, step, on: key)
            let call = SetVariables(scope: scope, variables: variables, local: isLocal)
            try await client.asking { try await client.setVariables(call, options: $0) }
        case .resolve(let id, let retries): try await resolve(id, retries, step, on: key)
        case .activate(let id, let number, let activities):
            let subprocess = try await scope(id, number, step, on: key)
            try await client.activateAdHocActivities(
                ActivateAdHocActivities(adHocInstanceKey: subprocess, activities: activities))
        default: try await perform(step, in: try await tree(key, line: step.line))
        }
        return .unknown
    }

    private func perform(_ step: Step, in tree: ProcessInstanceTree) async throws {
        switch step.action {
        case .advanceTo(let event):
            guard let due = try tree.subscription(event, 1, step).due else {
                throw Mismatch("'\(event)' is no timer", line: step.line, found: tree.eventLines)
            }
            try stage.advance(to: due)
        case .trigger(let event, let number, let variables):
            try await trigger(try tree.subscription(event, number, step), variables, in: tree, step)
        default: preconditionFailure("everything else needs no tree")
        }
    }

    // MARK: Instances

    private mutating func create(_ draft: CreationDraft, _ name: String, _ step: Step) async throws {
        var call = draft.call
        call.tenant = step.tenant
        if let model = draft.model {
            call.definition = .key(try definition(of: model, process: draft.process, line: step.line).key)
        } else {
            call.definition = .latest(processID: draft.process ?? "")
        }
        guard call.awaitResult else {
            self.name(try await client.createProcessInstance(call).processInstanceKey, name)
            return
        }
        let known = Set(try await instances(of: step.tenant).map(\.key))
        let promise = PromisedAnswer()
        client.send(.createProcessInstance(call), options: CallOptions(timeout: .seconds(60))) { promise.keep($0) }
        let limit = ContinuousClock.now + Self.patience
        while ContinuousClock.now < limit {
            if case .createProcessInstance(let answer)? = try promise.kept?.get() {
                return self.name(answer.processInstanceKey, name, promise)
            }
            let begun = try await instances(of: step.tenant).filter { !known.contains($0.key) && $0.isBegunBy(call) }
            if let begun = begun.first { return self.name(begun.key, name, promise) }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Mismatch("no instance began", line: step.line)
    }

    private mutating func name(_ key: ProcessInstanceKey, _ name: String, _ promise: PromisedAnswer) {
        self.name(key, name)
        promises[key] = promise
    }

    private mutating func find(_ process: String, _ name: String, _ step: Step) async throws {
        let known = Set(cast.values)
        let found = try await instances(of: step.tenant).filter { $0.processID == process && !known.contains($0.key) }
        guard let newest = found.max(by: { ($0.startedAt, $0.key) < ($1.startedAt, $1.key) }) else {
            throw Mismatch("no running instance of '\(process)' that has no name yet", line: step.line)
        }
        self.name(newest.key, name)
    }

    /// All that run.
    func instances(of tenant: TenantID) async throws -> [ProcessInstanceSummary] {
        try await pages { page in
            let answer = try await client.listProcessInstances(ListProcessInstances(page: page, tenant: tenant))
            return (answer.instances, answer.nextPageToken)
        }
    }

    /// Everything that a worker or a person would do, oldest first, until nothing is left of the instance.
    private func finish(_ key: ProcessInstanceKey, _ step: Step) async throws {
        for _ in 0..<1_000 {
            guard let tree = try await runningTree(key) else { return }
            guard let element = tree.elements.first(where: \.isWorkedOn) else {
                throw Mismatch(
                    "does not finish: nobody can do anything", line: step.line, found: tree.outline + tree.eventLines)
            }
            try await client.complete(element, Variables())
        }
        throw Mismatch("does not finish: there is always something to do", line: step.line)
    }

    // MARK: Events

    private func trigger(
        _ subscription: EventSubscription, _ variables: Variables, in tree: ProcessInstanceTree, _ step: Step
    ) async throws {
        switch subscription.trigger {
        case .timer(let timer): try stage.advance(to: timer.due)
        case .signal(let name):
            _ = try await client.broadcastSignal(BroadcastSignal(name: name, variables: variables))
        case .message(let message):
            let correlation = CorrelateMessage(
                name: message.name, correlationKey: message.correlationKey, variables: variables)
            _ = try await client.correlateMessage(correlation)
        case .conditional:
            guard !variables.isEmpty else {
                throw Mismatch("a condition is triggered by variables: say which in 'with'", line: step.line)
            }
            try await client.setVariables(SetVariables(scope: tree.summary.key.root, variables: variables))
        }
    }
}

extension ProcessInstanceSummary {
    fileprivate func isBegunBy(_ call: CreateProcessInstance) -> Bool {
        switch call.definition {
        case .key(let key): key == definitionKey
        case .latest(let process): process == processID
        default: true
        }
    }
}

extension Stage {
    func advance(by milliseconds: Int64) throws {
        guard let embedded else { throw Unplayable(reason: "time can only be moved on in an embedded broker") }
        try embedded.advance(to: embedded.now.advanced(byMilliseconds: milliseconds))
    }

    func advance(to moment: Timestamp) throws {
        guard let embedded else { throw Unplayable(reason: "time can only be moved on in an embedded broker") }
        try embedded.advance(to: moment)
    }
}
