import FerryWire

/// Frame bodies, as they come off a socket.
enum FrameFuzz {
    /// A small arena, so that its end is met.
    private static let limits = FrameLimits(arenaBytesMax: 1 << 16)
    /// One thread feeds a fuzzer, and a decoder serves many frames.
    nonisolated(unsafe) private static let decoder = FrameDecoder(limits: limits)
    nonisolated(unsafe) private static let encoder = FrameEncoder()

    static func feedCall(_ body: [UInt8]) {
        guard let message = try? decoder.client(body) else { return }
        var frame: [UInt8] = []
        again("a call") { try encoder.append(message, to: &frame) }
        let copy = again("a call") { try FrameDecoder().client(Array(frame.dropFirst(FrameLimits.prefixBytes))) }
        precondition(copy == message, "\(message) became \(copy)")
    }

    static func feedAnswer(_ body: [UInt8]) {
        guard let message = try? decoder.server(body) else { return }
        var frame: [UInt8] = []
        encoder.append(message, to: &frame)
        let copy = again("an answer") { try FrameDecoder().server(Array(frame.dropFirst(FrameLimits.prefixBytes))) }
        precondition(copy == message, "\(message) became \(copy)")
    }
}

// Swift 6.3.1 crashes on a span made inside a `do throws`, so it is made here.
extension FrameDecoder {
    fileprivate func client(_ body: [UInt8]) throws(WireError) -> ClientMessage {
        try decodeClientFrame(body.span.bytes)
    }
    fileprivate func server(_ body: [UInt8]) throws(WireError) -> ServerMessage {
        try decodeServerFrame(body.span.bytes)
    }
}
