import FerryModel
import FerryWire
import NIOCore

/// Frames that will be written to a client together.
struct OutgoingFrames: ~Copyable {
    private var bytes: [UInt8] = []
    /// The longest frame body the client accepts.
    var frameBytesMax = FrameLimits.frameBytesMaxFloor

    /// More than this is given back to the system after a burst.
    private static let capacityKept = 1 << 20

    var count: Int { bytes.count }

    /// Adds a frame. False: it was longer than the client accepts, and a status that says so took its place.
    mutating func append(_ message: ServerMessage) -> Bool {
        let start = bytes.count
        FrameEncoder.append(message, to: &bytes, frameBytesMax: .max)
        guard bytes.count - start - FrameLimits.prefixBytes > frameBytesMax else { return true }
        bytes.removeSubrange(start...)
        FrameEncoder.append(message, to: &bytes, frameBytesMax: frameBytesMax)
        return false
    }

    /// Everything added since the last time; nil when there is nothing.
    mutating func take(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
        guard !bytes.isEmpty else { return nil }
        var buffer = allocator.buffer(capacity: bytes.count)
        buffer.writeBytes(bytes)
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.capacityKept)
        return buffer
    }
}
