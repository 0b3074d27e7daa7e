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

    func rows(_ kind: Expectation.RowKind, now: Timestamp?) -> [Expectation.Row] {
        switch kind {
        case .jobs: elements.compactMap { element in element.job.map { row($0, of: element) } }
        case .userTasks: elements.compactMap { element in element.userTask.map { row($0, of: element) } }
        case .timers: elements.flatMap { element in element.subscriptions.compactMap { timer($0, of: element, now) } }
        case .subscriptions:
            elements.flatMap { element in element.subscriptions.compactMap { waiting($0, of: element) } }
        case .incidents: elements.flatMap(\.incidents).map(row)
        case .joins: tokens.map(row)
        }
    }

    private func row(_ job: JobView, of element: ElementInstanceView) -> Expectation.Row {
        Expectation.Row(fields: [
            "element": element.elementID, "type": job.type, "retries": "\(job.retries)", "state": "\(job.state)",
            "worker": job.worker, "kind": "\(job.kind)", "message": job.errorMessage,
        ])
    }

    private func row(_ task: UserTask, of element: ElementInstanceView) -> Expectation.Row {
        func moment(_ text: String) -> String { TimeText.moment(text).map(TimeText.moment) ?? text }
        return Expectation.Row(fields: [
            "element": element.elementID, "assignee": task.assignee,
            "groups": task.candidateGroups.joined(separator: ", "),
            "users": task.candidateUsers.joined(separator: ", "), "due": moment(task.dueDate),
            "follow-up": task.followUpDate, "priority": "\(task.priority)", "form": task.externalFormReference,
        ])
    }

    private func timer(
        _ subscription: EventSubscription, of element: ElementInstanceView, _ now: Timestamp?
    ) -> Expectation.Row? {
        guard case .timer(let timer) = subscription.trigger else { return nil }
        var row = Expectation.Row(fields: [
            "event": subscription.eventID, "element": element.shownID, "due": TimeText.moment(timer.due),
            "repetitions": "\(timer.repetitions)", "interrupting": "\(subscription.isInterrupting)",
        ])
        if let now { row.fields["in"] = TimeText.duration(timer.due.milliseconds - now.milliseconds) }
        return row
    }

    private func waiting(_ subscription: EventSubscription, of element: ElementInstanceView) -> Expectation.Row? {
        var fields = [
            "event": subscription.eventID, "element": element.shownID, "kind": subscription.trigger.kind,
            "interrupting": "\(subscription.isInterrupting)",
        ]
        switch subscription.trigger {
        case .timer: return nil
        case .message(let message): (fields["name"], fields["key"]) = (message.name, message.correlationKey)
        case .signal(let name): fields["name"] = name
        case .conditional(let conditional): fields["condition"] = conditional.condition
        }
        return Expectation.Row(fields: fields)
    }

    private func row(_ incident: IncidentView) -> Expectation.Row {
        Expectation.Row(fields: [
            "element": incident.elementID, "type": "\(incident.type)", "message": incident.message,
            "job": "\(incident.job != nil)",
        ])
    }

    private func row(_ token: WaitingToken) -> Expectation.Row {
        let scope = elements.first { $0.key == token.scope }
        return Expectation.Row(fields: [
            "gateway": token.gatewayID, "flow": token.flowID, "count": "\(token.count)",
            "scope": scope.map(\.shownID) ?? "",
        ])
    }

    /// The values of a scope's own variables.
    func value(of name: String, in scope: ElementInstanceKey) -> JSONValue? {
        variables.first { $0.scope == scope && $0.name == name }?.value
    }
}

extension ElementInstanceView {
    /// The body of a multi-instance activity has the id of the activity; here it has a name of its own.
    var shownID: String { kind == "MULTI_INSTANCE_BODY" ? "\(elementID)#multiInstanceBody" : elementID }
}

extension Expectation.Row {
    /// What is expected holds of what is found: everything that is given is so.
    func holds(of found: Expectation.Row) -> Bool {
        fields.allSatisfy { name, value in
            guard let seen = found.fields[name] else { return value.isEmpty }
            return name == "message" ? seen.contains(value) : seen == value
        }
    }

    /// In the order of the kind's fields; only those that are asked for, if any are.
    func text(_ kind: Expectation.RowKind, only names: Set<String>) -> String {
        kind.fields.filter { names.contains($0) || $0 == kind.mainField }
            .compactMap { name in fields[name].flatMap { $0.isEmpty ? nil : "\(name) \($0)" } }
            .joined(separator: ", ")
    }
}
