import FerryClient
import NIOCore
import NIOPosix

/// One HTTP request to a broker's admin port, and its answer.
struct AdminRequest {
    /// `HOST:PORT`.
    let address: String
    /// Path and query.
    let target: String
    /// Empty for none.
    let token: String

    struct Answer: Equatable {
        let status: Int
        /// Without the line's end.
        let text: String

        /// nil: this is no answer of HTTP/1.1.
        init?(parsing bytes: [UInt8]) {
            let text = String(decoding: bytes, as: UTF8.self)
            guard text.hasPrefix("HTTP/1."), let head = text.firstRange(of: "\r\n\r\n"),
                let status = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
            else { return nil }
            self.status = status
            self.text = text[head.upperBound...].split(whereSeparator: \.isNewline).joined(separator: "\n")
        }
    }

    func post() async throws -> Answer {
        guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]),
            (1...65_535).contains(port)
        else { throw InputError("'\(address)' is not an address: HOST:PORT is needed") }
        let bytes: [UInt8]
        do {
            bytes = try await exchange(String(address[..<colon]), port)
        } catch {
            throw Rejection(.unavailable, "the admin port at \(address) is out of reach: \(error)")
        }
        guard let answer = Answer(parsing: bytes) else {
            throw Rejection(.unavailable, "the admin port at \(address) gave no whole answer; look before repeating")
        }
        return answer
    }

    private func exchange(_ host: String, _ port: Int) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            let authorization = token.isEmpty ? "" : "Authorization: Bearer \(token)\r\n"
            try await outbound.write(
                ByteBuffer(
                    string: "POST \(target) HTTP/1.1\r\nHost: \(address)\r\n\(authorization)Content-Length: 0\r\n\r\n"))
            var bytes: [UInt8] = []
            for try await part in inbound { bytes += part.readableBytesView }
            return bytes
        }
    }
}
