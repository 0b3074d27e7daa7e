import FerryModel
import FerryWire
import NIOCore

/// What a client has sent and nobody has looked at: whole frames, and perhaps the beginning of one.
struct IncomingFrames: ~Copyable {
    private var bytes = ByteBuffer()
    private let decoder: FrameDecoder
    private let limits: FrameLimits

    init(limits: FrameLimits, decoder: FrameDecoder) {
        self.limits = limits
        self.decoder = decoder
    }

    mutating func append(_ read: consuming ByteBuffer) {
        // The usual read ends with a frame, so the next one can be taken as it is, without a copy.
        if bytes.readableBytes == 0 { bytes = read } else { bytes.writeImmutableBuffer(read) }
    }

    /// The next whole frame; nil until more bytes have come. After a fatal error there is no next frame.
    mutating func next() throws(WireError) -> ClientMessage? {
        guard let body = try limits.firstBody(in: bytes.readableBytesSpan) else {
            letGo()
            return nil
        }
        defer { bytes.moveReaderIndex(forwardBy: body.upperBound) }
        return try decoder.decodeClientFrame(bytes.readableBytesSpan.extracting(body))
    }

    /// The memory that the beginning of a frame takes.
    var heldBytes: Int { bytes.storageCapacity }

    mutating func clear() { bytes = ByteBuffer() }

    /// Keeps no more memory than what waits needs: the rest is what the socket reads into next, and a client that sends
    /// its frames byte by byte is not worth a whole read.
    private mutating func letGo() {
        guard bytes.readableBytes > 0 else {
            bytes = ByteBuffer()
            return
        }
        guard bytes.storageCapacity > 1 << 10, bytes.storageCapacity > 2 * bytes.readableBytes else { return }
        bytes = ByteBuffer(bytes: bytes.readableBytesView)
    }
}
