import FerryModel
import FerryWire

/// The body of a message's frame, without the length in front of it.
func body(_ message: ClientMessage) throws(WireError) -> [UInt8] {
    var frame: [UInt8] = []
    try FrameEncoder().append(message, to: &frame)
    return Array(frame.dropFirst(FrameLimits.prefixBytes))
}

func body(_ message: ServerMessage) -> [UInt8] {
    var frame: [UInt8] = []
    FrameEncoder().append(message, to: &frame)
    return Array(frame.dropFirst(FrameLimits.prefixBytes))
}

func decodeClient(_ body: [UInt8], limits: FrameLimits = .standard) throws(WireError) -> ClientMessage {
    try FrameDecoder(limits: limits).decode(client: body)
}

func decodeServer(_ body: [UInt8], limits: FrameLimits = .standard) throws(WireError) -> ServerMessage {
    try FrameDecoder(limits: limits).decode(server: body)
}

// Swift 6.3.1 crashes on a span made inside a `do throws`, so it is made here.
extension FrameDecoder {
    func decode(client body: [UInt8]) throws(WireError) -> ClientMessage { try decodeClientFrame(body.span.bytes) }
    func decode(server body: [UInt8]) throws(WireError) -> ServerMessage { try decodeServerFrame(body.span.bytes) }
}

/// What decoding this client frame is refused with; nil when it is taken.
func refusal(_ body: [UInt8], limits: FrameLimits = .standard) -> WireError? {
    do throws(WireError) {
        _ = try decodeClient(body, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// Protobuf by hand, for frames that no encoder would make.
enum Proto {
    static func varint(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    static func number(_ field: UInt64, _ value: Int64) -> [UInt8] {
        varint(field << 3) + varint(UInt64(bitPattern: value))
    }

    static func bytes(_ field: UInt64, _ value: [UInt8]) -> [UInt8] {
        varint(field << 3 | 2) + varint(UInt64(value.count)) + value
    }

    static func text(_ field: UInt64, _ value: String) -> [UInt8] { bytes(field, Array(value.utf8)) }

    /// A client frame with request id 7 whose body stands in `field`.
    static func call(_ field: UInt64, _ parts: [UInt8]...) -> [UInt8] {
        number(1, 7) + bytes(field, parts.flatMap { $0 })
    }
}
