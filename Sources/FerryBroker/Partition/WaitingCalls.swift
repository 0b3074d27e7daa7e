import FerryEngine
import FerryModel

/// The calls of a partition that are answered later: workers without jobs, creators that want a result, deployments
/// on their way to the other partitions. Belongs to the partition's thread.
final class WaitingCalls {
    private var toServe: ArraySlice<JobTaker> = []
    private var parked = JobLines()
    /// By the key of what they wait for: an instance that is to end, a message that is to be taken, a user task whose
    /// listeners are to say what they think.
    private var results: [Int64: [CallInFlight]] = [:]
    /// The keys of `results` that each connection's requests wait for.
    private var awaiting: [ObjectIdentifier: [UInt64: Int64]] = [:]
    private(set) var resultsCount = 0
    private var deployments: [Deployment] = []
    /// By receiver: every message up to this one is acknowledged.
    private var acknowledgedUpTo: [PartitionID: UInt64] = [:]
    /// Nothing parked or awaited ends before this.
    private(set) var earliestDeadline: Timestamp?

    /// More creators than this do not wait for results at one partition.
    private static let resultsMax = 10_000

    private struct Deployment {
        let call: CallInFlight
        let answer: Answer
        let needs: [OutboxAcknowledgement]
    }

    // MARK: Those who take jobs

    func consider(_ taker: JobTaker) { toServe.append(taker) }

    /// A stream that is new here, or can take jobs again.
    func consider(_ receiver: JobReceiver) {
        toServe += parked.able(receiver)
        if let deadline = receiver.deadline { note(deadline) }
    }

    func nextTaker() -> JobTaker? {
        // An empty slice would keep hold of all that were in it.
        defer { if toServe.isEmpty { toServe = [] } }
        return toServe.popFirst()
    }

    /// A turn ended before everybody was looked after.
    var hasTakersToServe: Bool { !toServe.isEmpty }

    func park(_ taker: JobTaker) {
        parked.park(taker)
        if case .poll(let poll) = taker { note(poll.deadline) }
    }

    func setAside(_ receiver: JobReceiver, _ type: JobType) { parked.setAside(receiver, type) }

    func forget(_ receiver: JobReceiver) { parked.forget(receiver) }

    /// Nobody is to wait any more: polls are answered empty, awaited results are refused.
    func drain(_ release: inout Release) {
        for poll in parked.takePolls() where poll.giveUp() {
            release.reply(to: poll.call, .answer(.activateJobs(ActivateJobs.Answer(jobs: []))))
        }
        for key in results.keys.sorted() {
            for call in results[key] ?? [] { release.reply(to: call, .rejected(.closing)) }
        }
        forgetResults()
    }

    func isAwaited(_ type: JobType) -> Bool { parked.isAwaited(type) }

    func jobsAvailable(_ types: [JobType]) {
        for type in types {
            if let taker = parked.next(of: type) { toServe.append(taker) }
        }
    }

    // MARK: Results

    /// Why nobody else may wait for a result; nil while somebody may.
    var resultsRefusal: Rejection? { resultsCount < Self.resultsMax ? nil : .tooManyAwaited(Self.resultsMax) }

    func await(_ key: Int64, _ call: CallInFlight) {
        results[key, default: []].append(call)
        awaiting[call.caller.target, default: [:]][call.submission.requestID] = key
        resultsCount += 1
        if let deadline = call.submission.metadata.deadline { note(deadline) }
    }

    func isAwaited(_ instance: ProcessInstanceKey) -> Bool { results[instance.rawValue] != nil }

    /// False: too many wait.
    func hear(ofTask task: ElementInstanceKey, _ call: CallInFlight) -> Bool {
        guard resultsRefusal == nil else { return false }
        self.await(task.rawValue, call)
        return true
    }

    func ended(_ key: Int64, _ result: Result<Answer, Rejection>, _ release: inout Release) {
        for call in results.removeValue(forKey: key) ?? [] {
            noLongerAwaiting(call, key)
            switch result {
            case .success(let answer): release.reply(to: call, .answer(answer))
            case .failure(let rejection): release.reply(to: call, .rejected(rejection))
            }
        }
    }

    // MARK: Deployments

    /// After a restart.
    func restore(_ sent: [OutboxAcknowledgement], _ unacknowledged: [OutboxMessage]) {
        for last in sent {
            let first = unacknowledged.lazy.filter { $0.receiver == last.receiver }.map(\.sequence).min()
            acknowledgedUpTo[last.receiver] = first.map { $0 - 1 } ?? last.sequence
        }
    }

    func answer(
        _ call: CallInFlight, _ answer: Answer, whenEveryoneHas needs: [OutboxAcknowledgement],
        _ release: inout Release
    ) {
        deployments.append(Deployment(call: call, answer: answer, needs: needs))
        if let deadline = call.submission.metadata.deadline { note(deadline) }
        answerDeployments(&release)
    }

    func acknowledged(_ acknowledgement: OutboxAcknowledgement, _ release: inout Release) {
        acknowledgedUpTo[acknowledgement.receiver] = max(
            acknowledgedUpTo[acknowledgement.receiver] ?? 0, acknowledgement.sequence)
        answerDeployments(&release)
    }

    private func answerDeployments(_ release: inout Release) {
        deployments.removeAll { deployment in
            let isEverywhere = deployment.needs.allSatisfy { (acknowledgedUpTo[$0.receiver] ?? 0) >= $0.sequence }
            if isEverywhere { release.reply(to: deployment.call, .answer(deployment.answer)) }
            return isEverywhere
        }
    }

    // MARK: Giving up

    /// Answers what has waited long enough.
    func expire(at now: Timestamp, _ release: inout Release) {
        guard let earliest = earliestDeadline, earliest <= now else { return }
        earliestDeadline = nil
        for receiver in parked.late(at: now) {
            receiver.end(.rejected(.streamOver))
            parked.forget(receiver)
        }
        let earliestPoll = parked.expire(at: now) { poll in
            guard poll.giveUp() else { return }
            release.reply(to: poll.call, .answer(.activateJobs(ActivateJobs.Answer(jobs: []))))
        }
        if let earliestPoll { note(earliestPoll) }
        for key in results.keys.sorted() {
            results[key]?.removeAll { call in
                guard let deadline = call.submission.metadata.deadline else { return false }
                guard deadline <= now else {
                    note(deadline)
                    return false
                }
                noLongerAwaiting(call, key)
                release.reply(to: call, .rejected(.resultNotYet(call, key)))
                return true
            }
            if results[key]?.isEmpty == true { results[key] = nil }
        }
        deployments.removeAll { deployment in
            guard let deadline = deployment.call.submission.metadata.deadline else { return false }
            guard deadline <= now else {
                note(deadline)
                return false
            }
            release.reply(to: deployment.call, .rejected(.notEverywhere(deployment.call.submission.call)))
            return true
        }
    }

    func forget(_ caller: Caller) {
        func isMeant(_ call: CallInFlight) -> Bool {
            ObjectIdentifier(call.target) == caller.target
                && (caller.requestID == nil || caller.requestID == call.submission.requestID)
        }
        // A poll and its end may come in one turn.
        toServe.removeAll { taker in
            guard case .poll(let poll) = taker, isMeant(poll.call) else { return false }
            return poll.giveUp() || poll.isOver
        }
        parked.forget(caller)
        if let own = awaiting[caller.target] {
            let keys = caller.requestID.map { requestID in own[requestID].map { [$0] } ?? [] } ?? Array(own.values)
            for key in keys {
                results[key]?.removeAll { call in
                    guard isMeant(call) else { return false }
                    noLongerAwaiting(call, key)
                    return true
                }
                if results[key]?.isEmpty == true { results[key] = nil }
            }
        }
        deployments.removeAll { isMeant($0.call) }
    }

    /// All polls that are not over, so that somebody decides about them.
    func takePolls() -> [PartitionWork] {
        defer { toServe = [] }
        let polls = toServe.compactMap { if case .poll(let poll) = $0 { poll } else { nil } }
        return (polls + parked.takePolls()).filter { !$0.isOver }.map { .poll($0) }
    }

    /// Refuses everybody but the polls.
    func refuseAll(_ rejection: Rejection, _ release: inout Release) {
        for key in results.keys.sorted() {
            for call in results[key] ?? [] { release.reply(to: call, .rejected(rejection)) }
        }
        for deployment in deployments { release.reply(to: deployment.call, .rejected(rejection)) }
        forgetResults()
        deployments = []
        earliestDeadline = nil
    }

    private func noLongerAwaiting(_ call: CallInFlight, _ key: Int64) {
        resultsCount -= 1
        let caller = call.caller
        guard awaiting[caller.target]?[call.submission.requestID] == key else { return }
        awaiting[caller.target]?[call.submission.requestID] = nil
        if awaiting[caller.target]?.isEmpty == true { awaiting[caller.target] = nil }
    }

    private func forgetResults() {
        results = [:]
        awaiting = [:]
        resultsCount = 0
    }

    private func note(_ deadline: Timestamp) {
        earliestDeadline = earliestDeadline.map { min($0, deadline) } ?? deadline
    }
}

extension Rejection {
    fileprivate static var streamOver: Rejection {
        Rejection(.deadlineExceeded, "the time of the stream is over; jobs that came stay with their worker")
    }

    fileprivate static func notEverywhere(_ call: Call) -> Rejection {
        if case .deleteResource = call {
            return Rejection(
                .deadlineExceeded, "it is deleted, but not yet on every partition; they follow by themselves")
        }
        return Rejection(
            .deadlineExceeded,
            "the definitions are deployed, but not yet known to every partition; deploy the same files again to be sure"
        )
    }

    fileprivate static func tooManyAwaited(_ max: Int) -> Rejection {
        Rejection(
            .resourceExhausted, "too many calls wait for the results of their instances; nothing was created",
            reasons: [
                Reason(
                    code: "AWAITED_RESULTS_EXHAUSTED", expected: "at most \(max) waiting at a partition",
                    found: "one more", hint: "create without awaiting the result, or try again after a moment")
            ])
    }

    fileprivate static func resultNotYet(_ call: CallInFlight, _ key: Int64) -> Rejection {
        if case .correlateMessage = call.submission.call {
            return Rejection(
                .deadlineExceeded, "message \(key) is on its way; whether it is taken was not known in time")
        }
        switch call.submission.call {
        case .assignUserTask, .updateUserTask, .completeUserTask, .setVariables:
            return Rejection(
                .deadlineExceeded, "user task \(key) still waits for its listeners; the change is made when they agree")
        default: break
        }
        return Rejection(
            .deadlineExceeded, "process instance \(key) was created and still runs; its result did not come in time")
    }
}
