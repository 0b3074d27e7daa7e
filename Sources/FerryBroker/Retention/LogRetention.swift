package import FerryEngine
package import FerryModel
import FerryStore

/// Cuts the old end off a partition's log. Belongs to the partition's thread and is asked between two turns.
///
/// An open `StreamEvents` call that has not been sent what would be cut keeps it for as long again, and as many bytes
/// again, as the policy says; then it is cut all the same and the stream goes on with the oldest event kept. So a
/// reader that stands still can neither lose history at once nor fill the disk. The newest record always stays.
package struct LogRetention {
    private let policy: RetentionPolicy
    private var nextLook: Timestamp?

    package init(_ policy: RetentionPolicy) { self.policy = policy }

    /// Looks when it is time to. Answers where the log was cut; nil when it was not.
    ///
    /// A look costs some hundred point reads at the most, a cut one range deletion and one sync, however much goes.
    package mutating func look(
        at log: any TrimmableLog, newest: LogPosition, needed: @autoclosure () -> LogPosition?, now: Timestamp
    ) throws(StorageFailure) -> LogPosition? {
        if let nextLook, now < nextLook { return nil }
        nextLook = now.advanced(byMilliseconds: policy.lookIntervalMilliseconds)
        let first = try log.firstLogPosition()
        guard first != .none, first < newest else { return nil }
        var cut = try Self.start(of: log, first, newest, policy, now)
        if let needed = needed(), needed < cut {
            cut = max(needed, try Self.start(of: log, first, newest, policy.doubled, now))
        }
        guard cut > first else { return nil }
        try log.truncateLog(before: cut)
        return cut
    }

    /// The oldest position that the policy keeps.
    private static func start(
        of log: any TrimmableLog, _ first: LogPosition, _ newest: LogPosition, _ policy: RetentionPolicy,
        _ now: Timestamp
    ) throws(StorageFailure) -> LogPosition {
        var start = first
        if let age = policy.ageMillisecondsMax {
            let oldest = now.advanced(byMilliseconds: -age)
            start = try lowest(start, newest) { position throws(StorageFailure) in
                try log.logTimestamp(at: position).map { $0 >= oldest } ?? true
            }
        }
        if let bytes = policy.bytesMax {
            start = try lowest(start, newest) { position throws(StorageFailure) in
                try log.logByteCount(from: position) <= bytes
            }
        }
        return start
    }

    /// The lowest position for which something holds that holds for all above it; the newest when it holds for none.
    private static func lowest(
        _ first: LogPosition, _ newest: LogPosition, _ holds: (LogPosition) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) -> LogPosition {
        var (low, high) = (first.rawValue, newest.rawValue)
        while low < high {
            let middle = low + (high - low) / 2
            if try holds(LogPosition(middle)) { high = middle } else { low = middle + 1 }
        }
        return LogPosition(low)
    }
}

/// A log that can be measured and cut at its old end.
package protocol TrimmableLog: AnyObject {
    /// The oldest event kept; none when there is none.
    func firstLogPosition() throws(StorageFailure) -> LogPosition
    /// When the event at a position was written; nil behind the end.
    func logTimestamp(at position: LogPosition) throws(StorageFailure) -> Timestamp?
    /// Roughly what the log takes from a position on.
    func logByteCount(from position: LogPosition) throws(StorageFailure) -> UInt64
    /// Forgets what lies wholly before a position; returns when that is safe on disk.
    func truncateLog(before position: LogPosition) throws(StorageFailure)
}

extension PartitionStorage: TrimmableLog {}
