import CFerryProto
import CProtobufC
import FerryModel

/// Turns frame bodies into messages, one at a time.
///
/// Whatever the bytes are, it answers a message or a `WireError`. It keeps the memory that unpacking takes, so one
/// decoder serves many frames; it belongs to one thread at a time.
package final class FrameDecoder {
    private var arena: Arena

    package init(limits: FrameLimits = .standard) { arena = Arena(bytesMax: limits.arenaBytesMax) }

    /// Reads what a client sent.
    package func decodeClientFrame(_ body: RawSpan) throws(WireError) -> ClientMessage {
        guard let scan = FrameScan(body, bodies: FrameScan.clientBodies) else {
            throw WireError(.invalidArgument, "the frame is not a ClientFrame")
        }
        guard scan.requestID != 0 || scan.body == 4 else {
            throw WireError(.invalidArgument, "a frame needs a request_id other than 0")
        }
        try Self.checkBody(scan)
        defer { arena.reset() }
        let frame = try unsafe unpack(body, scan.requestID, by: ferry__client__v1__client_frame__unpack)
        var reader = FieldReader()
        let message = unsafe reader.clientMessage(frame.pointee)
        guard reader.reasons.isEmpty, let message else {
            throw WireError(
                .invalidArgument, "the call cannot be read as it is: see the fields named", reasons: reader.reasons,
                requestID: scan.requestID)
        }
        return message
    }

    /// Reads what a server sent. A fault here is the server's, so its code is `internal`.
    package func decodeServerFrame(_ body: RawSpan) throws(WireError) -> ServerMessage {
        do throws(WireError) {
            guard let scan = FrameScan(body, bodies: FrameScan.serverBodies) else {
                throw WireError(.internal, "the frame is not a ServerFrame")
            }
            try Self.checkBody(scan)
            defer { arena.reset() }
            let frame = try unsafe unpack(body, scan.requestID, by: ferry__client__v1__server_frame__unpack)
            var reader = FieldReader()
            let message = unsafe reader.serverMessage(frame.pointee)
            guard reader.reasons.isEmpty, let message else {
                throw WireError(
                    .internal, "the answer cannot be read as it is: see the fields named", reasons: reader.reasons,
                    requestID: scan.requestID)
            }
            return message
        } catch {
            var error = error
            if error.code == .invalidArgument { error.code = .internal }
            throw error
        }
    }

    private static func checkBody(_ scan: FrameScan) throws(WireError) {
        if scan.hasSeveralBodies {
            throw WireError(.invalidArgument, "the frame holds more than one body", requestID: scan.requestID)
        }
        guard scan.body == nil else { return }
        guard let field = scan.unknownField else {
            throw WireError(.unimplemented, "the frame holds no body", requestID: scan.requestID)
        }
        throw WireError(
            .unimplemented, "body field \(field) is not known here",
            reasons: [
                Reason(
                    code: "UNKNOWN_CALL", elementID: "body", expected: "a body known here", found: "field \(field)",
                    hint: "the other side speaks a newer version of the protocol")
            ],
            requestID: scan.requestID)
    }

    /// The unpacked frame, valid until the arena is reset.
    private func unpack<Frame>(
        _ body: RawSpan, _ requestID: UInt64,
        by unpack: (UnsafeMutablePointer<ProtobufCAllocator>?, Int, UnsafePointer<UInt8>?) ->
            UnsafeMutablePointer<Frame>?
    ) throws(WireError) -> UnsafeMutablePointer<Frame> {
        let allocator = unsafe arena.allocator
        let frame = unsafe body.withUnsafeBytes { bytes in
            unsafe unpack(allocator, bytes.count, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
        if let frame = unsafe frame { return unsafe frame }
        if arena.isExhausted {
            throw WireError(
                .resourceExhausted, "the frame takes too much memory once unpacked",
                reasons: [
                    Reason(
                        code: "FRAME_TOO_DENSE", expected: "fewer and larger fields", found: "\(body.byteCount) bytes",
                        hint: "split the call")
                ],
                requestID: requestID)
        }
        throw WireError(.invalidArgument, "the body is not the message its field says", requestID: requestID)
    }
}
