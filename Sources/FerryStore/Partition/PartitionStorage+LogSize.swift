package import FerryEngine
package import FerryModel

/// What is asked of the log to decide where to cut it.
extension PartitionStorage {
    package func firstLogPosition() throws(StorageFailure) -> LogPosition { try eventLog.firstPosition() }

    /// When the event at a position was written; nil behind the end.
    package func logTimestamp(at position: LogPosition) throws(StorageFailure) -> Timestamp? {
        try eventLog.read(from: position, recordsMax: 1).first?.timestamp
    }

    /// Roughly what the log takes on disk from a position on.
    package func logByteCount(from position: LogPosition) throws(StorageFailure) -> UInt64 {
        var encoder = KeyEncoder()
        EventLogTable.key(position, &encoder)
        return try store.byteCount(.log, from: encoder.bytes, to: EventLogReader.bounds.upper)
    }
}
