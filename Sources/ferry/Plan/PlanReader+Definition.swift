import FerryClient
import Yams

extension PlanReader {
    private static let definitionFields = ["process", "version", "hash", "key", "latest"]

    /// `{process, version}`, `{process, hash}`, `{process}`, `{latest: {process}}`, `{key}`, or what the command line
    /// takes: `order:2`.
    mutating func definition(_ node: Node, _ field: String) -> DefinitionReference? {
        if let text = node.scalar?.string {
            do {
                return try DefinitionReference(argument: text)
            } catch {
                reject("\(field): \(error)", node)
                return nil
            }
        }
        guard let fields = fields(of: node, field, known: Self.definitionFields) else { return nil }
        switch fields.keys.sorted() {
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

    private mutating func process(_ fields: [String: Node]) -> String? {
        fields["process"].flatMap { string($0, "process") }
    }

    private mutating func latest(_ node: Node, _ field: String) -> DefinitionReference? {
        guard let fields = fields(of: node, "\(field).latest", known: ["process"]) else { return nil }
        guard let process = process(fields) else {
            if fields["process"] == nil { reject("\(field).latest needs 'process'", node) }
            return nil
        }
        return .latest(processID: process)
    }

    /// Also in quotes: tools that write JSON put keys in strings.
    private mutating func key(_ node: Node, _ field: String) -> DefinitionReference? {
        guard let text = node.scalar?.string, let number = Int64(text), number > 0 else {
            reject("\(field).key is a positive number", node)
            return nil
        }
        return .key(ProcessDefinitionKey(number))
    }

    private mutating func version(_ node: Node, _ field: String) -> Int32? {
        guard node.tag == Tag(.int), let number = node.int.flatMap({ Int32(exactly: $0) }), number > 0 else {
            reject("\(field).version is a number from 1", node)
            return nil
        }
        return number
    }

    /// The digits as they stand in the file, for YAML would read some hashes as numbers.
    private mutating func hash(_ node: Node, _ field: String) -> String? {
        do {
            return try DefinitionReference.contentHash(node.scalar?.string ?? "")
        } catch {
            reject("\(field).hash: \(error)", node)
            return nil
        }
    }
}
