/// The part of an HTTP/1.1 request that a health check needs: its first line.
///
/// Enough for probes and `curl`, nothing more: no bodies, no keep-alive.
struct HTTPRequestHead: Equatable {
    let method: String
    /// Without the query.
    let path: String

    static let bytesMax = 8 << 10

    enum Outcome: Equatable {
        case incomplete
        case malformed
        case whole(HTTPRequestHead)
    }

    static func parse(_ bytes: [UInt8]) -> Outcome {
        guard let end = bytes.firstEndOfHead else { return bytes.count < bytesMax ? .incomplete : .malformed }
        let line = bytes[..<end].prefix { $0 != UInt8(ascii: "\r") }
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, words[2].starts(with: Array("HTTP/1.".utf8)), words[1].first == UInt8(ascii: "/") else {
            return .malformed
        }
        let path = words[1].prefix { $0 != UInt8(ascii: "?") }
        return .whole(
            HTTPRequestHead(
                method: String(decoding: words[0], as: UTF8.self), path: String(decoding: path, as: UTF8.self)))
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
