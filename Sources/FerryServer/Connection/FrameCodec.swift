import FerryWire
import NIOCore

/// What the connections of one event loop read and write frames with, in turn: thousands of idle connections need the
/// memory for it once.
///
/// Only its event loop uses it, hence `@unchecked Sendable`.
final class FrameCodec: @unchecked Sendable {
    let decoder: FrameDecoder
    let encoder = FrameEncoder()

    init(limits: FrameLimits) { decoder = FrameDecoder(limits: limits) }
}
