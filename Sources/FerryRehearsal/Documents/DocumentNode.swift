/// A piece of a YAML or JSON document, and the line where it begins.
package struct DocumentNode: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// Plain text may stand for a number, a boolean or null; quoted text stands for itself.
        case text(String, isPlain: Bool)
        case list([DocumentNode])
        case fields([Field])
    }

    package struct Field: Hashable, Sendable {
        package var name: String
        package var line: Int
        package var value: DocumentNode
    }

    package var content: Content
    package var line: Int

    package init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    package static func text(_ text: String, line: Int) -> DocumentNode {
        DocumentNode(.text(text, isPlain: false), line: line)
    }

    package var list: [DocumentNode]? {
        if case .list(let nodes) = content { nodes } else { nil }
    }

    package var fields: [Field]? {
        if case .fields(let fields) = content { fields } else { nil }
    }

    package subscript(name: String) -> DocumentNode? { fields?.first { $0.name == name }?.value }

    /// Text as it stands in the file, whatever it may mean; nil for null.
    package var text: String? {
        guard case .text(let text, _) = content, !isNull else { return nil }
        return text
    }

    package var isNull: Bool {
        if case .text(let text, isPlain: true) = content { ["", "~", "null"].contains(text) } else { false }
    }

    package var flag: Bool? {
        guard case .text(let text, isPlain: true) = content else { return nil }
        return text == "true" ? true : text == "false" ? false : nil
    }
}
