import FerryModel

// Bodies without a field travel most: pings, and the answer of every command that has nothing to say. There is nothing
// in them for protobuf-c to unpack or pack.

extension ClientMessage {
    /// nil: the body has to be read.
    init?(emptyBody scan: FrameScan) {
        guard scan.bodyBytes.isEmpty, scan.body == FrameScan.ping,
            scan.idempotencyKey.isEmpty, scan.timeoutMilliseconds >= 0
        else { return nil }
        self = .call(requestID: scan.requestID, .ping(Ping()), timeoutMilliseconds: scan.timeoutMilliseconds)
    }

    /// nil: there is more to write.
    var envelopeOfEmptyBody: FrameEnvelope? {
        guard case .call(let requestID, .ping(let ping), let timeoutMilliseconds, let idempotencyKey) = self,
            ping.payload.isEmpty, idempotencyKey.isEmpty
        else { return nil }
        return FrameEnvelope(
            requestID: requestID, timeoutMilliseconds: timeoutMilliseconds,
            emptyField: FrameScan.ping)
    }
}

extension ServerMessage {
    init?(emptyBody scan: FrameScan) {
        guard scan.bodyBytes.isEmpty else { return nil }
        switch scan.body {
        case FrameScan.done: self = .answer(requestID: scan.requestID, .done)
        case FrameScan.ping:
            self = .answer(requestID: scan.requestID, .ping(Ping()))
        default: return nil
        }
    }

    var envelopeOfEmptyBody: FrameEnvelope? {
        switch self {
        case .answer(let requestID, .done):
            FrameEnvelope(requestID: requestID, emptyField: FrameScan.done)
        case .answer(let requestID, .ping(let ping)) where ping.payload.isEmpty:
            FrameEnvelope(requestID: requestID, emptyField: FrameScan.ping)
        default: nil
        }
    }
}
