import FerryClient
import FerryModel

extension ScenarioRun {
    mutating func perform(_ step: Step) async throws {
        switch step.action {
        case .deploy(let models): for model in models { try await deploy(model) }
        case .create(let model, let process, let variables, let elements, let name):
            try await create(model, process, variables, at: elements, name, step)
        case .find(let process, let name): try await find(process, name, step)
        case .advance(let milliseconds): try stage.advance(by: milliseconds)
        case .crash: try stage.embedded?.crash()
        case .publish(let message): _ = try await client.publishMessage(message)
        case .correlate(let message): _ = try await client.correlateMessage(message)
        case .broadcast(let signal): _ = try await client.broadcastSignal(signal)
        case .takeJobs(let type, let worker, let milliseconds, let count):
            let poll = ActivateJobs(type: type, worker: worker, timeoutMilliseconds: milliseconds, maxJobs: count)
            let jobs = try await client.activateJobs(poll).jobs
            if jobs.count < Int(count) {
                throw Mismatch("too few jobs", line: step.line, expected: ["\(count)"], found: ["\(jobs.count)"])
            }
        case .expect: preconditionFailure("expectations change nothing")
        default: try await perform(step, on: try await key(step.instance, line: step.line))
        }
    }

    private mutating func perform(_ step: Step, on key: ProcessInstanceKey) async throws {
        switch step.action {
        case .suspend: try await client.suspendProcessInstance(key)
        case .resume: try await client.resumeProcessInstance(key)
        case .cancel: try await client.cancelProcessInstance(key)
        case .finish: try await finish(key, step)
        case .migrate(let draft, let isDryRun): try await migrate(key, draft, isDryRun, step)
        case .complete(let elements, let number, let variables):
            for id in elements {
                let tree = try await client.getProcessInstance(key)
                try await client.complete(try tree.worker(id, number, step), variables)
            }
        default: try await perform(step, in: try await client.getProcessInstance(key))
        }
    }

    private func perform(_ step: Step, in tree: ProcessInstanceTree) async throws {
        switch step.action {
        case .fail(let id, let number, let retries, let message, let backoff, let variables):
            try await client.failJob(
                FailJob(
                    jobKey: try tree.job(id, number, step), retries: retries, backoffMilliseconds: backoff,
                    message: message, variables: variables))
        case .throwError(let id, let number, let code, let message, let variables):
            try await client.throwError(
                ThrowError(
                    jobKey: try tree.job(id, number, step), errorCode: code, errorMessage: message,
                    variables: variables))
        case .retries(let id, let number, let retries):
            try await client.updateJobRetries(
                UpdateJobRetries(jobKey: try tree.job(id, number, step), retries: retries))
        case .assign(let id, let number, let assignee):
            let task = try tree.worker(id, number, step)
            try await client.asking { options in
                try await client.assignUserTask(
                    AssignUserTask(userTaskKey: task.key, assignee: assignee), options: options)
            }
        case .setVariables(let variables, let id, let number, let isLocal):
            let scope = try id.map { try tree.element($0, number, step).key } ?? tree.summary.key.root
            try await client.asking { options in
                try await client.setVariables(
                    SetVariables(scope: scope, variables: variables, local: isLocal), options: options)
            }
        case .resolve(let id, let retries): try await resolve(id, retries, in: tree, step)
        case .modify(let draft): try await modify(draft, in: tree, step)
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

    private mutating func create(
        _ model: String?, _ process: String?, _ variables: Variables, at elements: [String], _ name: String,
        _ step: Step
    ) async throws {
        let reference: DefinitionReference
        if let model {
            try await deploy(model)
            reference = .key(try definition(of: model, process: process, line: step.line).key)
        } else {
            reference = .latest(processID: process ?? "")
        }
        let creation = CreateProcessInstance(definition: reference, variables: variables, startElements: elements)
        self.name(try await client.createProcessInstance(creation).processInstanceKey, name)
    }

    private mutating func find(_ process: String, _ name: String, _ step: Step) async throws {
        let known = Set(cast.values)
        let found = try await instances(of: process).filter { !known.contains($0.key) }
        guard let newest = found.max(by: { ($0.startedAt, $0.key) < ($1.startedAt, $1.key) }) else {
            throw Mismatch("no running instance of '\(process)' that has no name yet", line: step.line)
        }
        self.name(newest.key, name)
    }

    /// The running instances of any version of a process.
    func instances(of process: String) async throws -> [ProcessInstanceSummary] {
        var all: [ProcessInstanceSummary] = []
        var page = Page(size: Page.sizeMax)
        repeat {
            let answer = try await client.listProcessInstances(ListProcessInstances(page: page))
            all += answer.instances.filter { $0.processID == process }
            page.token = answer.nextPageToken
        } while !page.token.isEmpty
        return all
    }

    private func modify(_ draft: ModificationDraft, in tree: ProcessInstanceTree, _ step: Step) async throws {
        var modification = ModifyProcessInstance(processInstanceKey: tree.summary.key)
        for activation in draft.activate {
            let ancestor = try activation.within.map { try tree.element($0, 1, step).key }
            let variables = activation.variables.isEmpty ? [] : [ScopeVariables(variables: activation.variables)]
            modification.activate.append(
                ElementActivation(elementID: activation.element, ancestor: ancestor, variables: variables))
        }
        modification.terminate = draft.terminate.map { .element($0) }
        modification.move = draft.move.map { ElementMove(source: .element($0.from), target: $0.to) }
        _ = try await client.modifyProcessInstance(modification)
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

    // MARK: Events and incidents

    private func resolve(
        _ element: String?, _ retries: Int32?, in tree: ProcessInstanceTree, _ step: Step
    ) async throws {
        let incidents = tree.elements.flatMap(\.incidents).filter { element == nil || $0.elementID == element }
        if incidents.isEmpty {
            throw Mismatch("no incident\(element.map { " at '\($0)'" } ?? "")", line: step.line, found: tree.outline)
        }
        for incident in incidents {
            if let retries, let job = incident.job {
                try await client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: retries))
            }
            try await client.resolveIncident(incident.key)
        }
    }

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

    // MARK: Migration

    private mutating func migrate(
        _ key: ProcessInstanceKey, _ draft: PlanDraft, _ isDryRun: Bool, _ step: Step
    ) async throws {
        var plan = draft.plan
        if let target = draft.target { plan.target = try await reference(target, line: step.line) }
        if let source = draft.source { plan.source = try await reference(source, line: step.line) }
        let tree = try await runningTree(key)
        let migration = MigrateProcessInstance(processInstanceKey: key, plan: plan, dryRun: isDryRun)
        _ = try await client.migrateProcessInstance(migration)
        if isDryRun {
            if try await runningTree(key) != tree { throw Mismatch("a dry run changed the instance", line: step.line) }
        } else {
            beforeMigration[key] = tree
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

extension FerryClient {
    /// The job or the user task of an element.
    func complete(_ element: ElementInstanceView, _ variables: Variables) async throws {
        if let job = element.job {
            try await completeJob(CompleteJob(jobKey: job.key, variables: variables))
        } else {
            try await asking { options in
                try await self.completeUserTask(
                    CompleteUserTask(userTaskKey: element.key, variables: variables), options: options)
            }
        }
    }

    /// A change of a user task that is not made before its listeners agree. They are later steps, so it is not waited for
    /// longer than a broker takes that has none to ask.
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
