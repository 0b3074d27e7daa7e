import Yams

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

    /// Text that YAML takes for text: quoted, or plain and no number, truth value, null or date.
    var isString: Bool {
        guard case .text(let text, let isPlain) = content else { return false }
        return !isPlain || Node(text, .implicit, .plain).tag == Tag(.str)
    }

    /// False where something stands that YAML takes for another thing than JSON can say, such as `yes` or `0x1F`.
    var isJSON: Bool {
        switch content {
        case .text(let text, _): isNull || isString || Self.isLiteral(text)
        case .list(let nodes): nodes.allSatisfy(\.isJSON)
        case .fields(let fields): fields.allSatisfy(\.value.isJSON)
        }
    }

    package var flag: Bool? {
        guard case .text(let text, isPlain: true) = content else { return nil }
        return text == "true" ? true : text == "false" ? false : nil
    }
}
