import FerryEngine
import FerryModel

/// Giving jobs to those who take them.
extension PartitionLoop {
    /// A stream is given no more than this at a time, so that others in line have their turn.
    private static let pushedAtOnce = 32

    /// Gives jobs to the workers that wait for a type of which there may be some.
    func serveTakers(
        at now: Timestamp, _ isSpent: () -> Bool, _ release: inout Release
    ) throws(StorageFailure) {
        var served = 0
        while served == 0 || !isSpent(), let taker = waiting.nextTaker() {
            served += 1
            switch taker {
            case .poll(let poll): try serve(poll, at: now, &release)
            case .stream(let receiver, let type): try push(type, to: receiver, at: now, &release)
            }
        }
    }

    private func serve(_ poll: JobPoll, at now: Timestamp, _ release: inout Release) throws(StorageFailure) {
        let type = poll.jobType
        // Whoever takes no jobs leaves them to the next in line.
        guard !poll.isOver else { return waiting.jobsAvailable([type]) }
        if let refusal = poll.lateness(at: now) {
            if poll.giveUp() { release.reply(to: poll.call, refusal) }
            return waiting.jobsAvailable([type])
        }
        guard try look(for: .poll(poll), { () throws(StorageFailure) in try engine.hasJobs(of: type) }) else {
            return lookedInVain(poll, &release)
        }
        guard poll.claim() else {
            waiting.jobsAvailable([type])
            return lookedInVain(poll, &release)
        }
        let outcome = try look(for: .poll(poll)) { () throws(StorageFailure) in
            do throws(StorageFailure) {
                return try engine.execute(.activateJobs(poll.activation), poll.call.submission.metadata, at: now)
            } catch {
                poll.unclaim()
                throw error
            }
        }
        switch outcome.result {
        case .success(.activateJobs(let answer)) where answer.jobs.isEmpty:
            poll.unclaim()
            lookedInVain(poll, &release)
        case .success(let answer):
            poll.settle()
            release.reply(to: poll.call, .answer(answer))
            try wakeNext(type)
        case .failure(let rejection):
            poll.settle()
            release.reply(to: poll.call, .rejected(rejection))
        }
    }

    /// Activates as many jobs as there are credits for, and goes to the end of the line.
    private func push(
        _ type: JobType, to receiver: JobReceiver, at now: Timestamp, _ release: inout Release
    ) throws(StorageFailure) {
        guard !receiver.isOver else {
            waiting.forget(receiver)
            return waiting.jobsAvailable([type])
        }
        let count = try engine.countJobs(of: type, upTo: Self.pushedAtOnce)
        guard count > 0 else { return waiting.park(.stream(receiver, type)) }
        let credits = receiver.take(atMost: count)
        guard credits > 0 else {
            waiting.setAside(receiver, type)
            return waiting.jobsAvailable([type])
        }
        let outcome: Outcome
        do throws(StorageFailure) {
            outcome = try engine.execute(.activateJobs(receiver.activation(of: type, credits)), CallMetadata(), at: now)
        } catch {
            receiver.grant(credits)
            throw error
        }
        switch outcome.result {
        case .success(.activateJobs(let answer)):
            waiting.park(.stream(receiver, type))
            receiver.grant(credits - answer.jobs.count)
            guard !answer.jobs.isEmpty else { return }
            release.pushes.append(JobPush(receiver: receiver, jobs: answer.jobs))
            try wakeNext(type)
        case .success: preconditionFailure("jobs are activated with jobs")
        case .failure(let rejection): receiver.end(.rejected(rejection))
        }
    }

    /// There may be more, for the next in line. Who would look in vain keeps their place.
    private func wakeNext(_ type: JobType) throws(StorageFailure) {
        if waiting.isAwaited(type), try engine.hasJobs(of: type) { waiting.jobsAvailable([type]) }
    }

    /// When the disk fails the poll is still owed an answer: it stands among those that are refused then.
    private func look<Found>(
        for taker: JobTaker, _ body: () throws(StorageFailure) -> Found
    ) throws(StorageFailure) -> Found {
        do { return try body() } catch {
            waiting.consider(taker)
            throw error
        }
    }

    private func lookedInVain(_ poll: JobPoll, _ release: inout Release) {
        let isLast = poll.lookedInVain()
        if poll.activation.waitMilliseconds > 0, !isDraining {
            waiting.park(.poll(poll))
        } else if isLast || isDraining, poll.giveUp() {
            release.reply(to: poll.call, .answer(.activateJobs(ActivateJobs.Answer(jobs: []))))
        }
    }
}

extension JobPoll {
    /// What a poll that comes too late is answered; nil while it is in time.
    fileprivate func lateness(at now: Timestamp) -> Reply.Content? {
        if call.isLate(at: now) { return .rejected(.deadlineExceeded) }
        guard activation.waitMilliseconds > 0, deadline <= now else { return nil }
        return .answer(.activateJobs(ActivateJobs.Answer(jobs: [])))
    }
}

extension JobReceiver {
    fileprivate func activation(of type: JobType, _ count: Int) -> ActivateJobs {
        ActivateJobs(
            type: type.name, worker: request.worker, timeoutMilliseconds: request.timeoutMilliseconds,
            maxJobs: Int32(count), fetchVariables: request.fetchVariables, tenant: type.tenant)
    }
}
