import FerryRehearsal
import Foundation
import Testing

@testable import ferry

/// The published schema of plan files says what the reader takes.
@Suite struct PlanSchemaTests {
    static let good = [
        #"{}"#,
        #"{"target": "order:2"}"#,
        #"{"target": {"process": "order", "version": 2}, "source": {"process": "order", "hash": "0123abcd"}}"#,
        #"{"target": {"latest": {"process": "order"}}, "source": {"key": 7}}"#,
        #"{"target": {"process": "order"}, "source": {"key": "4503599627370497"}}"#,
        #"{"mode": "adaptive", "auto-map": "equal", "instructions": []}"#,
        #"{"instructions": [{"from": "a", "to": "b"}]}"#,
        #"{"instructions": [{"from": "a", "to": "b", "trigger": "update", "timer": "restart", "job": "recreate"}]}"#,
        #"{"variables": [{"set": "a", "value": null}, {"set": "a", "value": {"b": [1, true]}, "scope": "s"}]}"#,
        #"{"variables": [{"set": "a", "expression": "b + 1"}, {"remove": "a"}, {"rename": "a", "to": "b"}]}"#,
        #"{"unmapped-compensation": "drop", "skip-listeners": true, "skip-io-mappings": false}"#,
    ]
    static let bad = [
        #"[]"#, #""order:2""#, #"{"targets": "order:2"}"#, #"{"target": ""}"#, #"{"target": []}"#,
        #"{"target": {"process": "order", "version": 0}}"#, #"{"target": {"process": "order", "version": "2"}}"#,
        #"{"target": {"process": "order", "version": 2, "hash": "0123abcd"}}"#, #"{"target": {"version": 2}}"#,
        #"{"target": {"process": "order", "hash": "0123"}}"#, #"{"target": {"process": ""}}"#,
        #"{"target": {"process": 7}}"#, #"{"target": {"key": 0}}"#, #"{"target": {"key": "x"}}"#,
        #"{"target": {"latest": {}}}"#, #"{"target": {"latest": "order"}}"#, #"{"mode": "lax"}"#,
        #"{"mode": true}"#, #"{"auto-map": "all"}"#, #"{"instructions": {"from": "a", "to": "b"}}"#,
        #"{"instructions": ["a"]}"#, #"{"instructions": [{"from": "a"}]}"#,
        #"{"instructions": [{"from": "a", "to": 1}]}"#, #"{"instructions": [{"from": "a", "to": ""}]}"#,
        #"{"instructions": [{"from": "a", "to": "b", "timer": "later"}]}"#,
        #"{"instructions": [{"from": "a", "to": "b", "when": "x"}]}"#, #"{"variables": {"a": 1}}"#,
        #"{"variables": [{"set": "a"}]}"#, #"{"variables": [{"set": "a", "value": 1, "expression": "b"}]}"#,
        #"{"variables": [{"remove": "a", "value": 1}]}"#, #"{"variables": [{"remove": ""}]}"#,
        #"{"variables": [{"rename": "a"}]}"#, #"{"variables": [{"remove": "a", "scope": 7}]}"#,
        #"{"unmapped-compensation": true}"#, #"{"skip-listeners": "true"}"#, #"{"skip-io-mappings": 1}"#,
    ]

    @Test(arguments: good) func bothTakeAGoodFile(text: String) throws {
        #expect(throws: Never.self) { try PlanFile(reading: Array(text.utf8), name: "plan.json") }
        #expect(try Self.schema().admits(try Document(text)))
    }

    @Test(arguments: bad) func bothRefuseABadFile(text: String) throws {
        #expect(throws: InputError.self) { try PlanFile(reading: Array(text.utf8), name: "plan.json") }
        #expect(!(try Self.schema().admits(try Document(text))))
    }

    @Test func itNamesTheFieldsOfTheReader() throws {
        let schema = try Self.schema().root

        #expect(schema["properties"]?.names == DocumentReader.planFields.sorted())
        #expect(schema["$defs"]?["instruction"]?["properties"]?.names == DocumentReader.instructionFields.sorted())
        let changes = schema["$defs"]?["variable"]?["oneOf"]?.items ?? []
        #expect(Set(changes.flatMap { $0["properties"]?.names ?? [] }) == Set(DocumentReader.variableFields))
    }

    private static func schema() throws -> Schema {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Examples/plan.schema.json")
        return Schema(root: try Document(try String(contentsOf: file, encoding: .utf8)))
    }
}

/// A JSON document.
private enum Document: Decodable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([Document])
    case object([String: Document])

    init(_ text: String) throws { self = try JSONDecoder().decode(Document.self, from: Data(text.utf8)) }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let items = try? value.decode([Document].self) {
            self = .array(items)
        } else {
            self = .object(try value.decode([String: Document].self))
        }
    }

    subscript(name: String) -> Document? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    var names: [String]? {
        if case .object(let fields) = self { fields.keys.sorted() } else { nil }
    }

    var items: [Document]? {
        if case .array(let items) = self { items } else { nil }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

/// As much of JSON Schema as the schema of plan files uses.
private struct Schema {
    let root: Document

    func admits(_ document: Document) -> Bool { admits(document, root) }

    private func admits(_ document: Document, _ schema: Document) -> Bool {
        if let name = schema["$ref"]?.text?.split(separator: "/").last {
            return root["$defs"]?[String(name)].map { admits(document, $0) } ?? false
        }
        if let type = schema["type"]?.text, !hasType(document, type) { return false }
        if let values = schema["enum"]?.items, !values.contains(document) { return false }
        if let choices = schema["oneOf"]?.items, choices.count(where: { admits(document, $0) }) != 1 { return false }
        switch document {
        case .string(let text):
            if case .number(let length)? = schema["minLength"], Double(text.count) < length { return false }
            if let pattern = schema["pattern"]?.text, let regex = try? Regex(pattern) {
                return text.firstMatch(of: regex) != nil
            }
        case .number(let number):
            if case .number(let minimum)? = schema["minimum"], number < minimum { return false }
        case .array(let items):
            if let item = schema["items"] { return items.allSatisfy { admits($0, item) } }
        case .object(let fields):
            let required = schema["required"]?.items?.compactMap(\.text) ?? []
            guard required.allSatisfy({ fields[$0] != nil }) else { return false }
            return fields.allSatisfy { name, value in
                guard let known = schema["properties"]?[name] else {
                    return schema["additionalProperties"] != .bool(false)
                }
                return admits(value, known)
            }
        case .null, .bool: break
        }
        return true
    }

    private func hasType(_ document: Document, _ type: String) -> Bool {
        switch (type, document) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("null", .null): true
        case ("integer", .number(let number)): number == number.rounded()
        case ("number", .number): true
        default: false
        }
    }
}
