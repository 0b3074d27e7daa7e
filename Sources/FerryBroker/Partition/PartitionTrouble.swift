import FerryEngine
import FerryModel
import Foundation
import Logging
import Synchronization

/// Why a partition stands still, and when its disk is tried again: at growing intervals after a failure that may pass,
/// never after damage.
final class PartitionTrouble: Sendable {
    private struct State {
        /// The first counts, until the disk works again.
        var failure: StorageFailure?
        var attempts = 0
        var pause = PartitionTrouble.firstPause
        var nextAttempt = Date.distantFuture
        /// When the disk came back last.
        var cameBack = Date.distantPast

        var message: String { failure?.message ?? "" }
    }

    private let state = Mutex(State())
    private let partition: PartitionID
    private let logger: Logger

    private static let firstPause: TimeInterval = 0.1
    private static let longestPause: TimeInterval = 5
    /// A disk that fails again sooner is tried less often from then on.
    private static let trustedAfter: TimeInterval = 60

    init(partition: PartitionID, logger: Logger) {
        self.partition = partition
        self.logger = logger
    }

    var failure: StorageFailure? { state.withLock { $0.failure } }

    /// When the disk is to be tried; nil when it works, or when trying would not help.
    var nextAttempt: Date? { state.withLock { $0.failure?.kind == .io ? $0.nextAttempt : nil } }

    /// In words, for those who look after the broker; empty while the disk works.
    var description: String {
        state.withLock { state in
            switch state.failure?.kind {
            case nil: ""
            case .corruption: "damaged data (\(state.message)); restore a backup, this does not mend itself"
            case .io:
                "the disk failed (\(state.message)); make room or mend it, it is tried again every few seconds"
                    + (state.attempts > 0 ? " (\(state.attempts) in vain so far)" : "")
            }
        }
    }

    /// Any thread that met the failure may say so.
    func stop(_ failure: StorageFailure) {
        let isFirst = state.withLock { state in
            guard state.failure == nil else { return false }
            state.failure = failure
            state.attempts = 0
            let isFresh = Date.now.timeIntervalSince(state.cameBack) > Self.trustedAfter
            state.pause = isFresh ? Self.firstPause : min(Self.longestPause, state.pause * 2)
            state.nextAttempt = Date(timeIntervalSinceNow: state.pause)
            return true
        }
        if isFirst { log("partition stopped") }
    }

    /// The disk was tried and failed again, or turned out to be damaged.
    func triedInVain(_ failure: StorageFailure) {
        let isNews = state.withLock { state in
            let isNews = state.failure?.message != failure.message
            state.failure = failure
            state.attempts += 1
            state.pause = min(Self.longestPause, state.pause * 2)
            state.nextAttempt = Date(timeIntervalSinceNow: state.pause)
            return isNews
        }
        if isNews { log("partition still stopped") }
    }

    func end(at position: LogPosition) {
        let attempts = state.withLock { state in
            defer {
                state.failure = nil
                state.cameBack = .now
            }
            return state.attempts + 1
        }
        logger.warning(
            "partition works again",
            metadata: ["partition": "\(partition)", "position": "\(position)", "attempts": "\(attempts)"])
    }

    private func log(_ message: Logger.Message) {
        logger.critical(message, metadata: ["partition": "\(partition)", "reason": "\(description)"])
    }
}

extension Rejection {
    /// Nothing is known of the command: it may be there when the partition works again.
    static func partitionStopped(_ partition: PartitionID, _ failure: StorageFailure) -> Rejection {
        func reason(expected: String, hint: String) -> [Reason] {
            [Reason(code: "PARTITION_STOPPED", expected: expected, found: failure.message, hint: hint)]
        }
        switch failure.kind {
        case .io:
            return Rejection(
                .unavailable, "partition \(partition) has stopped because its disk failed",
                reasons: reason(
                    expected: "a disk that keeps what it is given",
                    hint: "it goes on by itself when the disk works; then repeat the command with its idempotency key"))
        case .corruption:
            return Rejection(
                .dataLoss, "partition \(partition) has stopped because its data is damaged",
                reasons: reason(
                    expected: "the bytes that were written",
                    hint: "this does not mend itself: look at the broker's log, then restore a backup"))
        }
    }
}
