import CFerryProto
import CProtobufC
import FerryModel

/// Turns frame bodies into messages, one at a time.
///
/// Whatever the bytes are, it answers a message or a `WireError`. It keeps the memory that unpacking takes, so one
/// decoder serves many frames; it belongs to one thread at a time.
package final class FrameDecoder {
    private let arena: Arena

    package init(limits: FrameLimits = .standard) { arena = Arena(bytesMax: limits.arenaBytesMax) }

    /// Reads what a client sent.
    package func decodeClientFrame(_ frame: RawSpan) throws(WireError) -> ClientMessage {
        guard let scan = FrameScan(frame, bodies: FrameScan.clientBodies) else {
            throw WireError(.invalidArgument, "the frame is not a ClientFrame")
        }
        guard scan.requestID != 0 || scan.body == 4 else {
            throw WireError(.invalidArgument, "a frame needs a request_id other than 0")
        }
        let field = try Self.bodyField(scan)
        if let message = ClientMessage(emptyBody: scan) { return message }
        defer { arena.reset() }
        var unpacked = unsafe CClientFrame()
        unsafe unpacked.request_id = scan.requestID
        unsafe unpacked.timeout_milliseconds = scan.timeoutMilliseconds
        unsafe unpacked.body_case = .init(rawValue: field)
        let body = try unsafe unpack(frame, scan, field, of: CClientFrame.head.descriptor)
        // Every member of the union is such an address.
        unsafe unpacked.ping = body.assumingMemoryBound(to: CPingRequest.self)
        var reader = FieldReader()
        let idempotencyKey = unsafe frame.extracting(scan.idempotencyKey).withUnsafeBytes { unsafe [UInt8]($0) }
        let message = unsafe reader.clientMessage(unpacked, idempotencyKey: idempotencyKey)
        guard reader.reasons.isEmpty, let message else {
            throw WireError(
                .invalidArgument, "the call cannot be read as it is: see the fields named", reasons: reader.reasons,
                requestID: scan.requestID)
        }
        return message
    }

    /// Reads what a server sent. A fault here is the server's, so its code is `internal`.
    package func decodeServerFrame(_ frame: RawSpan) throws(WireError) -> ServerMessage {
        do throws(WireError) {
            guard let scan = FrameScan(frame, bodies: FrameScan.serverBodies) else {
                throw WireError(.internal, "the frame is not a ServerFrame")
            }
            let field = try Self.bodyField(scan)
            if let message = ServerMessage(emptyBody: scan) { return message }
            defer { arena.reset() }
            var unpacked = unsafe CServerFrame()
            unsafe unpacked.request_id = scan.requestID
            unsafe unpacked.body_case = .init(rawValue: field)
            let body = try unsafe unpack(frame, scan, field, of: CServerFrame.head.descriptor)
            unsafe unpacked.ping = body.assumingMemoryBound(to: CPingResponse.self)
            var reader = FieldReader()
            let message = unsafe reader.serverMessage(unpacked)
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

    /// The field of the one body that the frame has.
    private static func bodyField(_ scan: FrameScan) throws(WireError) -> UInt32 {
        if scan.hasSeveralBodies {
            throw WireError(.invalidArgument, "the frame holds more than one body", requestID: scan.requestID)
        }
        if let body = scan.body { return body }
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

    /// The unpacked body, valid until the arena is reset.
    ///
    /// Only the body is protobuf-c's: for a frame of so many alternatives it takes longer to find the one that is there
    /// than to unpack it.
    private func unpack(
        _ frame: RawSpan, _ scan: FrameScan, _ field: UInt32, of descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    ) throws(WireError) -> UnsafeMutableRawPointer {
        guard let type = unsafe protobuf_c_message_descriptor_get_field(descriptor, field)?.pointee.descriptor else {
            preconditionFailure("a body known to the scan is a message of the frame")
        }
        let allocator = unsafe arena.allocator
        let body = unsafe frame.extracting(scan.bodyBytes).withUnsafeBytes { bytes in
            unsafe protobuf_c_message_unpack(
                type.assumingMemoryBound(to: ProtobufCMessageDescriptor.self), allocator, bytes.count,
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
        if let body = unsafe body { return UnsafeMutableRawPointer(body) }
        if arena.isExhausted {
            throw WireError(
                .resourceExhausted, "the frame takes too much memory once unpacked",
                reasons: [
                    Reason(
                        code: "FRAME_TOO_DENSE", expected: "fewer and larger fields", found: "\(frame.byteCount) bytes",
                        hint: "split the call")
                ],
                requestID: scan.requestID)
        }
        throw WireError(.invalidArgument, "the body is not the message its field says", requestID: scan.requestID)
    }
}
