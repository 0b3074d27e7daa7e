import FerryEngine
import FerryModel
import FerryStore

/// The facts of one partition's log, and the state that replaying it gives.
///
/// Follows only what is safe on disk, so that a crash takes nothing back.
final class LogIndex {
    private let partition: PartitionID
    private let twin: PartitionStorage
    private let replica: PartitionState
    private(set) var facts: [Fact: Int] = [:]
    private var oracle = LogOracle()

    init(_ partition: PartitionID) throws(StorageFailure) {
        self.partition = partition
        twin = try PartitionStorage(over: MemoryOrderedStore())
        replica = try PartitionState(partition: partition, storage: twin)
    }

    var position: LogPosition { replica.meta.applied }

    /// Reads on up to the end of the log, all of which must be safe on disk.
    func follow(_ log: EventLogReader, counting coverage: inout Coverage) throws {
        let records = try log.read(from: LogPosition(position.rawValue + 1))
        for record in records {
            try replica.replay(record)
            for (index, event) in record.events.enumerated() {
                let position = LogPosition(record.first.rawValue + UInt64(index))
                for fact in Fact.proven(by: event, at: position) where oracle.counts(fact, of: event.instance) {
                    facts[fact, default: 0] += 1
                }
                coverage.note(.events, event.event.kindName)
                try oracle.look(at: event, counting: &coverage)
            }
        }
        try replica.commit()
    }

    /// The state as the log alone gives it.
    func replayedState() throws(StorageFailure) -> [StateRow] { try twin.dumpState() }

    /// What can happen once has happened once.
    func checkOnce() throws {
        // A key that a client used for two commands may be known to two partitions, each time for one of them.
        var recorded: [[UInt8]: Int] = [:]
        for (fact, count) in facts {
            switch fact {
            case .recorded(let key): recorded[key, default: 0] += count
            case .forgotten(let key): recorded[key, default: 0] -= count
            case .completed, .resolved, .created, .cancelled, .deployed, .userTaskCompleted, .published:
                guard count == 1 else { throw Violation(.onceOnly, "\(fact) happened \(count) times") }
            case .marked, .failed, .activated, .retriesUpdated, .errorThrown, .migrated,
                .completionAsked:
                continue
            }
        }
        for (key, count) in recorded where count > 1 {
            throw Violation(.onceOnly, "\(String(decoding: key, as: UTF8.self)) is recorded \(count) times")
        }
    }

    /// All of a log from its beginning at once, not record by record as it grew.
    static func replayWhole(
        _ log: EventLogReader, of partition: PartitionID
    ) throws(StorageFailure) -> [StateRow] {
        let twin = try PartitionStorage(over: MemoryOrderedStore())
        let state = try PartitionState(partition: partition, storage: twin)
        for record in try log.read(from: LogPosition(1)) { try state.replay(record) }
        try state.commit()
        return try twin.dumpState()
    }
}

extension Event {
    /// The case's name. (The text of a whole event can be long.)
    fileprivate var kindName: String { Mirror(reflecting: self).children.first?.label ?? "\(self)" }
}
