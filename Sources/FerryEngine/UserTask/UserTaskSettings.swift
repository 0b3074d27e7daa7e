import FerryBPMN
import FerryFEEL
import FerryModel

/// What the settings of a user task come to (Camunda 8: A69-A72, A74).
extension Execution {
    /// nil: an incident was raised.
    func settings(of definition: UserTaskDefinition, at element: ElementInstance) throws(CommandFailure) -> UserTask? {
        var task = UserTask(createdAt: state.now)
        if let assignee = definition.assignee {
            guard let text = try string(assignee, of: "assignee", at: element) else { return nil }
            task.assignee = text
        }
        if let groups = definition.candidateGroups {
            guard let names = try names(groups, of: "candidate groups", at: element) else { return nil }
            task.candidateGroups = names
        }
        if let users = definition.candidateUsers {
            guard let names = try names(users, of: "candidate users", at: element) else { return nil }
            task.candidateUsers = names
        }
        if let date = definition.dueDate {
            guard let text = try dateText(date, of: "due date", at: element) else { return nil }
            task.dueDate = text
        }
        if let date = definition.followUpDate {
            guard let text = try dateText(date, of: "follow-up date", at: element) else { return nil }
            task.followUpDate = text
        }
        switch definition.form {
        case .id(let formID, let binding):
            guard let form = try form(formID, binding, at: element) else { return nil }
            task.formKey = form
        case .external(let reference):
            guard let text = try string(reference, of: "external form reference", at: element) else { return nil }
            task.externalFormReference = text
        case nil: break
        }
        if let priority = definition.priority {
            guard let number = try integer(priority, of: "priority", at: element) else { return nil }
            guard UserTask.priorities.contains(number) else {
                try raise(
                    .extractValueError,
                    "priority: expression '\(priority.source)' gave \(number) where 0 to 100 is needed", at: element)
                return nil
            }
            task.priority = number
        }
        task.headers = definition.headers.map { ActivatedJob.Header(key: $0.key, value: $0.value) }
        return task
    }

    private func names(
        _ candidates: UserTaskDefinition.Candidates, of what: String, at element: ElementInstance
    ) throws(CommandFailure) -> [String]? {
        switch candidates {
        case .names(let names): return names
        case .expression(let expression):
            switch try evaluate(expression, in: element) {
            case .success(.list(let items)):
                let names = items.compactMap { item in
                    if case .string(let name) = item { name } else { nil }
                }
                if names.count == items.count { return names }
                try raiseWrongType(what, "a list of strings", .list(items), expression, at: element)
            case .success(let value): try raiseWrongType(what, "a list of strings", value, expression, at: element)
            case .failure(let failure): try raise(.extractValueError, "\(what): \(failure.message)", at: element)
            }
            return nil
        }
    }

    /// Empty for no date; text stays as it was written.
    private func dateText(
        _ expression: Expression, of what: String, at element: ElementInstance
    ) throws(CommandFailure) -> String? {
        if case .text(let text) = expression { return text }
        let expected = "a date and time with its offset"
        switch try evaluate(expression, in: element) {
        case .success(.null): return ""
        case .success(.string(let text)) where text.isEmpty || Timestamp(isoDateTime: text) != nil: return text
        case .success(.dateTime(let value)):
            // Its JSON is a string without anything to escape.
            let text = String(decoding: FEELValue.dateTime(value).json.dropFirst().dropLast(), as: UTF8.self)
            if Timestamp(isoDateTime: text) != nil { return text }
            try raiseWrongType(what, expected, .dateTime(value), expression, at: element)
        case .success(let value): try raiseWrongType(what, expected, value, expression, at: element)
        case .failure(let failure): try raise(.extractValueError, "\(what): \(failure.message)", at: element)
        }
        return nil
    }
}

extension UserTask {
    /// What a worker learns of a user task that runs as a job; nothing of what is empty.
    var jobHeaders: [ActivatedJob.Header] {
        let settings = [
            ("assignee", assignee), ("candidateGroups", Self.list(candidateGroups)),
            ("candidateUsers", Self.list(candidateUsers)), ("dueDate", dueDate), ("followUpDate", followUpDate),
            ("formKey", formKey?.description ?? ""),
        ]
        return settings.compactMap { name, value in
            value.isEmpty ? nil : ActivatedJob.Header(key: JobDefinition.reservedPrefix + name, value: value)
        }
    }

    static func list(_ names: [String]) -> String {
        names.isEmpty ? "" : String(decoding: FEELValue.list(names.map(FEELValue.string)).json, as: UTF8.self)
    }
}
