package import FerryModel

/// What a client sends.
package enum ClientMessage: Hashable, Sendable {
    case hello(Hello)
    /// `timeoutMilliseconds` is how long the caller waits, 0 for ever.
    case call(requestID: UInt64, Call, timeoutMilliseconds: Int64 = 0, idempotencyKey: [UInt8] = [])
    case cancel(requestID: UInt64)
    case keepAlive(requestID: UInt64)
    /// The stream of jobs with this id may be sent so many more.
    case grant(requestID: UInt64, jobs: Int32)
}

/// Opens a connection.
package struct Hello: Hashable, Sendable {
    package var protocolVersion: UInt32
    /// For people, for example `ferry/0.1.0`.
    package var clientName: String
    /// Proves who is calling; empty for nobody in particular.
    package var token: [UInt8]
    /// The longest frame body the client accepts.
    package var frameBytesMax: Int

    /// The version this module speaks.
    package static let currentProtocolVersion: UInt32 = 1

    package init(
        protocolVersion: UInt32 = Hello.currentProtocolVersion, clientName: String, token: [UInt8] = [],
        frameBytesMax: Int = FrameLimits.standard.frameBytesMax
    ) {
        self.protocolVersion = protocolVersion
        self.clientName = clientName
        self.token = token
        self.frameBytesMax = frameBytesMax
    }
}
