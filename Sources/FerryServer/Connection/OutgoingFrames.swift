import FerryModel
import FerryWire
import NIOCore

/// Frames that will be written to a client together.
struct OutgoingFrames: ~Copyable {
    private var bytes: [UInt8] = []
    private var frameCount = 0
    private let encoder: FrameEncoder
    /// The longest frame body the client accepts.
    var frameBytesMax = FrameLimits.frameBytesMaxFloor

    /// A client can begin with so many answers while the rest of a long read is answered.
    private static let framesAtOnce = 16
    /// A little less than a buffer, because one that is exceeded by a little is doubled.
    private static let bytesAtOnce = 28 << 10
    /// More than this is given back to the system after a burst.
    private static let capacityKept = 4 << 10

    init(encoder: FrameEncoder) { self.encoder = encoder }

    /// To be written before more is added.
    var isFull: Bool { bytes.count >= Self.bytesAtOnce }
    var keepsClientWaiting: Bool { frameCount >= Self.framesAtOnce }

    /// Adds a frame. False: it was longer than the client accepts, and a status that says so took its place.
    mutating func append(_ message: ServerMessage) -> Bool {
        frameCount += 1
        let start = bytes.count
        encoder.append(message, to: &bytes, frameBytesMax: .max)
        guard bytes.count - start - FrameLimits.prefixBytes > frameBytesMax else { return true }
        bytes.removeSubrange(start...)
        encoder.append(message, to: &bytes, frameBytesMax: frameBytesMax)
        return false
    }

    /// Everything added since the last time; nil when there is nothing.
    mutating func take(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
        guard !bytes.isEmpty else { return nil }
        frameCount = 0
        var buffer = allocator.buffer(capacity: bytes.count)
        buffer.writeBytes(bytes)
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.capacityKept)
        return buffer
    }
}
