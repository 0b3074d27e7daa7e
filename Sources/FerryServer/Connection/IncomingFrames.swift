import FerryModel
import FerryWire
import NIOCore

/// What a client has sent and nobody has looked at: whole frames, and perhaps the beginning of one.
struct IncomingFrames: ~Copyable {
    private var bytes = ByteBuffer()
    private let decoder: FrameDecoder
    private let limits: FrameLimits

    init(limits: FrameLimits) {
        self.limits = limits
        decoder = FrameDecoder(limits: limits)
    }

    mutating func append(_ read: consuming ByteBuffer) {
        // The usual read ends with a frame, so the next one can be taken as it is, without a copy.
        if bytes.readableBytes == 0 { bytes = read } else { bytes.writeImmutableBuffer(read) }
    }

    /// The next whole frame; nil until more bytes have come. After a fatal error there is no next frame.
    mutating func next() throws(WireError) -> ClientMessage? {
        let start = bytes.readerIndex
        guard let prefix = bytes.getMultipleIntegers(at: start, as: (UInt8, UInt8, UInt8, UInt8).self) else {
            return nil
        }
        let end = FrameLimits.prefixBytes + (try FrameLimits.frameLength(prefix: prefix, limits: limits))
        guard bytes.readableBytes >= end else {
            // Also lets go of what was read already.
            bytes.discardReadBytes()
            return nil
        }
        defer { bytes.moveReaderIndex(forwardBy: end) }
        return try decoder.decodeClientFrame(bytes.readableBytesSpan.extracting(FrameLimits.prefixBytes..<end))
    }
}
