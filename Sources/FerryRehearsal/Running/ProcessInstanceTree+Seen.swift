import FerryModel

/// An instance in the words of expectations.
extension ProcessInstanceTree {
    /// What is active inside the process, in the order in which it began.
    var branches: [Expectation.Branch] { branches(in: summary.key.root) }

    private func branches(in scope: ElementInstanceKey) -> [Expectation.Branch] {
        elements.filter { $0.scope == scope }.map { .init(id: $0.shownID, inside: branches(in: $0.key)) }
    }

    /// For people: the tree, and what is stuck in it.
    var outline: [String] {
        let lines = branches.map(\.canonical)
        let incidents = elements.flatMap(\.incidents).map { "incident \($0.type) at \($0.elementID): \($0.message)" }
        return (lines.isEmpty ? ["nothing is active"] : lines) + incidents
    }

    var eventLines: [String] {
        elements.flatMap { element in
            element.subscriptions.map { "\($0.trigger.kind) \($0.eventID) at \(element.shownID)" }
        }
    }

    func rows(_ kind: Expectation.RowKind, now: Timestamp?) -> [Seen] {
        switch kind {
        case .elements: elements.dropFirst().map(row)
        case .jobs: elements.compactMap { element in element.job.map { row($0, of: element, now) } }
        case .userTasks: elements.compactMap { element in element.userTask.map { row($0, of: element) } }
        case .timers: elements.flatMap { element in element.subscriptions.compactMap { timer($0, of: element, now) } }
        case .subscriptions:
            elements.flatMap { element in element.subscriptions.compactMap { waiting($0, of: element) } }
        case .incidents: elements.flatMap(\.incidents).map(row)
        case .joins: tokens.map(row)
        default: []
        }
    }

    private func row(_ element: ElementInstanceView) -> Seen {
        [
            "element": .text(element.shownID), "kind": .text(element.kind), "state": .text("\(element.state)"),
            "loop": .number(element.loopCounter), "scope": .text(shownID(of: element.scope)),
            "variables": .scope(values(in: element.key)),
        ]
    }

    private func row(_ job: JobView, of element: ElementInstanceView, _ now: Timestamp?) -> Seen {
        [
            "element": .text(element.elementID), "type": .text(job.type), "retries": .number(job.retries),
            "state": .text("\(job.state)"), "worker": .text(job.worker), "kind": .text("\(job.kind)"),
            "message": .words(job.errorMessage), "due": job.due.map { .moment($0) } ?? .text(""),
            "in": job.due.map { .distance($0, from: now) } ?? .text(""),
            "variables": .scope(visible(from: element)),
        ]
    }

    private func row(_ task: UserTask, of element: ElementInstanceView) -> Seen {
        func moment(_ text: String) -> Seen { TimeText.moment(text).map { .moment($0) } ?? .text(text) }
        return [
            "element": .text(element.elementID), "assignee": .text(task.assignee),
            "groups": .texts(task.candidateGroups),
            "users": .texts(task.candidateUsers), "due": moment(task.dueDate), "follow-up": moment(task.followUpDate),
            "priority": .number(task.priority), "form": .text(task.externalFormReference),
            "headers": .headers(task.headers),
        ]
    }

    private func timer(
        _ subscription: EventSubscription, of element: ElementInstanceView, _ now: Timestamp?
    ) -> Seen? {
        guard case .timer(let timer) = subscription.trigger else { return nil }
        return [
            "event": .text(subscription.eventID), "element": .text(element.shownID), "due": .moment(timer.due),
            "in": .distance(timer.due, from: now), "repetitions": .number(timer.repetitions),
            "interrupting": .flag(subscription.isInterrupting),
        ]
    }

    private func waiting(_ subscription: EventSubscription, of element: ElementInstanceView) -> Seen? {
        var (name, key, condition) = ("", "", "")
        switch subscription.trigger {
        case .timer: return nil
        case .message(let message): (name, key) = (message.name, message.correlationKey)
        case .signal(let signal): name = signal
        case .conditional(let conditional): condition = conditional.condition
        }
        return [
            "event": .text(subscription.eventID), "element": .text(element.shownID),
            "kind": .text(subscription.trigger.kind), "name": .text(name), "key": .text(key),
            "condition": .text(condition), "interrupting": .flag(subscription.isInterrupting),
        ]
    }

    private func row(_ incident: IncidentView) -> Seen {
        [
            "element": .text(incident.elementID), "type": .text("\(incident.type)"),
            "message": .words(incident.message),
            "job": .flag(incident.job != nil),
        ]
    }

    private func row(_ token: WaitingToken) -> Seen {
        [
            "flow": .text(token.flowID), "gateway": .text(token.gatewayID), "count": .number(token.count),
            "scope": .text(shownID(of: token.scope)),
        ]
    }

    private func shownID(of key: ElementInstanceKey?) -> String {
        elements.first { $0.key == key }.map(\.shownID) ?? ""
    }

    // MARK: Variables

    func values(in scope: ElementInstanceKey) -> Variables {
        Variables(variables.filter { $0.scope == scope }.map { Variables.Entry(name: $0.name, value: $0.value) })
    }

    /// What a worker is given: its element's own variables, and those around it that they do not hide.
    private func visible(from element: ElementInstanceView) -> Variables {
        var entries: [Variables.Entry] = []
        var scope: ElementInstanceView? = element
        while let current = scope {
            entries += values(in: current.key).entries.filter { entry in !entries.contains { $0.name == entry.name } }
            scope = elements.first { $0.key == current.scope }
        }
        return Variables(entries)
    }
}

extension ElementInstanceView {
    /// The body of a multi-instance activity has the id of the activity; here it has a name of its own.
    var shownID: String { kind == "MULTI_INSTANCE_BODY" ? "\(elementID)#multiInstanceBody" : elementID }
}

extension Seen: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, Seen)...) {
        self = .fields(elements.map { Field(name: $0.0, value: $0.1) })
    }

    /// A clock that runs has no exact distances.
    static func distance(_ moment: Timestamp, from now: Timestamp?) -> Seen {
        now.map { .duration(milliseconds: moment.milliseconds - $0.milliseconds) } ?? .unknown
    }

    /// Variables by name, of which only those that are asked for are looked at.
    static func scope(_ variables: Variables) -> Seen {
        .fields(variables.entries.map { Field(name: $0.name, value: .value($0.value)) })
    }

    static func headers(_ headers: [ActivatedJob.Header]) -> Seen {
        .value(JSONValue(trusted: named(headers).json))
    }

    /// Those that are asked for: the worker of a task listener is also told a key, which nobody knows before.
    static func someHeaders(_ headers: [ActivatedJob.Header]) -> Seen { .scope(named(headers)) }

    private static func named(_ headers: [ActivatedJob.Header]) -> Variables {
        Variables(headers.map { Variables.Entry(name: $0.key, value: .string($0.value)) })
    }
}

extension JSONValue {
    static func string(_ text: String) -> JSONValue {
        var bytes: [UInt8] = []
        JSONText.appendString(text, to: &bytes)
        return JSONValue(trusted: bytes)
    }
}
