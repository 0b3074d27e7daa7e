import FerryClient
import Yams

extension PlanReader {
    /// The document of a modification file; the instance stands on the command line.
    mutating func readModification(_ text: [UInt8]) throws(InputError) -> ModifyProcessInstance {
        var changes = ModifyProcessInstance(processInstanceKey: 0)
        if let root = document(text), let fields = fields(of: root, "a modification", known: Self.modificationFields) {
            changes.activate = items(fields["activate"], "activate") { $0.activation($1) }
            changes.terminate = items(fields["terminate"], "terminate") { $0.selection($1) }
            changes.move = items(fields["move"], "move") { $0.move($1) }
        }
        try throwProblems()
        return changes
    }

    private static let modificationFields = ["activate", "terminate", "move"]

    private mutating func items<Item>(
        _ node: Node?, _ field: String, _ read: (inout PlanReader, Node) -> Item?
    ) -> [Item] {
        guard let node else { return [] }
        guard let sequence = node.sequence else {
            reject("\(field) is a list", node)
            return []
        }
        return sequence.compactMap { read(&self, $0) }
    }

    private mutating func activation(_ node: Node) -> ElementActivation? {
        guard let fields = fields(of: node, "an activation", known: ["element", "in", "variables", "scopes"]),
            let id = required("element", fields, node)
        else { return nil }
        return ElementActivation(
            elementID: id, ancestor: fields["in"].flatMap { key($0, "in") }, variables: variables(fields))
    }

    private mutating func selection(_ node: Node) -> ElementSelection? {
        guard let fields = fields(of: node, "a termination", known: ["element", "key"]) else { return nil }
        guard fields.count == 1 else {
            reject("a termination has an element or a key", node)
            return nil
        }
        if let given = fields["key"] { return key(given, "key").map { .instance($0) } }
        return required("element", fields, node).map { .element($0) }
    }

    private mutating func move(_ node: Node) -> ElementMove? {
        guard let fields = fields(of: node, "a move", known: ["from", "key", "to", "in", "variables", "scopes"]),
            let target = required("to", fields, node)
        else { return nil }
        let source: ElementSelection?
        switch (fields["from"], fields["key"]) {
        case (let from?, nil): source = string(from, "from").map { .element($0) }
        case (nil, let given?): source = key(given, "key").map { .instance($0) }
        default:
            reject("a move has one of from and key", node)
            source = nil
        }
        let ancestor = fields["in"].flatMap { key($0, "in") }.map { ElementMove.Ancestor.instance($0) }
        return source.map {
            ElementMove(source: $0, target: target, ancestor: ancestor ?? .inferred, variables: variables(fields))
        }
    }

    /// `variables` are those of the process, `scopes` those of the element itself or of scopes around it, by id.
    private mutating func variables(_ fields: [String: Node]) -> [ScopeVariables] {
        var all: [ScopeVariables] = []
        if let node = fields["variables"], let values = variables(node, "variables") {
            all.append(ScopeVariables(variables: values))
        }
        if let node = fields["scopes"] {
            guard let mapping = node.mapping else {
                reject("scopes is an object of objects", node)
                return all
            }
            for (id, node) in mapping {
                guard let id = string(id, "a scope"), let values = variables(node, "the variables of '\(id)'") else {
                    continue
                }
                all.append(ScopeVariables(scopeID: id, variables: values))
            }
        }
        return all
    }

    private mutating func variables(_ node: Node, _ field: String) -> Variables? {
        guard node.mapping != nil, let text = node.jsonText, let values = try? Variables(parsing: text) else {
            reject("\(field): an object of JSON values", node)
            return nil
        }
        return values
    }

    private mutating func required(_ field: String, _ fields: [String: Node], _ node: Node) -> String? {
        guard let value = fields[field] else {
            reject("'\(field)' is missing", node)
            return nil
        }
        return string(value, field)
    }

    private mutating func key(_ node: Node, _ field: String) -> ElementInstanceKey? {
        guard let text = node.scalar?.string, let key = try? ElementInstanceKey(argument: text) else {
            reject("\(field) is a key, a positive number", node)
            return nil
        }
        return key
    }
}
