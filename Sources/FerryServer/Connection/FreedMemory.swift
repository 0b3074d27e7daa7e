private import CGlibc
private import Foundation
import Synchronization

/// Gives back to the system what malloc keeps of memory that was held and let go: many clients that dawdle leave
/// hundreds of megabytes behind, in pieces that nobody asks for again.
///
/// Any thread may use it; the work, some milliseconds, is done by a thread of its own.
package final class FreedMemory: Sendable {
    /// So much is worth the work.
    package static let bytesMin = 64 << 20
    /// Who says that memory is free may be about to free it.
    private static let pause = Duration.milliseconds(250)
    /// Large frames that come and go must not keep it at work.
    private static let pauseBetween = Duration.seconds(20)

    private struct State {
        var bytes = 0
        var isAtWork = false
        var next = ContinuousClock.now
    }

    private let state = Mutex(State())
    private let giveBack: @Sendable () -> Void

    package init(giveBack: @escaping @Sendable () -> Void = { FreedMemory.trim() }) { self.giveBack = giveBack }

    package func add(_ bytes: Int) {
        let time = state.withLock { state -> ContinuousClock.Instant? in
            state.bytes += bytes
            guard state.bytes >= Self.bytesMin, !state.isAtWork else { return nil }
            state.isAtWork = true
            return max(state.next, .now + Self.pause)
        }
        guard let time else { return }
        Thread.detachNewThread { [self] in
            Thread.sleep(forTimeInterval: (time - .now) / .seconds(1))
            state.withLock { $0.bytes = 0 }
            giveBack()
            state.withLock { state in
                state.isAtWork = false
                state.next = .now + Self.pauseBetween
            }
        }
    }

    package static func trim() { _ = malloc_trim(0) }
}
