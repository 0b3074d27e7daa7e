import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Synchronization
import Testing

@testable import FerryBroker

/// What a partition does with those who would wait, once the front door is closed.
@Suite(.timeLimit(.minutes(1)))
struct DrainTests {
    @Test func aPartitionThatComesBackStillLetsNobodyWait() async throws {
        let (store, disk) = (MemoryOrderedStore(), BreakableDisk())
        let ferry = try TestBroker([try disk.partition(over: store)])
        let definition = try await ferry.deploy(Model.oneTask("p"))
        disk.isBroken.store(true, ordering: .releasing)
        let refusal = try await ferry.refusal(
            .createProcessInstance(CreateProcessInstance(definition: .key(definition.key), variables: Variables())))

        ferry.broker.drain()
        disk.isBroken.store(false, ordering: .releasing)
        try await disk.cameBack.wait { $0 }
        let jobs = try await ferry.jobs("other", max: 1, waitMilliseconds: 3_600_000)

        #expect(refusal.reasons.map(\.code) == ["PARTITION_STOPPED"])
        #expect(jobs.isEmpty)
        try ferry.broker.close()
    }

    @Test func aCreatorWhoComesBehindTheDrainIsRefused() throws {
        let id = PartitionID(1)
        let loop = try PartitionLoop(
            id: id, storage: try PartitionStorage(over: MemoryOrderedStore()), partitions: [id],
            compiler: ProcessLibrary(), cachedElements: 1)
        let creation = CreateProcessInstance(
            definition: .latest(processID: "p"), variables: Variables(), awaitResult: true)
        let submission = Submission(requestID: 1, call: .createProcessInstance(creation), metadata: CallMetadata())

        let release = try loop.turn(
            [.drain, .call(CallInFlight(submission: submission, target: Deaf()))], at: Timestamp(milliseconds: 1))

        guard case .rejected(let rejection) = release.replies.first?.reply.content else {
            Issue.record("it is not refused: \(release.replies)")
            return
        }
        #expect(rejection.code == .unavailable)
        #expect(loop.position == .none)
    }

    @Test func whoWouldWaitForListenersBehindTheDrainIsToldThatNobodyWaits() async throws {
        let ferry = try TestBroker(partitions: 1)
        let definition = try await ferry.deploy(
            Model.oneUserTask("p", ActivityModel.taskListeners([("completing", "heard")])))
        try await ferry.create(definition)
        guard case .listUserTasks(let list) = try await ferry.call(.listUserTasks(ListUserTasks())) else { return }
        let task = try #require(list.userTasks.first).key

        ferry.broker.drain()
        let refusal = try await ferry.refusal(.completeUserTask(CompleteUserTask(userTaskKey: task)))

        #expect(refusal.code == .unavailable)
        #expect(try await ferry.jobs("heard", max: 1).count == 1, "the change is under way all the same")
        try ferry.broker.close()
    }
}

/// Syncs fail, and it cannot be opened, while it is broken.
private final class BreakableDisk: Sendable {
    let isBroken = Atomic(false)
    let cameBack = Watched(false)

    func partition(over store: MemoryOrderedStore) throws(StorageFailure) -> PartitionDisk {
        let storage = try PartitionStorage(over: store)
        let log = storage.eventLog
        var disk = PartitionDisk(
            id: PartitionID(1), storage: storage, sync: { () throws(StorageFailure) in try self.work() }, log: log,
            close: {})
        disk.reopen = { () throws(StorageFailure) in
            try self.work()
            defer { self.cameBack.change { $0 = true } }
            return try self.partition(over: store)
        }
        return disk
    }

    private func work() throws(StorageFailure) {
        if isBroken.load(ordering: .acquiring) { throw StorageFailure(.io, "no room") }
    }
}

private final class Deaf: ReplyTarget {
    let streamCapacity = 0
    func deliver(_ replies: [Reply]) {}
}
