import FerryClient
import FerryModel

/// What the broker is told and asked, apart from any instance.
extension ScenarioRun {
    mutating func tell(_ step: Step) async throws -> Seen {
        switch step.action {
        case .publish(var message):
            message.tenant = step.tenant
            _ = try await client.publishMessage(message)
            return .unknown
        case .correlate(var message):
            message.tenant = step.tenant
            let taken = try await client.correlateMessage(message).processInstanceKey
            name([taken], step)
            let known = cast.filter { $0.value == taken }.map(\.key).sorted()
            return ["instance": .text(known.first ?? "#\(taken)")]
        case .broadcast(var signal):
            signal.tenant = step.tenant
            return started(try await client.broadcastSignal(signal).started, step)
        case .evaluateConditions(let variables, let model):
            var call = EvaluateConditions(variables: variables, tenant: step.tenant)
            if let model { call.definitionKey = try definition(of: model, process: nil, line: step.line).key }
            return started(try await client.evaluateConditions(call).started, step)
        case .evaluate(let decision, let variables):
            let call = EvaluateDecision(
                decision: .latest(decisionID: decision), variables: variables, tenant: step.tenant)
            return .evaluated(try await client.evaluateDecision(call))
        case .takeJobs(var poll, let count):
            poll.tenant = step.tenant
            let jobs = try await client.activateJobs(poll).jobs
            if jobs.count < count {
                throw Mismatch("too few jobs", line: step.line, expected: ["\(count)"], found: ["\(jobs.count)"])
            }
            return .list(jobs.map { .job($0, now: stage.embedded?.now) })
        default: preconditionFailure("nothing else is told")
        }
    }

    private mutating func started(_ instances: [ProcessInstanceKey], _ step: Step) -> Seen {
        name(instances, step)
        return ["started": .number(instances.count)]
    }

    private mutating func name(_ instances: [ProcessInstanceKey], _ step: Step) {
        for (key, name) in zip(instances, step.names) { self.name(key, name) }
    }

    /// A process, with its versions' file, or the files of the model's decisions.
    func delete(_ model: String, _ step: Step) async throws {
        let known = (definitions[model] ?? []).map { ResourceKey($0.key) }
        let files = (decisions[model] ?? []).map { ResourceKey($0.requirementsKey) }
        if known.isEmpty, files.isEmpty { throw Mismatch("'\(model)' has not been deployed", line: step.line) }
        for key in known + files.enumerated().filter({ files.firstIndex(of: $1) == $0 }).map(\.element) {
            try await client.deleteResource(DeleteResource(resourceKey: key, tenant: step.tenant))
        }
    }

    // MARK: Lists

    /// All pages of a list.
    func pages<Row>(_ ask: (Page) async throws -> (rows: [Row], next: [UInt8])) async throws -> [Row] {
        var all: [Row] = []
        var page = Page(size: Page.sizeMax)
        repeat {
            let answer = try await ask(page)
            all += answer.rows
            page.token = answer.next
        } while !page.token.isEmpty
        return all
    }

    /// What the broker has, beside instances.
    func rows(_ kind: Expectation.RowKind, of tenant: TenantID) async throws -> [Seen] {
        let now = stage.embedded?.now
        switch kind {
        case .messages:
            return try await pages { page in
                let answer = try await client.listMessages(ListMessages(page: page, tenant: tenant))
                return (answer.messages.map { .message($0, now: now) }, answer.nextPageToken)
            }
        case .messageSubscriptions:
            return try await pages { page in
                let answer = try await client.listMessageSubscriptions(
                    ListMessageSubscriptions(page: page, tenant: tenant))
                return (answer.subscriptions.map { .subscription($0) }, answer.nextPageToken)
            }
        case .startTimers:
            return try await pages { page in
                let answer = try await client.listTimers(ListTimers(page: page, tenant: tenant))
                let starts = answer.timers.filter { $0.processInstanceKey == nil }
                return (starts.map { .startTimer($0, now: now) }, answer.nextPageToken)
            }
        case .definitions:
            return try await pages { page in
                let answer = try await client.listProcessDefinitions(ListProcessDefinitions(page: page, tenant: tenant))
                return (answer.definitions.map { .definition($0) }, answer.nextPageToken)
            }
        case .decisions:
            return try await pages { page in
                let answer = try await client.listDecisions(ListDecisions(page: page, tenant: tenant))
                return (answer.decisions.map { .decision($0) }, answer.nextPageToken)
            }
        case .elements, .jobs, .userTasks, .timers, .subscriptions, .incidents, .joins:
            preconditionFailure("an instance has these")
        }
    }
}
