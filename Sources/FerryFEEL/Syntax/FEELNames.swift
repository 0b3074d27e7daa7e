/// Names that are no single word (`first name`, `a-b`): where they are known, the longest that stands in the text is
/// the one that is meant. Names of one word need not be known.
package struct FEELNames: Sendable {
    /// A tree of the names' bytes: from a node and a byte to the next node. The root is 0.
    private var edges: [Edge: Int] = [:]
    private var names: [Int: String] = [:]

    private struct Edge: Hashable {
        let node: Int
        let byte: UInt8
    }

    /// Words that go on with an expression; a name that begins with one would tear it apart.
    private static let operators: Set<String> = [
        "and", "or", "in", "between", "instance", "then", "else", "return", "satisfies", "if", "for", "some", "every",
        "function", "not", "true", "false", "null",
    ]

    package init(_ names: some Sequence<String> = []) {
        for name in names { insert(name) }
    }

    package mutating func insert(_ name: String) {
        let bytes = Array(name.utf8)
        var lexer = Lexer(bytes)
        guard let first = lexer.word(), lexer.position < bytes.count, !Self.operators.contains(first) else { return }
        var reader = NameReader(bytes)
        var node = 0
        while let byte = reader.next() {
            let edge = Edge(node: node, byte: byte)
            node = edges[edge] ?? edges.count + 1
            edges[edge] = node
        }
        names[node] = name
    }

    /// The longest known name that begins at `start`, and where it ends.
    func longest(at start: Int, in source: [UInt8]) -> (name: String, end: Int)? {
        guard !edges.isEmpty else { return nil }
        var reader = NameReader(source, from: start)
        var node = 0
        var longest: (String, Int)?
        while let byte = reader.next(), let next = edges[Edge(node: node, byte: byte)] {
            node = next
            if let name = names[node], !reader.isInsideWord { longest = (name, reader.position) }
        }
        return longest
    }
}

/// The names an expression brings in itself, while it is read. A class, because every look ahead copies the lexer.
final class LearnedNames {
    var names = FEELNames()
}

/// The bytes of a name with any white space as one blank.
private struct NameReader {
    private var lexer: Lexer

    init(_ source: [UInt8], from start: Int = 0) {
        lexer = Lexer(source)
        lexer.position = start
    }

    var position: Int { lexer.position }
    var isInsideWord: Bool { lexer.isInsideWord }

    mutating func next() -> UInt8? {
        let before = lexer.position
        guard before < lexer.source.count else { return nil }
        lexer.skipBlanks()
        if lexer.position > before { return 0x20 }
        lexer.position += 1
        return lexer.source[before]
    }
}
