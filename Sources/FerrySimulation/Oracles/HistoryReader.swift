import FerryEngine
import FerryModel
import FerryStore

/// A client that reads the logs as `StreamEvents` shows them, while everything else goes on: what it was shown comes
/// without a gap, is safe on disk, and is never another when it is read again.
struct HistoryReader {
    private var shown: [PartitionID: [Int]] = [:]

    /// Reads a little, from somewhere before the end of what was shown or from there on. Answers what is new.
    mutating func read(_ partition: SimulatedPartition, _ random: inout SeededRandom) throws -> Int {
        var known = shown[partition.id] ?? []
        let start = random.chance(60) ? known.count + 1 : 1 + random.below(known.count + 1)
        let synced = partition.syncedPosition
        guard start <= synced.rawValue else { return 0 }
        let records = try partition.reader().eventLog.read(
            from: LogPosition(UInt64(start)), through: synced, bytesMax: random.within(1...4_000))
        guard let first = records.first, first.first.rawValue <= start, first.last.rawValue >= start else {
            throw fault(partition, "asked from \(start) up to \(synced), \(records.count) records came")
        }
        var time = first.timestamp
        let before = known.count
        for record in records {
            guard record.timestamp >= time, record.last <= synced else {
                throw fault(partition, "the record at \(record.first) is out of order or not safe yet")
            }
            time = record.timestamp
            for (offset, event) in record.events.enumerated() {
                let place = Int(record.first.rawValue) + offset - 1
                let event = HashedEvent(timestamp: record.timestamp, event: event).hashValue
                if place == known.count { known.append(event) }
                guard place < known.count, known[place] == event else {
                    throw fault(partition, "position \(place + 1) was shown before, and was another event")
                }
            }
        }
        shown[partition.id] = known
        return known.count - before
    }

    private struct HashedEvent: Hashable {
        let timestamp: Timestamp
        let event: InstanceEvent
    }

    private func fault(_ partition: SimulatedPartition, _ finding: String) -> Violation {
        Violation(.historyStands, "partition \(partition.id): \(finding)")
    }
}
