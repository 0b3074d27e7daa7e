private import CMalloc
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
    private static let pause = 0.25

    private struct State {
        var bytes = 0
        var isAtWork = false
    }

    private let state = Mutex(State())
    private let giveBack: @Sendable () -> Void

    package init(giveBack: @escaping @Sendable () -> Void = { FreedMemory.trim() }) { self.giveBack = giveBack }

    package func add(_ bytes: Int) {
        let isEnough = state.withLock { state in
            state.bytes += bytes
            guard state.bytes >= Self.bytesMin, !state.isAtWork else { return false }
            state.isAtWork = true
            return true
        }
        guard isEnough else { return }
        Thread.detachNewThread { [self] in
            Thread.sleep(forTimeInterval: Self.pause)
            state.withLock { $0.bytes = 0 }
            giveBack()
            state.withLock { $0.isAtWork = false }
        }
    }

    package static func trim() { _ = malloc_trim(0) }
}
