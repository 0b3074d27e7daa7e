/// One entry of a flow: what kind of element, its id, and what else is said of it.
struct Item {
    let kind: String
    let id: String?
    let fields: Fields
    let node: DocumentNode

    static let onFlow = ["via", "when", "default", "name", "async"]
    static let mappings = ["input", "output", "listeners", "extensions"]
    static let activity =
        onFlow + mappings + ["boundary", "each", "as", "collect", "into", "sequential", "until"]
    static let work = activity + ["type", "retries", "headers"]
    static let user =
        activity + [
            "assignee", "groups", "users", "due", "follow-up", "priority", "form", "form-id", "headers",
            "task-listeners",
        ]
    static let binding = ["binding", "tag"]
    static let scope = activity + ["flow", "also", "events"]
    /// What is inside stands apart, and who begins it says the model, a worker or a person.
    static let adHoc = work + ["flows", "begin", "cancel-remaining", "events"]
    static let event = onFlow + mappings + ["on", "type", "retries", "headers"]
    static let gateway = onFlow + ["branches", "join", "listeners"]

    /// What may be said of each kind.
    static let known: KeyValuePairs<String, [String]> = [
        "user": user, "user-job": user, "service": work, "send": work + ["on"],
        "script": work + ["expression", "result"], "rule": work + ["decision", "result"] + binding,
        "receive": activity + ["on"], "manual": activity, "task": activity,
        "call": activity + ["process", "share-all", "return-all", "business-id"] + binding,
        "sub": scope, "transaction": scope, "ad-hoc": adHoc,
        "start": event, "end": event, "catch": event, "throw": event,
        "parallel": gateway, "inclusive": gateway, "exclusive": gateway, "event-gateway": gateway,
        "goto": onFlow, "stop": [],
    ]

    static func kind(of node: DocumentNode?) -> String? {
        guard let node else { return nil }
        if let text = node.text { return text.split(separator: " ").first.map(String.init) }
        return node.fields?.first { field in known.contains { $0.key == field.name } }?.name
    }

    /// `kind id`, `kind`, or an object with the kind as a field, whose value is the id.
    init?(_ node: DocumentNode, _ reader: inout DocumentReader) {
        let kinds = Self.known.map(\.key).joined(separator: ", ")
        guard let kind = Self.kind(of: node), let known = Self.known.first(where: { $0.key == kind })?.value else {
            reader.reject("an element is KIND ID, or an object with one of \(kinds)", node)
            return nil
        }
        self.kind = kind
        self.node = node
        if let text = node.text {
            let words = text.split(separator: " ", maxSplits: 1)
            id = words.count > 1 ? String(words[1]) : nil
            fields = Fields([], line: node.line)
            return
        }
        guard let fields = reader.fields(node, "'\(kind)'", known: [kind] + known) else { return nil }
        id = fields[kind].flatMap { $0.isNull ? nil : reader.text($0, "the id of '\(kind)'") }
        self.fields = fields
    }
}
