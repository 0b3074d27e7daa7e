import CFerryProto
import CProtobufC
import FerryModel

/// Turns messages into frames: a 4-byte big-endian length, then the body.
///
/// It keeps the memory that packing takes, so one encoder serves many frames; it belongs to one thread at a time.
package final class FrameEncoder {
    private let writer = FieldWriter()

    package init() {}

    /// Appends a client's frame. Throws, leaving the buffer as it was, when it is longer than the server accepts.
    package func append(
        _ message: ClientMessage, to buffer: inout [UInt8],
        frameBytesMax: Int = FrameLimits.standard.frameBytesMax
    ) throws(WireError) {
        if let envelope = message.envelopeOfEmptyBody {
            _ = envelope.append(to: &buffer, ifAtMost: .max)
            return
        }
        defer { writer.reset() }
        let frame = unsafe writer.frame(message)
        let envelope = unsafe FrameEnvelope(
            requestID: frame.request_id, timeoutMilliseconds: frame.timeout_milliseconds,
            idempotencyKey: frame.idempotency_key, field: frame.body_case.rawValue, body: frame.ping)
        let size = envelope.append(to: &buffer, ifAtMost: frameBytesMax)
        guard size > frameBytesMax else { return }
        throw WireError(
            .invalidArgument, "the call takes \(size) bytes; the server accepts \(frameBytesMax)",
            reasons: [
                Reason(
                    code: "FRAME_TOO_LONG", expected: "at most \(frameBytesMax) bytes", found: "\(size) bytes",
                    hint: "split the call, or raise the server's limit")
            ],
            requestID: unsafe frame.request_id)
    }

    /// Appends a server's frame. What is longer than the client accepts goes out as a status that says so; the answer is
    /// false then.
    @discardableResult
    package func append(
        _ message: ServerMessage, to buffer: inout [UInt8],
        frameBytesMax: Int = FrameLimits.standard.frameBytesMax
    ) -> Bool {
        if let envelope = message.envelopeOfEmptyBody {
            _ = envelope.append(to: &buffer, ifAtMost: .max)
            return true
        }
        defer { writer.reset() }
        let frame = unsafe writer.frame(message)
        let envelope = unsafe FrameEnvelope(
            requestID: frame.request_id, field: frame.body_case.rawValue, body: frame.ping)
        let size = envelope.append(to: &buffer, ifAtMost: frameBytesMax)
        guard size > frameBytesMax else { return true }
        append(message.shortened(from: size, to: frameBytesMax), to: &buffer, frameBytesMax: frameBytesMax)
        return false
    }
}

extension ServerMessage {
    /// A status in place of this message, which took `size` bytes where `sizeMax` are allowed.
    fileprivate func shortened(from size: Int, to sizeMax: Int) -> ServerMessage {
        switch self {
        case .status(let requestID, let code, let message, let reasons) where !reasons.isEmpty:
            // Halves until it fits: the first reasons are as good as any.
            .status(
                requestID: requestID, code, message: String(message.prefix(200)),
                reasons: Array(reasons.prefix(reasons.count / 2)))
        case .status(let requestID, let code, let message, _):
            .status(requestID: requestID, code, message: String(message.prefix(200)))
        case .answer(let requestID, _):
            .status(
                requestID: requestID, .resourceExhausted,
                message: "the answer takes \(size) bytes; this client accepts \(sizeMax)",
                reasons: [
                    Reason(
                        code: "FRAME_TOO_LONG", expected: "at most \(sizeMax) bytes", found: "\(size) bytes",
                        hint: "ask for less at a time, or raise the client's frame_bytes_max")
                ])
        case .welcome, .keepAlive, .goAway:
            preconditionFailure("a frame without free text is never longer than the smallest limit")
        }
    }
}
