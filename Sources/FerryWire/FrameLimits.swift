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

    /// The length of the body that follows this prefix, judged before a byte of the body is awaited.
    package static func frameLength(
        prefix: (UInt8, UInt8, UInt8, UInt8), limits: FrameLimits
    ) throws(WireError) -> Int {
        let length = Int(prefix.0) << 24 | Int(prefix.1) << 16 | Int(prefix.2) << 8 | Int(prefix.3)
        guard length <= limits.frameBytesMax else {
            throw WireError(
                .resourceExhausted, "a frame of \(length) bytes is too long",
                reasons: [
                    Reason(
                        code: "FRAME_TOO_LONG", expected: "at most \(limits.frameBytesMax) bytes",
                        found: "\(length) bytes", hint: "split the call, or raise the limit on the receiving side")
                ])
        }
        guard length > 0 else {
            throw WireError(.invalidArgument, "a frame without a body")
        }
        return length
    }
}
