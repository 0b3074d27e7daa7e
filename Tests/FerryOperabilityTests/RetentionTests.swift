import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Synchronization
import Testing

@testable import FerryBroker

@Suite(.timeLimit(.minutes(1)))
struct RetentionTests {
    /// Positions 1 to 20, one event a second; each of 10 bytes.
    private static func log() -> FakeLog { FakeLog(seconds: Array(1...20)) }

    struct Case: Sendable {
        var ageSeconds: Int64?
        var bytes: UInt64?
        var needed: UInt64?
        var now: Int64 = 20
        /// nil: nothing is cut.
        let cut: UInt64?
    }

    @Test(arguments: [
        Case(cut: nil),
        Case(ageSeconds: 30, cut: nil),
        Case(ageSeconds: 5, cut: 15),
        Case(bytes: 1_000, cut: nil),
        Case(bytes: 50, cut: 16),
        // Whichever ends first.
        Case(ageSeconds: 5, bytes: 20, cut: 19),
        Case(ageSeconds: 5, bytes: 150, cut: 15),
        // The newest always stays.
        Case(ageSeconds: 5, now: 10_000, cut: 20),
        Case(bytes: 0, cut: 20),
        // A reader that lags keeps what it needs, up to twice as much.
        Case(ageSeconds: 5, needed: 18, cut: 15),
        Case(ageSeconds: 5, needed: 12, cut: 12),
        Case(ageSeconds: 5, needed: 3, cut: 10),
        Case(bytes: 50, needed: 3, cut: 11),
    ])
    func cutsTheOldEnd(_ example: Case) throws {
        let log = Self.log()
        var retention = LogRetention(
            RetentionPolicy(ageMillisecondsMax: example.ageSeconds.map { $0 * 1_000 }, bytesMax: example.bytes))

        let cut = try retention.look(
            at: log, newest: LogPosition(20), needed: example.needed.map { LogPosition($0) },
            now: Timestamp(milliseconds: example.now * 1_000))

        #expect(cut == example.cut.map { LogPosition($0) })
        #expect(log.first == example.cut ?? 1)
    }

    @Test func looksNoMoreOftenThanItIsTold() throws {
        let log = Self.log()
        var retention = LogRetention(
            RetentionPolicy(ageMillisecondsMax: 5_000, bytesMax: nil, lookIntervalMilliseconds: 2_000))
        func look(_ milliseconds: Int64) throws -> LogPosition? {
            try retention.look(
                at: log, newest: LogPosition(20), needed: nil, now: Timestamp(milliseconds: milliseconds))
        }

        #expect(try look(10_000) == LogPosition(5))
        #expect(try look(11_999) == nil)
        #expect(try look(12_000) == LogPosition(7))
    }

    @Test func aBrokerForgetsOldEventsAndStreamsBeginWithTheOldestKept() async throws {
        let clock = TestClock()
        let ferry = try TestBroker(partitions: 1) { configuration in
            configuration.clock = { clock.now }
            configuration.retention = RetentionPolicy(
                ageMillisecondsMax: 60_000, bytesMax: nil, lookIntervalMilliseconds: 1_000)
        }
        let definition = try await ferry.deploy(Model.oneTask("p"))
        let old = try await ferry.create(definition)
        clock.pass(milliseconds: 61_000)

        // The cut comes behind the turn that answers, and takes no more than what is synced by then.
        var events: [EventView] = []
        for _ in 0..<100 {
            try await ferry.create(definition)
            events = try await ferry.events(from: LogPosition(1))
            if events.allSatisfy({ $0.processInstanceKey != old }) { break }
            clock.pass(milliseconds: 1_000)
        }

        #expect(!events.isEmpty && events.allSatisfy { $0.processInstanceKey != old })
        #expect((events.first?.position.rawValue ?? 0) > 1)
        try ferry.broker.close()
    }

    @Test func anOpenStreamKeepsForTwiceTheAgeWhatItWasNotSent() async throws {
        let clock = TestClock()
        let ferry = try TestBroker(partitions: 1) { configuration in
            configuration.clock = { clock.now }
            configuration.retention = RetentionPolicy(
                ageMillisecondsMax: 60_000, bytesMax: nil, lookIntervalMilliseconds: 1_000)
        }
        let definition = try await ferry.deploy(Model.oneTask("p"))
        ferry.capacity.store(0, ordering: .relaxed)
        ferry.follow(from: LogPosition(1))

        clock.pass(milliseconds: 90_000)
        try await ferry.create(definition)
        try await ferry.create(definition)
        let cutEarly = ferry.broker.metrics.sum("ferry_log_cut_position")
        clock.pass(milliseconds: 40_000)
        try await ferry.create(definition)
        try await ferry.create(definition)
        let cutLate = ferry.broker.metrics.sum("ferry_log_cut_position")

        #expect(cutEarly == 0)
        #expect(cutLate > 1)
        try ferry.broker.close()
    }

    @Test func theLogOnDiskGetsSmaller() async throws {
        let directory = try TemporaryDirectory()
        let data = try DataDirectory.open(directory["data"], partitions: 1)
        let clock = TestClock()
        let ferry = try TestBroker(data) { configuration in
            configuration.clock = { clock.now }
            configuration.retention = RetentionPolicy(ageMillisecondsMax: 60_000, bytesMax: nil)
        }
        let definition = try await ferry.deploy(Model.oneTask("p"))
        for _ in 0..<50 { try await ferry.create(definition) }
        clock.pass(milliseconds: 120_000)
        for _ in 0..<2 { try await ferry.create(definition) }
        try ferry.broker.close()
        withExtendedLifetime(data) {}

        let storage = try data.openPartition(PartitionID(1), StoreSettings(blockCacheBytes: 8 << 20))
        let first = try storage.eventLog.firstPosition()
        let last = try storage.eventLog.lastPosition()
        try storage.close()

        #expect(first > LogPosition(200))
        #expect(last > first)
    }
}

/// A log of positions from 1 on, each written at a second and 10 bytes long.
private final class FakeLog: TrimmableLog {
    private let seconds: [Int64]
    private(set) var first: UInt64 = 1

    init(seconds: [Int64]) { self.seconds = seconds }

    func firstLogPosition() -> LogPosition { LogPosition(first) }

    func logTimestamp(at position: LogPosition) -> Timestamp? {
        let index = Int(position.rawValue) - 1
        return seconds.indices.contains(index) ? Timestamp(milliseconds: seconds[index] * 1_000) : nil
    }

    func logByteCount(from position: LogPosition) -> UInt64 { UInt64(seconds.count) * 10 + 10 - position.rawValue * 10 }

    func truncateLog(before position: LogPosition) { first = position.rawValue }
}

final class TestClock: Sendable {
    private let time = Atomic<Int64>(1_000_000)

    var now: Timestamp { Timestamp(milliseconds: time.load(ordering: .acquiring)) }

    func pass(milliseconds: Int64) { time.add(milliseconds, ordering: .acquiringAndReleasing) }
}
