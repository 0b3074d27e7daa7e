import FerryClient

extension DefinitionReference {
    private static let hashDigitsMin = 8
    private static let hashDigitsMax = 64

    /// Reads `orders` (latest), `orders:2`, `orders@<content hash>`, or a bare key.
    init(argument: String) throws(InputError) {
        if let key = Int64(argument) {
            guard key > 0 else { throw InputError("a definition's key is positive") }
            self = .key(ProcessDefinitionKey(key))
        } else if let at = argument.lastIndex(of: "@") {
            let hash = try Self.contentHash(String(argument[argument.index(after: at)...]))
            self = .contentHash(processID: try Self.processID(argument[..<at]), hash: hash)
        } else if let colon = argument.lastIndex(of: ":") {
            guard let version = Int32(argument[argument.index(after: colon)...]), version > 0 else {
                throw InputError("a version is a number from 1, as in orders:2")
            }
            self = .version(processID: try Self.processID(argument[..<colon]), version: version)
        } else {
            self = .latest(processID: try Self.processID(argument[...]))
        }
    }

    /// Digits of a SHA-256 in lower case.
    static func contentHash(_ digits: String) throws(InputError) -> String {
        let hash = digits.lowercased()
        guard hashDigitsMin...hashDigitsMax ~= hash.utf8.count, hash.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw InputError("a content hash is \(hashDigitsMin) to \(hashDigitsMax) hex digits")
        }
        return hash
    }

    private static func processID(_ text: Substring) throws(InputError) -> String {
        guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
            throw InputError("a definition is ID, ID:VERSION, ID@HASH or a key")
        }
        return String(text)
    }
}
