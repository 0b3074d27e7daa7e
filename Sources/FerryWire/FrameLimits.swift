import FerryModel

/// How much one frame may cost. What is beyond is refused before it is built.
package struct FrameLimits: Hashable, Sendable {
    /// The longest frame body accepted.
    package var frameBytesMax: Int
    /// The most memory that unpacking one frame may take: small sub-messages grow 48-fold in memory, so a limit on
    /// the frame alone would not hold.
    package var arenaBytesMax: Int

    package static let standard = FrameLimits()
    /// The shortest `frameBytesMax` that either side may ask for: a status with some reasons always fits.
    package static let frameBytesMaxFloor = 4096
    /// A frame's length in front of its body: 32 bits, big-endian.
    package static let prefixBytes = 4

    /// By default a frame may take four times its greatest length once unpacked.
    package init(frameBytesMax: Int = 4 << 20, arenaBytesMax: Int? = nil) {
        self.frameBytesMax = max(frameBytesMax, Self.frameBytesMaxFloor)
        self.arenaBytesMax = arenaBytesMax ?? self.frameBytesMax * 4
    }

    /// Where the body of the first frame lies in these bytes; nil until all of it is there. The length is judged as soon
    /// as it has come, before a byte of the body is awaited.
    package func firstBody(in bytes: RawSpan) throws(WireError) -> Range<Int>? {
        guard bytes.byteCount >= Self.prefixBytes else { return nil }
        let length = unsafe Int(bytes.unsafeLoadUnaligned(as: UInt32.self).bigEndian)
        guard length <= frameBytesMax else {
            throw WireError(
                .resourceExhausted, "a frame of \(length) bytes is too long",
                reasons: [
                    Reason(
                        code: "FRAME_TOO_LONG", expected: "at most \(frameBytesMax) bytes",
                        found: "\(length) bytes", hint: "split the call, or raise the limit on the receiving side")
                ])
        }
        guard length > 0 else {
            throw WireError(.invalidArgument, "a frame without a body")
        }
        let end = Self.prefixBytes + length
        return bytes.byteCount >= end ? Self.prefixBytes..<end : nil
    }
}
