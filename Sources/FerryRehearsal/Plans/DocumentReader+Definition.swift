import FerryModel

extension DocumentReader {
    private static let definitionFields = ["process", "version", "hash", "key", "latest"]

    /// `{process, version}`, `{process, hash}`, `{process}`, `{latest: {process}}`, `{key}`, or what the command line
    /// takes: `order:2`.
    mutating func definition(_ node: DocumentNode, _ field: String) -> DefinitionReference? {
        if case .text(let text, _) = node.content {
            do throws(UnreadableText) {
                return try DefinitionReference(text: text)
            } catch {
                reject("\(field): \(error)", node)
                return nil
            }
        }
        guard let fields = fields(node, field, known: Self.definitionFields) else { return nil }
        switch fields.names.sorted() {
        case ["key"]: return fields["key"].flatMap { key($0, field) }
        case ["latest"]: return fields["latest"].flatMap { latest($0, field) }
        case ["process"]: return process(fields).map { .latest(processID: $0) }
        case ["process", "version"]:
            guard let process = process(fields), let version = fields["version"].flatMap({ version($0, field) }) else {
                return nil
            }
            return .version(processID: process, version: version)
        case ["hash", "process"]:
            guard let process = process(fields), let hash = fields["hash"].flatMap({ hash($0, field) }) else {
                return nil
            }
            return .contentHash(processID: process, hash: hash)
        default:
            reject("\(field) is {process, version}, {process, hash}, {latest: {process}} or {key}", node)
            return nil
        }
    }

    private mutating func process(_ fields: Fields) -> String? {
        fields["process"].flatMap { string($0, "process") }
    }

    private mutating func latest(_ node: DocumentNode, _ field: String) -> DefinitionReference? {
        guard let fields = fields(node, "\(field).latest", known: ["process"]) else { return nil }
        guard let process = process(fields) else {
            if !fields.has("process") { reject("\(field).latest needs 'process'", node) }
            return nil
        }
        return .latest(processID: process)
    }

    /// Also in quotes: tools that write JSON put keys in strings.
    private mutating func key(_ node: DocumentNode, _ field: String) -> DefinitionReference? {
        guard let number = node.text.flatMap({ Int64($0) }), number > 0 else {
            reject("\(field).key is a positive number", node)
            return nil
        }
        return .key(ProcessDefinitionKey(number))
    }

    private mutating func version(_ node: DocumentNode, _ field: String) -> Int32? {
        guard !node.isString, let number = node.text.flatMap({ Int32($0) }), number > 0 else {
            reject("\(field).version is a number from 1", node)
            return nil
        }
        return number
    }

    /// The digits as they stand in the file, for YAML would read some hashes as numbers.
    private mutating func hash(_ node: DocumentNode, _ field: String) -> String? {
        do throws(UnreadableText) {
            return try DefinitionReference.contentHash(node.text ?? "")
        } catch {
            reject("\(field).hash: \(error)", node)
            return nil
        }
    }
}
