package import FerryEngine
package import FerryModel

/// Reads a partition's history. Any thread may, at any time before the store is closed.
///
/// It sees what is committed, synced or not: who must not show what a crash could take back passes `through`.
package final class EventLogReader: Sendable {
    private let store: any OrderedStore

    package init(_ store: any OrderedStore) { self.store = store }

    /// Whole records in order, beginning with the one that holds `position` or, where that was cut off, the oldest.
    ///
    /// Ends after `recordsMax` records, after the record that brings the bytes to `bytesMax`, or with the last record
    /// that lies wholly at or before `through`.
    package func read(
        from position: LogPosition, through last: LogPosition = LogPosition(.max), recordsMax: Int = .max,
        bytesMax: Int = .max
    ) throws(StorageFailure) -> [LogRecord] {
        var records: [LogRecord] = []
        guard recordsMax > 0 else { return records }
        var bytes = 0
        try scan(from: try keyOfRecord(holding: position)) { record, byteCount throws(StorageFailure) in
            if record.last > last { return false }
            // The record before a position may also end before it.
            if record.last < position { return true }
            if let previous = records.last?.last, record.first.rawValue != previous.rawValue + 1 {
                throw StorageFailure(
                    .corruption, "the event log has a gap: position \(record.first) follows \(previous)")
            }
            records.append(record)
            bytes += byteCount
            return records.count < recordsMax && bytes < bytesMax
        }
        return records
    }

    /// The oldest event still kept; none when there is none.
    package func firstPosition() throws(StorageFailure) -> LogPosition {
        var first = LogPosition.none
        try scan(from: Self.bounds.lower) { record, _ in
            first = record.first
            return false
        }
        return first
    }

    /// The newest event committed; none when the log is empty.
    package func lastPosition() throws(StorageFailure) -> LogPosition {
        let (lower, upper) = Self.bounds
        guard let key = try store.lastKey(.log, from: lower, to: upper) else { return .none }
        var position = LogPosition.none
        try scan(from: key) { record, _ in
            position = record.last
            return false
        }
        return position
    }

    /// The key of the record that holds a position, or of the last one before it; the beginning when there is none.
    func keyOfRecord(holding position: LogPosition) throws(StorageFailure) -> [UInt8] {
        var encoder = KeyEncoder()
        EventLogTable.key(position, &encoder)
        let lower = Self.bounds.lower
        return try store.lastKey(.log, from: lower, to: encoder.bytes + [0]) ?? lower
    }

    static var bounds: (lower: [UInt8], upper: [UInt8]) {
        var encoder = KeyEncoder()
        EventLogTable.prefix(&encoder)
        return (encoder.bytes, KeyEncoder.end(of: encoder.bytes))
    }

    private func scan(
        from lower: [UInt8], _ visit: (LogRecord, _ byteCount: Int) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try store.scan(.log, from: lower, to: Self.bounds.upper) { (key, value) throws(StorageFailure) in
            let record: LogRecord
            do throws(RecordFault) {
                record = try LogEntryRecord.read(first: try EventLogTable.position(ofKey: key), in: value)
            } catch {
                throw StorageFailure(corruptRow: key, error)
            }
            return try visit(record, value.byteCount)
        }
    }
}
