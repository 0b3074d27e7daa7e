import FerryModel
import Synchronization

/// The newest position of a partition's log that is safe on disk. Never goes back, whatever happens to the disk.
final class SyncedPosition: Sendable {
    private let value: Atomic<UInt64>

    init(_ position: LogPosition) { value = Atomic(position.rawValue) }

    var position: LogPosition { LogPosition(value.load(ordering: .acquiring)) }

    func advance(to position: LogPosition) { value.max(position.rawValue, ordering: .acquiringAndReleasing) }
}
