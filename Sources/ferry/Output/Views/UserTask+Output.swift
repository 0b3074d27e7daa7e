import FerryClient

extension UserTask {
    var json: JSON {
        [
            "assignee": .string(assignee), "candidateGroups": .array(candidateGroups.map(JSON.string)),
            "candidateUsers": .array(candidateUsers.map(JSON.string)), "dueDate": .string(dueDate),
            "followUpDate": .string(followUpDate), "priority": .number(priority),
            "externalFormReference": .string(externalFormReference), "formKey": formKey.map { .key($0) } ?? .null,
            "headers": .object(headers.map { JSON.Field(name: $0.key, value: .string($0.value)) }),
            "createdAt": .time(createdAt),
        ]
    }

    /// For a cell of the tree: `user task of alice, due 2026-02-28T13:10:00Z`.
    var line: String {
        "user task" + (assignee.isEmpty ? "" : " of \(assignee)") + (dueDate.isEmpty ? "" : ", due \(dueDate)")
    }
}

extension UserTaskView: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("INSTANCE"), .left("PROCESS"), .left("ELEMENT"), .left("ASSIGNEE"), .left("CANDIDATES"),
            .left("DUE"), .right("PRIORITY"),
        ]
    }

    var cells: [String] {
        [
            "\(key)", "\(processInstanceKey)", "\(processID):\(version)", elementID, task.assignee,
            (task.candidateGroups + task.candidateUsers).joined(separator: ","), task.dueDate, "\(task.priority)",
        ]
    }

    var json: JSON {
        let place: JSON = [
            "key": .key(key), "processInstanceKey": .key(processInstanceKey), "definitionKey": .key(definitionKey),
            "processId": .string(processID), "version": .number(version), "elementId": .string(elementID),
            "tenant": .string(tenant.rawValue),
        ]
        return place.adding(task.json)
    }
}

extension UserTaskView {
    var lines: [String] {
        labelled(
            [
                ("user task", "\(key)"), ("element", elementID), ("instance", "\(processInstanceKey)"),
                ("process", "\(processID):\(version)"), ("assignee", task.assignee),
                ("groups", task.candidateGroups.joined(separator: ", ")),
                ("users", task.candidateUsers.joined(separator: ", ")), ("due", task.dueDate),
                ("follow up", task.followUpDate), ("priority", "\(task.priority)"),
                ("form", task.formKey.map { "\($0)" } ?? task.externalFormReference),
                ("created", task.createdAt.iso8601),
            ] + task.headers.map { ($0.key, $0.value) })
    }
}
