/// Where a server can be reached, once it listens.
package struct ServerAddress: Hashable, Sendable {
    package let host: String
    package let port: Int
    /// The port of the admin HTTP listener; nil when it is off.
    package let adminPort: Int?
}
