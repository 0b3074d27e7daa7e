package import FerryModel

/// What a server sends.
package enum ServerMessage: Hashable, Sendable {
    case welcome(Welcome)
    /// The answer of a call, or one message of a stream.
    case answer(requestID: UInt64, Answer)
    /// A call failed, or its stream ended (`ok` when complete). With request id 0 the connection closes next.
    case status(requestID: UInt64, StatusCode, message: String = "", reasons: [Reason] = [])
    case keepAlive(requestID: UInt64)
    case goAway(GoAway)

    /// The status that carries a rejection.
    package static func rejection(requestID: UInt64, _ rejection: Rejection) -> ServerMessage {
        .status(requestID: requestID, rejection.code, message: rejection.message, reasons: rejection.reasons)
    }
}

/// Answers a `Hello`: the connection is open.
package struct Welcome: Hashable, Sendable {
    package var protocolVersion: UInt32
    package var serverVersion: String
    package var clusterID: String
    /// The longest frame body the server accepts.
    package var frameBytesMax: Int
    package var callsInFlightMax: Int
    /// Partitions are numbered from 1 to this.
    package var partitionCount: Int

    package init(
        protocolVersion: UInt32 = Hello.currentProtocolVersion, serverVersion: String, clusterID: String,
        frameBytesMax: Int = FrameLimits.standard.frameBytesMax, callsInFlightMax: Int, partitionCount: Int
    ) {
        self.protocolVersion = protocolVersion
        self.serverVersion = serverVersion
        self.clusterID = clusterID
        self.frameBytesMax = frameBytesMax
        self.callsInFlightMax = callsInFlightMax
        self.partitionCount = partitionCount
    }
}

/// No new calls on this connection; those in flight are still answered, then it closes.
package struct GoAway: Hashable, Sendable {
    /// For people.
    package var message: String
    /// How long the calls in flight have.
    package var drainMilliseconds: Int64

    package init(message: String, drainMilliseconds: Int64) {
        self.message = message
        self.drainMilliseconds = drainMilliseconds
    }
}
