import Yams

/// Reads a YAML or JSON document into nodes, within limits that keep a hostile file harmless.
package enum DocumentParser {
    package static let bytesMax = 4 << 20
    package static let depthMax = 64
    package static let nodesMax = 300_000
    /// Yams descends recursively: what begins deeper than this is refused before it is asked.
    private static let nestingMax = 256

    /// Nil, and problems, when it cannot be read.
    package static func parse(_ bytes: [UInt8], problems: inout ProblemList) -> DocumentNode? {
        guard bytes.count <= bytesMax else {
            problems.add("the file has \(bytes.count) bytes; at most \(bytesMax) are read", line: 0)
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            problems.add("the file is not UTF-8", line: 0)
            return nil
        }
        if let line = lineOfDeepNesting(bytes) {
            problems.add("nested too deep; \(depthMax) levels are read", line: line)
            return nil
        }
        if let line = lineOfAlias(bytes) {
            problems.add(
                "anchors and aliases are not read: write it out, or name it where the format has names", line: line)
            return nil
        }
        do {
            guard let root = try Yams.compose(yaml: text) else {
                problems.add("the file is empty", line: 0)
                return nil
            }
            var conversion = Conversion()
            return try conversion.node(root, depth: 0)
        } catch {
            problems.add(error)
            return nil
        }
    }

    /// Each level of nesting needs an open bracket, or a column before the first word of a line.
    private static func lineOfDeepNesting(_ bytes: [UInt8]) -> Int? {
        let (newline, openers, closers) = (UInt8(ascii: "\n"), "[{".utf8.map(\.self), "]}".utf8.map(\.self))
        var (line, brackets, margin, isMargin) = (1, 0, 0, true)
        for byte in bytes {
            if byte == newline {
                (line, margin, isMargin) = (line + 1, 0, true)
                continue
            }
            if isMargin, " -?:\t".utf8.contains(byte) { margin += 1 } else { isMargin = false }
            if openers.contains(byte) {
                brackets += 1
            } else if closers.contains(byte) {
                brackets = max(0, brackets - 1)
            }
            if brackets > nestingMax || margin > nestingMax { return line }
        }
        return nil
    }

    /// Where `*name` refers to an earlier `&name`: a few such lines can stand for more values than there is memory, and
    /// as the names of fields they are all looked at while the document is composed.
    private static func lineOfAlias(_ bytes: [UInt8]) -> Int? {
        var anchors: Set<ArraySlice<UInt8>> = []
        var line = 1
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") else { continue }
            let name = bytes[(index + 1)...].prefix { isOfName($0) }
            if name.isEmpty { continue }
            if byte == UInt8(ascii: "&") { anchors.insert(name) } else if anchors.contains(name) { return line }
        }
        return nil
    }

    /// What libyaml lets into the name of an anchor: whatever else follows ends it.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private struct Conversion {
        private var count = 0

        mutating func node(_ node: Node, depth: Int) throws(LimitExceeded) -> DocumentNode {
            let line = node.mark?.line ?? 0
            count += 1
            guard count <= nodesMax else { throw LimitExceeded(text: "more than \(nodesMax) values", line: line) }
            guard depth <= depthMax else {
                throw LimitExceeded(text: "nested too deep; \(depthMax) levels are read", line: line)
            }
            switch node {
            case .scalar(let scalar):
                return DocumentNode(.text(scalar.string, isPlain: scalar.style == .plain), line: line)
            case .sequence(let sequence):
                var nodes: [DocumentNode] = []
                for element in sequence { nodes.append(try self.node(element, depth: depth + 1)) }
                return DocumentNode(.list(nodes), line: line)
            case .mapping(let mapping):
                var fields: [DocumentNode.Field] = []
                for (key, value) in mapping {
                    let keyLine = key.mark?.line ?? line
                    guard let name = key.scalar?.string else {
                        throw LimitExceeded(text: "the name of a field is text", line: keyLine)
                    }
                    let value = try self.node(value, depth: depth + 1)
                    fields.append(DocumentNode.Field(name: name, line: keyLine, value: value))
                }
                return DocumentNode(.fields(fields), line: line)
            case .alias: throw LimitExceeded(text: "an alias of something that is not there", line: line)
            }
        }
    }
}

/// A document that is larger than scenarios are.
struct LimitExceeded: Error {
    let text: String
    let line: Int
}
