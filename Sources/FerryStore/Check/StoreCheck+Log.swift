import FerryEngine
import FerryModel

extension StoreCheck {
    private static let recordsAtOnce = 1_000

    /// Reads the whole log, which must have no gap and end where the tables do; and replays it when it is complete.
    mutating func checkLog(replayingInto scratch: (any OrderedStore)?) throws(StorageFailure) {
        let log = storage.eventLog
        report.firstKept = try log.firstPosition()
        let isComplete = report.firstKept == LogPosition(1)
        var replica: PartitionState?
        var replicaStorage: PartitionStorage?
        if isComplete, let scratch {
            let storage = try PartitionStorage(over: scratch)
            replica = try PartitionState(partition: partition, storage: storage)
            replicaStorage = storage
        }
        var next = report.firstKept
        var last = LogPosition.none
        while report.firstKept != .none {
            let records = try log.read(from: next, recordsMax: Self.recordsAtOnce)
            guard let end = records.last?.last else { break }
            if records[0].first != next {
                report.find("the log has a gap: expected position \(next), found \(records[0].first)")
                return
            }
            last = end
            next = LogPosition(end.rawValue + 1)
            guard let replica else { continue }
            for record in records { try replica.replay(record) }
            try replica.commit()
        }
        if last != meta.applied {
            report.find("the log ends at position \(last), the tables contain the events up to \(meta.applied)")
        }
        if let replica, let replicaStorage, let scratch {
            try replica.commit()
            try compare(with: scratch)
            if replicaStorage.definitionIndex != storage.definitionIndex {
                report.replay = .different
                report.find("the replayed log gives other instances to the definitions")
            }
        } else if scratch == nil {
            report.replay = .notTried("it was not asked for")
        } else if report.firstKept == .none, meta.applied == .none {
            report.replay = .same
        } else {
            report.replay = .notTried("it begins at position \(report.firstKept), what was before is cut off")
        }
    }

    private mutating func compare(with other: any OrderedStore) throws(StorageFailure) {
        report.replay = .same
        var next: [UInt8] = []
        while true {
            let (rows, others) = (try Self.rows(of: store, from: next), try Self.rows(of: other, from: next))
            if let index = (0..<max(rows.count, others.count)).first(where: { index in
                index >= rows.count || index >= others.count || rows[index] != others[index]
            }) {
                let key = (index < rows.count ? rows[index] : others[index]).key
                report.replay = .different
                report.find(
                    StorageFailure(corruptRow: key, .inconsistent("the replayed log gives another row here")).message)
                return
            }
            guard let last = rows.last else { return }
            next = last.key + [0]
        }
    }

    private static func rows(of store: any OrderedStore, from key: [UInt8]) throws(StorageFailure) -> [StateRow] {
        var rows: [StateRow] = []
        try store.scan(.state, from: key, to: [0xFF]) { key, value in
            guard !DefinitionIndexTables.holdsKey(key) else { return true }
            rows.append(StateRow(key: [UInt8](key), value: [UInt8](value)))
            return rows.count < recordsAtOnce
        }
        return rows
    }
}
