import FerryEngine
import FerryModel
import Synchronization

/// What one partition tells of itself. Its threads publish once per turn and once per sync; any thread may read.
final class PartitionMetrics: Sendable {
    struct Figures: Sendable {
        /// Calls and messages worked off together; turns without any are not counted.
        var turnCalls = Histogram.calls
        var turnSeconds = Histogram.seconds
        var syncSeconds = Histogram.seconds
        var cacheHits: UInt64 = 0
        var cacheMisses: UInt64 = 0
        var instances = InstanceCounts()
        var logCutBefore = LogPosition.none
    }

    private let published = Mutex(Figures())
    private let sheds = Atomic<UInt64>(0)
    private let commands: CommandCounter

    init(commands: CommandCounter) { self.commands = commands }

    var figures: Figures { published.withLock { $0 } }
    var shedCount: UInt64 { sheds.load(ordering: .relaxed) }

    func shed(_ calls: Int) { sheds.add(UInt64(calls), ordering: .relaxed) }

    func turned(_ calls: Int, nanoseconds: UInt64, _ tally: CommandTally, _ state: PartitionState) {
        commands.add(tally)
        published.withLock { figures in
            if calls > 0 {
                figures.turnCalls.record(Double(calls))
                figures.turnSeconds.record(Double(nanoseconds) / 1e9)
            }
            figures.note(state)
        }
    }

    func refused(_ tally: CommandTally) { commands.add(tally) }

    /// What was there when the partition opened.
    func opened(_ state: PartitionState) { published.withLock { $0.note(state) } }

    func synced(nanoseconds: UInt64) { published.withLock { $0.syncSeconds.record(Double(nanoseconds) / 1e9) } }

    func cut(before position: LogPosition) { published.withLock { $0.logCutBefore = position } }
}

extension PartitionMetrics.Figures {
    fileprivate mutating func note(_ state: PartitionState) {
        cacheHits = state.cacheHits
        cacheMisses = state.cacheMisses
        instances = state.meta.instances
    }
}
