import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Foundation
import Synchronization
import Testing

@testable import FerryBroker

/// Calls that are not wanted any more: just they go, and nobody drowns a partition in them.
@Suite(.timeLimit(.minutes(1)))
struct CancelTests {
    @Test func oneOfAConnectionsWaitingCallsGoesAndTheOthersStay() {
        let (caller, other) = (Listener(), Listener())
        let waiting = WaitingCalls()
        waiting.await(70, call(1, from: caller))
        waiting.await(70, call(2, from: caller))
        waiting.await(80, call(3, from: caller))
        waiting.await(80, call(1, from: other))

        waiting.forget(Caller(target: ObjectIdentifier(caller), requestID: 1))
        waiting.forget(Caller(target: ObjectIdentifier(caller), requestID: 3))
        waiting.forget(Caller(target: ObjectIdentifier(caller), requestID: 9))

        #expect(told(70, by: waiting) == [2])
        #expect(told(80, by: waiting) == [1])
    }

    @Test func aConnectionThatLeavesTakesItsWaitingCallsAlong() {
        let (leaver, stayer) = (Listener(), Listener())
        let waiting = WaitingCalls()
        for number in UInt64(1)...3 { waiting.await(Int64(number), call(number, from: leaver)) }
        waiting.await(2, call(7, from: stayer))

        waiting.forget(Caller(target: ObjectIdentifier(leaver), requestID: nil))

        #expect([1, 2, 3].flatMap { told($0, by: waiting) } == [7])
    }

    /// The number of a call that was answered may be another one's.
    @Test func aNumberInUseAgainMeansTheCallThatHasItNow() {
        let caller = Listener()
        let waiting = WaitingCalls()
        waiting.await(70, call(1, from: caller))
        #expect(told(70, by: waiting) == [1])
        waiting.await(80, call(1, from: caller))

        waiting.forget(Caller(target: ObjectIdentifier(caller), requestID: 1))

        #expect(told(80, by: waiting) == [])
    }

    @Test func aStreamThatIsOverIsLetGoAndItsNumberMeansTheNextOne() {
        let caller = Listener()
        var lines = JobLines()
        weak var first: JobReceiver?
        do {
            let receiver = stream(1, from: caller)
            first = receiver
            #expect(lines.able(receiver).count == 1)
            receiver.end(nil)
            lines.forget(Caller(target: ObjectIdentifier(caller), requestID: 1))
        }
        let (second, third) = (stream(1, from: caller), stream(2, from: caller))
        #expect(lines.able(second).count + lines.able(third).count == 2)

        lines.forget(Caller(target: ObjectIdentifier(caller), requestID: 1))
        lines.setAside(second, second.jobTypes[0])

        #expect(first == nil)
        #expect(lines.able(second).count == 1, "it is not over: it stood aside and is able again")
        #expect(lines.able(third).isEmpty, "nothing of it stood aside")
    }

    @Test func whatCallersSendAsTheyLikeIsBoundedAndTheBrokersOwnIsNot() {
        let mailbox = Mailbox<Int>(capacity: 2)
        #expect(mailbox.offer([1, 2, 3]) == 2)

        #expect(mailbox.postWithinReason(4) && mailbox.postWithinReason(5))
        #expect(!mailbox.postWithinReason(6))
        #expect(mailbox.post(7))
        #expect(mailbox.take(limit: 9, until: .distantPast) == [1, 2, 4, 5, 7])

        mailbox.close()
        #expect(!mailbox.postWithinReason(8))
    }

    @Test(arguments: [0, 3_600_000] as [Int64])
    func aPollThatNoPartitionHasRoomForIsRefusedOnce(waitMilliseconds: Int64) async throws {
        let ferry = try TestBroker(partitions: 3) { $0.mailboxCallsMax = 0 }

        let refusal = try await ferry.refusal(
            .activateJobs(ActivateJobs(type: "task", maxJobs: 1, waitMilliseconds: waitMilliseconds)))

        #expect(refusal.reasons.map(\.code) == ["MAILBOX_FULL"])
        try ferry.broker.close()
        #expect(ferry.replyCount == 1)
    }

    /// What the engine keeps for a creator goes when nobody waits any more, long before the instance ends.
    @Test func creatorsWhoAreGoneLeaveNothingBehind() async throws {
        let id = PartitionID(1)
        let loop = try PartitionLoop(
            id: id, storage: try PartitionStorage(over: MemoryOrderedStore()), partitions: [id],
            compiler: ProcessLibrary(), cachedElements: 1)
        let (caller, now) = (Listener(), Timestamp(milliseconds: 1))
        let xml = Model.oneTask("p")
        let checked = CheckedDeployment(processes: [
            CheckedProcess(
                processID: "p", name: "", versionTag: "", resourceName: "p.bpmn", contentHash: "p", xml: xml)
        ])
        _ = try loop.turn([.deploy(checked, .default, call(1, from: caller))], at: now)
        let creation = Call.createProcessInstance(
            CreateProcessInstance(definition: .latest(processID: "p"), awaitResult: true))
        let creations = (UInt64(2)..<1_202).map { number in
            let submission = Submission(requestID: number, call: creation, metadata: CallMetadata())
            return PartitionWork.call(CallInFlight(submission: submission, target: caller))
        }
        _ = try loop.turn(creations, at: now)
        #expect(loop.engine.awaitedCount == 1_200)

        _ = try loop.turn([.forget(Caller(target: ObjectIdentifier(caller), requestID: nil))], at: now)

        #expect(loop.engine.awaitedCount == 0)
    }

    private func call(_ number: UInt64, from target: Listener) -> CallInFlight {
        CallInFlight(
            submission: Submission(requestID: number, call: .ping(Ping()), metadata: CallMetadata()), target: target)
    }

    private func stream(_ number: UInt64, from target: Listener) -> JobReceiver {
        JobReceiver(
            call: call(number, from: target), request: StreamJobs(types: ["work"]), room: nil, whenAble: { _ in },
            whenOver: { _, _ in })
    }

    /// Whoever waits for that key, by number.
    private func told(_ key: Int64, by waiting: WaitingCalls) -> [UInt64] {
        var release = Release()
        waiting.ended(key, .success(.done), &release)
        return release.replies.map(\.reply.requestID)
    }
}

private final class Listener: ReplyTarget {
    let streamCapacity = 0
    func deliver(_ replies: [Reply]) {}
}
