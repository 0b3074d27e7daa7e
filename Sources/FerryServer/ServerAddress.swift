/// Where a server can be reached, once it listens.
package struct ServerAddress: Hashable, Sendable {
    package let host: String
    package let port: Int
    /// The port of the admin HTTP listener; nil when it is off.
    package let adminPort: Int?

    /// `HOST:PORT` for clients.
    package var text: String { Self.text(host, port) }

    /// `HOST:PORT` of the admin HTTP listener.
    package var adminText: String? { adminPort.map { Self.text(host, $0) } }

    /// An IPv6 address gets brackets, so that its port can be told from it.
    static func text(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
