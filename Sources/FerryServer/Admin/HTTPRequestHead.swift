/// The part of an HTTP/1.1 request that the admin port needs: its first line and its header fields.
///
/// Enough for probes, scrapers and `curl`, nothing more: no bodies, no keep-alive.
struct HTTPRequestHead: Equatable {
    let method: String
    /// Without the query.
    let path: String
    /// What stands behind the question mark; empty when nothing does.
    var query = ""
    /// Names in lower case.
    var fields: [String: String] = [:]

    static let bytesMax = 8 << 10

    enum Outcome: Equatable {
        case incomplete
        case malformed
        case whole(HTTPRequestHead)
    }

    static func parse(_ bytes: [UInt8]) -> Outcome {
        guard let end = bytes.firstEndOfHead else { return bytes.count < bytesMax ? .incomplete : .malformed }
        // Splitting characters would not do: a line end is one character to Swift.
        let lines = bytes[..<end].split(separator: UInt8(ascii: "\n")).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
        let words = (lines.first ?? []).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, words[2].starts(with: Array("HTTP/1.".utf8)), words[1].first == UInt8(ascii: "/") else {
            return .malformed
        }
        let target = words[1].split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        var head = HTTPRequestHead(
            method: String(decoding: words[0], as: UTF8.self), path: String(decoding: target[0], as: UTF8.self))
        if target.count == 2 { head.query = String(decoding: target[1], as: UTF8.self) }
        for line in lines.dropFirst() {
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return .malformed }
            head.fields[String(decoding: parts[0], as: UTF8.self).lowercased()] = String(
                decoding: parts[1].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        }
        return .whole(head)
    }

    /// The value of a query parameter, as it stands; what is escaped stays so.
    func parameter(_ name: String) -> String? {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == name { return String(parts[1]) }
        }
        return nil
    }
}

extension [UInt8] {
    /// Where the empty line behind the header fields begins.
    fileprivate var firstEndOfHead: Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard count >= mark.count else { return nil }
        return (0...(count - mark.count)).first { self[$0..<($0 + mark.count)].elementsEqual(mark) }
    }
}
