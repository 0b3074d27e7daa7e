import FerryModel
import FerryXML

/// A setting of a user task. Order as in Camunda.
enum UserTaskAttribute: String, CaseIterable {
    case assignee
    case candidateGroups
    case candidateUsers
    case dueDate
    case followUpDate

    /// The zeebe extension element that holds it.
    var holder: String {
        switch self {
        case .assignee, .candidateGroups, .candidateUsers: "assignmentDefinition"
        case .dueDate, .followUpDate: "taskSchedule"
        }
    }

    /// Camunda 7 has the same settings as attributes of the task itself.
    static let camundaNames = Set(allCases.map(\.rawValue) + ["formKey"])
}

extension ElementReader {
    /// A user task of Ferry's own; any other is a job for whoever looks after people's tasks.
    var isNative: Bool { kind == .userTask && extensions.first("userTask") != nil }

    /// Everything of a native user task; of any other what is to be evaluated.
    mutating func readUserTask() -> UserTaskDefinition {
        checkForm(isNative: isNative)
        var task = UserTaskDefinition()
        for attribute in UserTaskAttribute.allCases {
            guard let setting = setting(attribute), let value = value(of: setting, attribute),
                isNative || value.isComputed
            else { continue }
            switch attribute {
            case .assignee: task.assignee = value
            case .candidateGroups: task.candidateGroups = value.candidates
            case .candidateUsers: task.candidateUsers = value.candidates
            case .dueDate: task.dueDate = value
            case .followUpDate: task.followUpDate = value
            }
        }
        task.form = readForm()
        guard isNative else { return task }
        task.priority = readPriority()
        task.headers = readHeaders()
        task.listeners = readTaskListeners()
        return task
    }

    /// What is fixed about a user task reaches its worker as headers, in the words of Camunda.
    func readUserTaskHeaders() -> [JobDefinition.Header] {
        var headers: [JobDefinition.Header] = []
        // What is wrong with the settings has been told with the task.
        var reader = self
        for attribute in UserTaskAttribute.allCases {
            guard let setting = reader.setting(attribute), let value = reader.value(of: setting, attribute),
                case .text(let text) = value
            else { continue }
            let isList = attribute == .candidateGroups || attribute == .candidateUsers
            headers.append(
                .init(
                    key: JobDefinition.reservedPrefix + attribute.rawValue,
                    value: isList ? Self.jsonList(Expression.names(text)) : text))
        }
        if let formKey = extensions.first("formDefinition")?["formKey"] ?? node[.camunda("formKey")],
            !formKey.trimmed.isEmpty
        {
            headers.append(.init(key: JobDefinition.reservedPrefix + "formKey", value: formKey.trimmed))
        }
        return headers
    }

    /// Forms that lie in the process itself have some text.
    mutating func refuseEmptyForms() {
        for form in extensions.all(Extensions.embeddedFormName) where form.text.trimmed.isEmpty {
            report.add(
                .missingExtension, at: form, id: id, expected: "a zeebe:userTaskForm with a form", found: "no text")
        }
    }

    /// Exactly one of two attributes: a native task's form is one of Camunda's or lies elsewhere, a job's is named by
    /// id or by key.
    mutating func checkForm(isNative: Bool) {
        guard let form = extensions.first("formDefinition") else { return }
        let attributes = isNative ? ["formId", "externalReference"] : ["formKey", "formId"]
        let given = attributes.filter { !(form[$0]?.trimmed ?? "").isEmpty }
        guard given.count != 1 else { return }
        report.add(
            .invalidAttribute, at: form, id: id,
            expected: "exactly one of \(attributes.joined(separator: " and "))",
            found: given.isEmpty ? "neither" : "both",
            hint: isNative ? "this is what a user task with zeebe:userTask needs" : "")
    }

    /// Whoever shows it does so before there is an instance: there is nothing that an expression could look at.
    mutating func readStartForm() -> UserTaskDefinition.Form? {
        checkForm(isNative: false)
        guard let form = extensions.first("formDefinition"), let formID = form["formId"]?.trimmed, !formID.isEmpty
        else { return nil }
        refuseComputed(formID, named: "formId of a start event", at: form)
        return readBinding(of: form).map { .id(.text(formID), $0) }
    }

    private mutating func readForm() -> UserTaskDefinition.Form? {
        guard let form = extensions.first("formDefinition") else {
            guard let key = node[.camunda("formKey")]?.trimmed, !key.isEmpty else { return nil }
            refuseComputed(key, named: "camunda:formKey", at: node)
            return isNative ? .external(.text(key)) : nil
        }
        if !isNative, let key = form["formKey"]?.trimmed { refuseComputed(key, named: "formKey", at: form) }
        if let text = form["formId"]?.trimmed, !text.isEmpty {
            let formID = report.expression(text, named: "formId", at: form, of: id, allowsText: true)
            guard let binding = readBinding(of: form), let formID else { return nil }
            return .id(formID, binding)
        }
        guard isNative, let text = form["externalReference"]?.trimmed, !text.isEmpty else { return nil }
        return report.expression(text, named: "externalReference", at: form, of: id, allowsText: true)
            .map(UserTaskDefinition.Form.external)
    }

    private mutating func refuseComputed(_ key: String, named name: String, at part: XMLNode) {
        guard key.utf8.first == UInt8(ascii: "=") || isCamundaExpression(key) else { return }
        report.add(
            .expressionNotAllowed, at: part, id: id, expected: "fixed text as \(name)", found: key.quotable)
    }

    private mutating func readPriority() -> Expression? {
        let holder = extensions.first("priorityDefinition")
        let text = holder.map { required("priority", of: $0) ?? "" } ?? node[.camunda("priority")] ?? ""
        guard !text.trimmed.isEmpty,
            let value = report.expression(
                text.trimmed, named: "priority", at: holder ?? node, of: id, allowsText: true)
        else { return nil }
        if case .text(let number) = value, !(Int(number).map { (0...100).contains($0) } ?? false) {
            report.add(
                .invalidAttribute, at: holder ?? node, id: id, expected: "a priority from 0 to 100",
                found: number.quotable)
        }
        return value
    }

    private func setting(_ attribute: UserTaskAttribute) -> (text: String, part: XMLNode)? {
        let part = extensions.first(attribute.holder).flatMap { $0[attribute.rawValue] == nil ? nil : $0 }
        let text = part?[attribute.rawValue] ?? node[.camunda(attribute.rawValue)] ?? ""
        return text.trimmed.isEmpty ? nil : (text.trimmed, part ?? node)
    }

    private mutating func value(
        of setting: (text: String, part: XMLNode), _ attribute: UserTaskAttribute
    ) -> Expression? {
        let (text, part) = setting
        guard !isCamundaExpression(text) || text.utf8.first == UInt8(ascii: "=") else {
            report.add(
                .expressionInvalid, at: part, id: id, expected: "fixed text or FEEL as \(attribute.rawValue)",
                found: text.quotable, hint: "Camunda 7's ${...} is not understood: write it in FEEL, behind an =")
            return nil
        }
        let value = report.expression(text, named: attribute.rawValue, at: part, of: id, allowsText: true)
        guard case .text? = value else { return value }
        let expected: String?
        switch attribute {
        case .assignee: expected = nil
        case .candidateGroups, .candidateUsers:
            let items = text.split(separator: ",", omittingEmptySubsequences: false)
            expected =
                items.allSatisfy { !String($0).trimmed.isEmpty } ? nil : "a comma-separated list without empty items"
        case .dueDate, .followUpDate:
            expected = Timestamp(isoDateTime: text) == nil ? "a date and time with its offset" : nil
        }
        guard let expected else { return value }
        report.add(
            .invalidAttribute, at: part, id: id, expected: "\(attribute.rawValue) as \(expected)",
            found: text.quotable, hint: attribute.holder == "taskSchedule" ? "as in 2026-02-28T13:10:00+01:00" : "")
        return nil
    }

    private static func jsonList(_ names: [String]) -> String {
        var json: [UInt8] = []
        JSONText.appendArray(names, to: &json, JSONText.appendString)
        return String(decoding: json, as: UTF8.self)
    }
}

extension Expression {
    fileprivate var isComputed: Bool {
        if case .feel = self { true } else { false }
    }

    fileprivate var candidates: UserTaskDefinition.Candidates {
        if case .text(let text) = self { .names(Self.names(text)) } else { .expression(self) }
    }

    /// The items of a comma-separated list, without the quotes some of them wear.
    fileprivate static func names(_ text: String) -> [String] {
        ElementReader.list(text).map { item in
            let isQuoted = item.utf8.count > 1 && item.hasPrefix("\"") && item.hasSuffix("\"")
            return isQuoted ? String(item.dropFirst().dropLast()) : item
        }
    }
}
