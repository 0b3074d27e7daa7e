package import FerryModel

/// Text that does not say what it should, and what it should be.
package struct UnreadableText: Error, Hashable, CustomStringConvertible {
    package let description: String
}

extension DefinitionReference {
    private static let hashDigitsMin = 8
    private static let hashDigitsMax = 64

    /// Reads `orders` (latest), `orders:2`, `orders@<content hash>`, or a bare key.
    package init(text: String) throws(UnreadableText) {
        if let key = Int64(text) {
            guard key > 0 else { throw UnreadableText(description: "a definition's key is positive") }
            self = .key(ProcessDefinitionKey(key))
        } else if let at = text.lastIndex(of: "@") {
            let hash = try Self.contentHash(String(text[text.index(after: at)...]))
            self = .contentHash(processID: try Self.processID(text[..<at]), hash: hash)
        } else if let colon = text.lastIndex(of: ":") {
            guard let version = Int32(text[text.index(after: colon)...]), version > 0 else {
                throw UnreadableText(description: "a version is a number from 1, as in orders:2")
            }
            self = .version(processID: try Self.processID(text[..<colon]), version: version)
        } else {
            self = .latest(processID: try Self.processID(text[...]))
        }
    }

    /// Digits of a SHA-256 in lower case.
    static func contentHash(_ digits: String) throws(UnreadableText) -> String {
        let hash = digits.lowercased()
        guard hashDigitsMin...hashDigitsMax ~= hash.utf8.count, hash.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw UnreadableText(description: "a content hash is \(hashDigitsMin) to \(hashDigitsMax) hex digits")
        }
        return hash
    }

    private static func processID(_ text: Substring) throws(UnreadableText) -> String {
        guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
            throw UnreadableText(description: "a definition is ID, ID:VERSION, ID@HASH or a key")
        }
        return String(text)
    }
}
