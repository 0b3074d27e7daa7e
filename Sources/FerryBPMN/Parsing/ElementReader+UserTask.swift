import FerryModel
import FerryXML

/// A setting of a user task that reaches its worker as a reserved header. Order as in Camunda.
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
    mutating func readUserTaskHeaders() -> [JobDefinition.Header] {
        var headers: [JobDefinition.Header] = []
        for attribute in UserTaskAttribute.allCases {
            guard let (value, part) = setting(attribute), let text = headerText(attribute, value, at: part) else {
                continue
            }
            headers.append(.init(key: JobDefinition.reservedPrefix + attribute.rawValue, value: text))
        }
        if let formKey = readFormKey() {
            headers.append(.init(key: JobDefinition.reservedPrefix + "formKey", value: formKey))
        }
        return headers
    }

    /// `zeebe:formDefinition` must hold exactly one of `formKey` and `formId`; `externalReference` is for native tasks.
    mutating func checkForm() {
        guard let form = extensions.first("formDefinition") else { return }
        let given = ["formKey", "formId"].filter { !(form[$0]?.trimmed ?? "").isEmpty }
        guard given.count != 1 else { return }
        report.add(
            .invalidAttribute, at: form, id: id, expected: "exactly one of formKey and formId",
            found: given.isEmpty ? "neither" : "both")
    }

    private mutating func readFormKey() -> String? {
        guard let form = extensions.first("formDefinition") else {
            return node[.camunda("formKey")].flatMap { fixed($0, named: "camunda:formKey", at: node) }
        }
        let key = form["formKey"]?.trimmed ?? ""
        let formID = form["formId"]?.trimmed ?? ""
        // Neither and both are `checkForm`'s to report.
        guard key.isEmpty != formID.isEmpty else { return nil }
        guard formID.isEmpty else {
            report.add(
                .unsupportedAttribute, at: form, id: id, expected: "formKey", found: "formId=\"\(formID.quotable)\"",
                hint: "forms cannot be deployed yet: let the worker find it by its formKey")
            return nil
        }
        return fixed(key, named: "formKey", at: form)
    }

    private func setting(_ attribute: UserTaskAttribute) -> (value: String, part: XMLNode)? {
        if let part = extensions.first(attribute.holder), let value = part[attribute.rawValue] { return (value, part) }
        return node[.camunda(attribute.rawValue)].map { ($0, node) }
    }

    private mutating func headerText(_ attribute: UserTaskAttribute, _ value: String, at part: XMLNode) -> String? {
        guard !value.trimmed.isEmpty, let text = fixed(value.trimmed, named: attribute.rawValue, at: part) else {
            return nil
        }
        switch attribute {
        case .assignee: return text
        case .candidateGroups, .candidateUsers: return listText(text, named: attribute.rawValue, at: part)
        case .dueDate, .followUpDate: return dateTime(text, named: attribute.rawValue, at: part)
        }
    }

    /// Headers of a definition are fixed; an expression would have to be evaluated for every instance.
    private mutating func fixed(_ value: String, named name: String, at part: XMLNode) -> String? {
        let isExpression = value.trimmed.utf8.first == UInt8(ascii: "=") || isCamundaExpression(value)
        guard isExpression else { return value }
        report.add(
            .unsupportedAttribute, at: part, id: id, expected: "fixed text as \(name)", found: value.quotable,
            hint: "expressions here come later: pass the value to the worker as a variable, by zeebe:input")
        return nil
    }

    /// A comma-separated list as the JSON array Camunda hands to workers.
    private mutating func listText(_ text: String, named name: String, at part: XMLNode) -> String? {
        let items = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard items.allSatisfy({ !$0.isEmpty }) else {
            report.add(
                .invalidAttribute, at: part, id: id, expected: "\(name) as a comma-separated list without empty items",
                found: text.quotable)
            return nil
        }
        var json: [UInt8] = [UInt8(ascii: "[")]
        for (index, item) in items.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            let isQuoted = item.utf8.count > 1 && item.hasPrefix("\"") && item.hasSuffix("\"")
            JSONText.appendString(isQuoted ? String(item.dropFirst().dropLast()) : item, to: &json)
        }
        json.append(UInt8(ascii: "]"))
        return String(decoding: json, as: UTF8.self)
    }

    private mutating func dateTime(_ text: String, named name: String, at part: XMLNode) -> String? {
        let iso =
            #/
            [0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])
            T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?
            (Z|[+\-][0-9]{2}:[0-9]{2})(\[[A-Za-z0-9_\/+\-]+\])?
            /#
        guard text.wholeMatch(of: iso) == nil else { return text }
        report.add(
            .invalidAttribute, at: part, id: id, expected: "\(name) as a date and time with its zone",
            found: text.quotable, hint: "as in 2026-02-28T13:10:00+01:00")
        return nil
    }
}
