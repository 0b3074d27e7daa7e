import FerryEngine
import FerryModel

/// The calls of a partition that are answered later: workers without jobs, creators that want a result, deployments
/// on their way to the other partitions. Belongs to the partition's thread.
final class WaitingCalls {
    private var toServe: [JobPoll] = []
    private var parked: [JobType: [JobPoll]] = [:]
    /// By the key of what they wait for: an instance that is to end, a message that is to be taken.
    private var results: [Int64: [CallInFlight]] = [:]
    private var deployments: [Deployment] = []
    /// By receiver: every message up to this one is acknowledged.
    private var acknowledgedUpTo: [PartitionID: UInt64] = [:]
    /// Nothing parked or awaited ends before this.
    private(set) var earliestDeadline: Timestamp?

    private struct Deployment {
        let call: CallInFlight
        let answer: Answer
        let needs: [OutboxAcknowledgement]
    }

    // MARK: Job polls

    func consider(_ poll: JobPoll) { toServe.append(poll) }

    func nextPoll() -> JobPoll? { toServe.isEmpty ? nil : toServe.removeFirst() }

    func park(_ poll: JobPoll) {
        parked[JobType(tenant: poll.activation.tenant, name: poll.activation.type), default: []].append(poll)
        note(poll.deadline)
    }

    /// Nobody is to wait any more: polls are answered empty, awaited results are refused.
    func drain(_ release: inout Release) {
        for type in parked.keys.sorted(by: { ($0.tenant, $0.name) < ($1.tenant, $1.name) }) {
            for poll in parked[type] ?? [] where poll.giveUp() {
                release.reply(to: poll.call, .answer(.activateJobs(ActivateJobs.Answer(jobs: []))))
            }
        }
        parked = [:]
        for key in results.keys.sorted() {
            for call in results[key] ?? [] { release.reply(to: call, .rejected(.closing)) }
        }
        results = [:]
    }

    func jobsAvailable(_ types: [JobType]) {
        for type in types {
            guard var polls = parked[type] else { continue }
            while let first = polls.first {
                polls.removeFirst()
                if first.isOver { continue }
                toServe.append(first)
                break
            }
            parked[type] = polls.isEmpty ? nil : polls
        }
    }

    // MARK: Results

    func await(_ key: Int64, _ call: CallInFlight) {
        results[key, default: []].append(call)
        if let deadline = call.submission.metadata.deadline { note(deadline) }
    }

    func ended(_ key: Int64, _ result: Result<Answer, Rejection>, _ release: inout Release) {
        for call in results.removeValue(forKey: key) ?? [] {
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
        for type in parked.keys.sorted(by: { ($0.tenant, $0.name) < ($1.tenant, $1.name) }) {
            parked[type]?.removeAll { poll in
                if poll.deadline <= now, poll.giveUp() {
                    release.reply(to: poll.call, .answer(.activateJobs(ActivateJobs.Answer(jobs: []))))
                }
                if !poll.isOver { note(poll.deadline) }
                return poll.isOver
            }
            if parked[type]?.isEmpty == true { parked[type] = nil }
        }
        for key in results.keys.sorted() {
            results[key]?.removeAll { call in
                guard let deadline = call.submission.metadata.deadline else { return false }
                guard deadline <= now else {
                    note(deadline)
                    return false
                }
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
            release.reply(to: deployment.call, .rejected(.deploymentNotEverywhere))
            return true
        }
    }

    func forget(_ caller: Caller) {
        func isMeant(_ call: CallInFlight) -> Bool {
            ObjectIdentifier(call.target) == caller.target
                && (caller.requestID == nil || caller.requestID == call.submission.requestID)
        }
        // A poll and its end may come in one turn.
        toServe.removeAll { isMeant($0.call) && ($0.giveUp() || $0.isOver) }
        for type in Array(parked.keys) {
            parked[type]?.removeAll { isMeant($0.call) && ($0.giveUp() || $0.isOver) }
            if parked[type]?.isEmpty == true { parked[type] = nil }
        }
        for key in Array(results.keys) {
            results[key]?.removeAll(where: isMeant)
            if results[key]?.isEmpty == true { results[key] = nil }
        }
        deployments.removeAll { isMeant($0.call) }
    }

    func refuseAll(_ rejection: Rejection, _ release: inout Release) {
        for poll in toServe + parked.values.flatMap({ $0 }) where poll.giveUp() {
            release.reply(to: poll.call, .rejected(rejection))
        }
        for call in results.values.flatMap({ $0 }) { release.reply(to: call, .rejected(rejection)) }
        for deployment in deployments { release.reply(to: deployment.call, .rejected(rejection)) }
        toServe = []
        parked = [:]
        results = [:]
        deployments = []
        earliestDeadline = nil
    }

    private func note(_ deadline: Timestamp) {
        earliestDeadline = earliestDeadline.map { min($0, deadline) } ?? deadline
    }
}

extension Rejection {
    fileprivate static var deploymentNotEverywhere: Rejection {
        Rejection(
            .deadlineExceeded,
            "the definitions are deployed, but not yet known to every partition; deploy the same files again to be sure"
        )
    }

    fileprivate static func resultNotYet(_ call: CallInFlight, _ key: Int64) -> Rejection {
        if case .correlateMessage = call.submission.call {
            return Rejection(
                .deadlineExceeded, "message \(key) is on its way; whether it is taken was not known in time")
        }
        return Rejection(
            .deadlineExceeded, "process instance \(key) was created and still runs; its result did not come in time")
    }
}
