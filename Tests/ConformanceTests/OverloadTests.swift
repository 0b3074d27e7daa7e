import FerryClient
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Foundation
import Testing

@testable import FerryBroker

/// More than a broker can do: what is refused, with which words, and that the rest goes on.
@Suite(.timeLimit(.minutes(1)))
struct OverloadTests {
    // MARK: Polls

    @Test(arguments: Harness.allCases)
    func aPollTooManyIsRefusedUntilAnotherHasItsAnswer(harness: Harness) async throws {
        try await harness.withWorld(configure: { $0.pollsMax = 2 }) { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let results = Watched<[Result<Answer, Rejection>]>([])
            for _ in 1...2 {
                world.client.send(.activateJobs(ActivateJobs(type: "task", maxJobs: 1, waitMilliseconds: 100_000))) {
                    result in results.change { $0.append(result) }
                }
            }
            try await world.turnAll()

            let refusal = await rejection { _ = try await world.jobs("other") }
            _ = try await world.create(definition)
            try await results.wait { $0.count == 1 }

            #expect(refusal?.code == .resourceExhausted && refusal?.reasons.map(\.code) == ["POLLS_EXHAUSTED"])
            #expect(try await world.jobs("other").isEmpty, "there is room again")
        }
    }

    @Test func pollsAreServedInLineAndThoseForgottenAreLeftOut() {
        let asker = Asker()
        var parked = JobLines()
        let polls = (UInt64(1)...4).map { poll($0, from: asker) }
        for poll in polls { parked.park(.poll(poll)) }

        parked.forget(Caller(target: ObjectIdentifier(asker), requestID: 2))
        polls[2].settle()

        #expect(polls[1].isOver && !polls[0].isOver)
        #expect(parked.nextPoll(of: polls[0].jobType) === polls[0])
        #expect(parked.nextPoll(of: polls[0].jobType) === polls[3])
        #expect(parked.nextPoll(of: polls[0].jobType) == nil)
    }

    @Test func aConnectionThatLeavesTakesItsPollsAlong() {
        let (leaver, stayer) = (Asker(), Asker())
        var parked = JobLines()
        let left = (UInt64(1)...3).map { poll($0, from: leaver) }
        let stays = poll(1, from: stayer)
        for poll in left + [stays] { parked.park(.poll(poll)) }

        parked.forget(Caller(target: ObjectIdentifier(leaver), requestID: nil))

        #expect(left.allSatisfy { $0.isOver })
        #expect(parked.takePolls().map(ObjectIdentifier.init) == [ObjectIdentifier(stays)])
    }

    @Test func pollsThatOthersServedDoNotPileUp() {
        let asker = Asker()
        let room = PollRoom(pollsMax: 1)
        var parked = JobLines()
        weak var first: JobPoll?

        for number in UInt64(1)...3_000 {
            #expect(room.enter(), "every poll leaves its room")
            let poll = poll(number, from: asker, in: room)
            if number == 1 { first = poll }
            parked.park(.poll(poll))
            poll.settle()
        }

        #expect(first == nil, "it was swept out")
        #expect(parked.takePolls().isEmpty)
    }

    private func poll(_ number: UInt64, from asker: Asker, in room: PollRoom? = nil) -> JobPoll {
        let activation = ActivateJobs(type: "work", waitMilliseconds: 1_000)
        let submission = Submission(requestID: number, call: .activateJobs(activation), metadata: CallMetadata())
        return JobPoll(
            call: CallInFlight(submission: submission, target: asker), activation: activation,
            deadline: Timestamp(milliseconds: 1_000), partitions: 1, room: room)
    }

    // MARK: Turns

    @Test func longWorkIsTakenOneAtATimeAndNeverBeforeWhatCameEarlier() {
        let mailbox = Mailbox<Int>(capacity: 10, isLong: { $0 < 0 })

        #expect(mailbox.offer([1, -2, -3, 4, 5, -6]) == 6)

        #expect(mailbox.take(limit: 2, until: .distantPast) == [1, 4, -2])
        #expect(mailbox.take(limit: 2, until: .distantPast) == [5, -3])
        #expect(mailbox.take(limit: 2, until: .distantPast) == [-6])
        #expect(mailbox.take(limit: 2, until: .distantPast) == [])
    }

    @Test func longWorkWaitsForAllThatCameBeforeIt() {
        let mailbox = Mailbox<Int>(capacity: 10, isLong: { $0 < 0 })
        _ = mailbox.offer([1, 2, 3, -4])

        #expect(mailbox.take(limit: 2, until: .distantPast) == [1, 2])
        #expect(mailbox.take(limit: 2, until: .distantPast) == [3, -4])
    }

    @Test func longWorkCountsAgainstTheCapacity() {
        let mailbox = Mailbox<Int>(capacity: 3, isLong: { $0 < 0 })

        #expect(mailbox.offer([1, -2]) == 2)
        #expect(mailbox.offer([-3, 4]) == 1)
        #expect(mailbox.count == 3)
    }

    @Test func aTurnThatHasTakenLongEnoughLeavesTheRest() throws {
        let storage = try PartitionStorage(over: MemoryOrderedStore())
        let id = PartitionID(1)
        let loop = try PartitionLoop(
            id: id, storage: storage, partitions: [id], compiler: ProcessLibrary(), cachedElements: 1)
        let batch = (UInt64(1)...3).map { number in
            let list = Call.listProcessInstances(ListProcessInstances())
            let submission = Submission(requestID: number, call: list, metadata: CallMetadata())
            return PartitionWork.call(CallInFlight(submission: submission, target: Asker()))
        }

        let first = try loop.turn(batch, at: Timestamp(milliseconds: 1), isSpent: { true })
        let second = try loop.turn(Array(first.rest), at: Timestamp(milliseconds: 1))

        #expect(first.replies.map(\.reply.requestID) == [1] && first.rest.count == 2)
        #expect(second.replies.map(\.reply.requestID) == [2, 3] && second.rest.isEmpty)
    }

    @Test(arguments: Harness.allCases)
    func whatHasWaitedTooLongIsNotBegun(harness: Harness) async throws {
        try await harness.withWorld(configure: { $0.mailboxNanosecondsMax = 1 }) { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let positions = try await world.positions()

            let refusal = await rejection { _ = try await world.create(definition) }

            #expect(refusal?.code == .resourceExhausted && refusal?.reasons.map(\.code) == ["WAITED_TOO_LONG"])
            #expect(try await world.positions() == positions)
            #expect(try await world.jobs("task").isEmpty, "polls have deadlines of their own")
        }
    }
}

/// Hears nothing.
private final class Asker: ReplyTarget {
    let streamCapacity = 0
    func deliver(_ replies: [Reply]) {}
}

extension JobLines {
    fileprivate mutating func nextPoll(of type: JobType) -> JobPoll? {
        if case .poll(let poll) = next(of: type) { poll } else { nil }
    }
}
