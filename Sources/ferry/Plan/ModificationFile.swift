import FerryClient
import FerryRehearsal

/// What is to change in an instance, as it stands in a YAML or JSON file; the instance stands on the command line.
struct ModificationFile {
    private var reader: DocumentReader

    static func read(_ text: [UInt8], name: String) throws(InputError) -> ModifyProcessInstance {
        var file = ModificationFile(reader: DocumentReader(fileName: name))
        let changes = file.read(text)
        guard file.reader.problems.isEmpty else {
            throw InputError(file.reader.problems.lines.joined(separator: "\n"))
        }
        return changes
    }

    private mutating func read(_ text: [UInt8]) -> ModifyProcessInstance {
        var changes = ModifyProcessInstance(processInstanceKey: 0)
        guard let root = DocumentParser.parse(text, problems: &reader.problems),
            let fields = reader.fields(root, "a modification", known: Self.modificationFields)
        else { return changes }
        changes.activate = items(fields["activate"], "activate") { $0.activation($1) }
        changes.terminate = items(fields["terminate"], "terminate") { $0.selection($1) }
        changes.move = items(fields["move"], "move") { $0.move($1) }
        return changes
    }

    private static let modificationFields = ["activate", "terminate", "move"]

    private mutating func items<Item>(
        _ node: DocumentNode?, _ field: String, _ read: (inout ModificationFile, DocumentNode) -> Item?
    ) -> [Item] {
        guard let node else { return [] }
        guard let list = node.list else {
            reader.reject("\(field) is a list", node)
            return []
        }
        return list.compactMap { read(&self, $0) }
    }

    private mutating func activation(_ node: DocumentNode) -> ElementActivation? {
        guard let fields = reader.fields(node, "an activation", known: ["element", "in", "variables", "scopes"]),
            let id = required("element", fields, node)
        else { return nil }
        return ElementActivation(
            elementID: id, ancestor: fields["in"].flatMap { key($0, "in") }, variables: variables(fields))
    }

    private mutating func selection(_ node: DocumentNode) -> ElementSelection? {
        guard let fields = reader.fields(node, "a termination", known: ["element", "key"]) else { return nil }
        guard fields.names.count == 1 else {
            reader.reject("a termination has an element or a key", node)
            return nil
        }
        if let given = fields["key"] { return key(given, "key").map { .instance($0) } }
        return required("element", fields, node).map { .element($0) }
    }

    private mutating func move(_ node: DocumentNode) -> ElementMove? {
        guard let fields = reader.fields(node, "a move", known: ["from", "key", "to", "in", "variables", "scopes"]),
            let target = required("to", fields, node)
        else { return nil }
        let source: ElementSelection?
        switch (fields["from"], fields["key"]) {
        case (let from?, nil): source = reader.string(from, "from").map { .element($0) }
        case (nil, let given?): source = key(given, "key").map { .instance($0) }
        default:
            reader.reject("a move has one of from and key", node)
            source = nil
        }
        let ancestor = fields["in"].flatMap { key($0, "in") }.map { ElementMove.Ancestor.instance($0) }
        return source.map {
            ElementMove(source: $0, target: target, ancestor: ancestor ?? .inferred, variables: variables(fields))
        }
    }

    /// `variables` are those of the process, `scopes` those of the element itself or of scopes around it, by id.
    private mutating func variables(_ fields: Fields) -> [ScopeVariables] {
        var all: [ScopeVariables] = []
        if let node = fields["variables"], let values = variables(node, "variables") {
            all.append(ScopeVariables(variables: values))
        }
        if let node = fields["scopes"] {
            guard let scopes = node.fields else {
                reader.reject("scopes is an object of objects", node)
                return all
            }
            for scope in scopes {
                guard let values = variables(scope.value, "the variables of '\(scope.name)'") else { continue }
                all.append(ScopeVariables(scopeID: scope.name, variables: values))
            }
        }
        return all
    }

    private mutating func variables(_ node: DocumentNode, _ field: String) -> Variables? {
        guard let values = node.variables else {
            reader.reject("\(field): an object of JSON values", node)
            return nil
        }
        return values
    }

    private mutating func required(_ field: String, _ fields: Fields, _ node: DocumentNode) -> String? {
        guard let value = fields[field] else {
            reader.reject("'\(field)' is missing", node)
            return nil
        }
        return reader.string(value, field)
    }

    private mutating func key(_ node: DocumentNode, _ field: String) -> ElementInstanceKey? {
        guard let text = node.text, let key = try? ElementInstanceKey(argument: text) else {
            reader.reject("\(field) is a key, a positive number", node)
            return nil
        }
        return key
    }
}
