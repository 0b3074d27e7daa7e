import FerryEngine
import FerryModel
import Foundation

/// What a partition stands on, lent to those who read it beside the partition's thread, and taken away when the disk
/// fails: whoever reads is finished before it is closed, and nobody reads after.
///
/// `@unchecked Sendable`: the mutable properties are read and written under `condition`.
final class LentDisk: EventLog, @unchecked Sendable {
    private let condition = NSCondition()
    private var current: PartitionDisk?
    private var borrowers = 0

    /// Nil while there is no disk to read.
    func lend<Result>(
        _ use: (PartitionDisk) throws(StorageFailure) -> Result
    ) throws(StorageFailure) -> Result? {
        guard let disk = borrow() else { return nil }
        defer { giveBack() }
        return try use(disk)
    }

    func put(_ disk: PartitionDisk) {
        condition.lock()
        precondition(current == nil, "the disk before was closed")
        current = disk
        condition.unlock()
    }

    /// Waits until nobody reads, then closes. Does nothing without a disk.
    func close() throws(StorageFailure) {
        condition.lock()
        let disk = current
        current = nil
        while borrowers > 0 { condition.wait() }
        condition.unlock()
        try disk?.close()
    }

    func read(
        from position: LogPosition, through last: LogPosition, bytesMax: Int
    ) throws(StorageFailure) -> [LogRecord] {
        let records = try lend { (disk) throws(StorageFailure) in
            try disk.log.read(from: position, through: last, bytesMax: bytesMax)
        }
        guard let records else { throw StorageFailure(.io, "the partition has stopped and its disk is tried again") }
        return records
    }

    private func borrow() -> PartitionDisk? {
        condition.lock()
        defer { condition.unlock() }
        if current != nil { borrowers += 1 }
        return current
    }

    private func giveBack() {
        condition.lock()
        borrowers -= 1
        if borrowers == 0 { condition.signal() }
        condition.unlock()
    }
}
