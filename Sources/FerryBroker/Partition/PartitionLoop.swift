package import FerryEngine
package import FerryModel

/// What a partition does in one turn, without threads, clocks or sockets: works a batch off, writes it as one batch,
/// and says what may leave once that is safe on disk.
///
/// `Partition` runs it on a thread; a simulation runs it step by step. One thread at a time.
package final class PartitionLoop {
    package let id: PartitionID
    let engine: Engine
    let waiting = WaitingCalls()
    private let others: [PartitionID]
    /// What a turn that failed would have answered: calls of earlier turns may be among them.
    private var unsaid: [(target: any ReplyTarget, reply: Reply)] = []
    private(set) var isDraining = false

    package init(
        id: PartitionID, storage: any StateStorage, partitions: [PartitionID], compiler: any ProcessCompiler,
        cachedElements: Int, rules: EngineRules = EngineRules()
    ) throws(StorageFailure) {
        self.id = id
        others = partitions.filter { $0 != id }
        let state = try PartitionState(partition: id, storage: storage, cachedElements: cachedElements)
        engine = Engine(state: state, compiler: compiler, others: others, rules: rules)
        waiting.restore(state.meta.outboxSequences, try engine.unacknowledged())
        try engine.rememberOwn()
    }

    /// The newest event written.
    package var position: LogPosition { engine.state.meta.applied }

    /// For those who count and measure, on the partition's thread.
    var state: PartitionState { engine.state }

    /// When the loop has something to do although nobody asks; nil for never.
    package var nextDue: Timestamp? {
        if waiting.hasTakersToServe || engine.hasOwnMessages { return Timestamp(milliseconds: 0) }
        return switch (engine.state.earliestDue, waiting.earliestDeadline) {
        case (let due?, let deadline?): min(due, deadline)
        case (let due, let deadline): due ?? deadline
        }
    }

    /// After a restart: what other partitions may not have got.
    package func sendAgain() throws(StorageFailure) -> Release {
        var release = Release(position: position)
        // What it told itself it has not forgotten.
        release.messages = try engine.unacknowledged().filter { $0.receiver != id }
        return release
    }

    /// `isSpent`: true when the turn has taken long enough; what is not begun then is left for the next.
    package func turn(
        _ batch: [PartitionWork], at now: Timestamp, isSpent: () -> Bool = { false }
    ) throws(StorageFailure) -> Release {
        var release = Release()
        do {
            try carryOut(batch, at: now, isSpent, &release)
        } catch {
            unsaid = release.replies
            for push in release.pushes { push.drop() }
            throw error
        }
        return release
    }

    private func carryOut(
        _ batch: [PartitionWork], at now: Timestamp, _ isSpent: () -> Bool, _ release: inout Release
    ) throws(StorageFailure) {
        absorb(try engine.takeRemembered(at: now).effects, into: &release)
        if let due = engine.state.earliestDue, due <= now {
            absorb(try engine.expire(at: now).effects, into: &release)
        }
        release.rest = batch[...]
        while let work = release.rest.popFirst() {
            try perform(work, at: now, &release)
            if isSpent() { break }
        }
        try serveTakers(at: now, isSpent, &release)
        waiting.expire(at: now, &release)
        forgetAwaited()
        release.position = try engine.state.commit()
    }

    /// What creators wanted to know who have gone. Seldom enough that each costs little.
    private func forgetAwaited() {
        guard engine.awaitedCount > 1_024 + 2 * waiting.resultsCount else { return }
        engine.forgetAwaited { waiting.isAwaited($0) }
    }

    /// The answers of a batch, and of all that waits, when the partition has stopped.
    ///
    /// `leavingPolls`: other partitions may still serve workers, so their polls are refused by the last one only.
    package func refuse(
        _ batch: [PartitionWork], _ rejection: Rejection, leavingPolls: Bool = false
    ) -> Release {
        var release = Self.refusals(of: batch + waiting.takePolls(), rejection, leavingPolls: leavingPolls)
        waiting.refuseAll(rejection, &release)
        for (target, reply) in unsaid {
            release.replies.append((target, Reply(requestID: reply.requestID, content: .rejected(rejection))))
        }
        unsaid = []
        // A call of this very turn may stand in several places; it is answered once.
        var answered: Set<Caller> = []
        release.replies.removeAll {
            !answered.insert(Caller(target: ObjectIdentifier($0.target), requestID: $0.reply.requestID)).inserted
        }
        return release
    }

    /// The same for a batch that no loop has seen.
    package static func refusals(
        of batch: [PartitionWork], _ rejection: Rejection, leavingPolls: Bool
    ) -> Release {
        var release = Release()
        // A poll that a failed turn had begun to look at stands in its batch and among those that wait.
        var polls: Set<ObjectIdentifier> = []
        for work in batch {
            switch work {
            case .call(let call), .deploy(_, _, let call): release.reply(to: call, .rejected(rejection))
            case .poll(let poll):
                guard polls.insert(ObjectIdentifier(poll)).inserted else { continue }
                if !leavingPolls || poll.stepBack() {
                    if poll.giveUp() { release.reply(to: poll.call, .rejected(rejection)) }
                } else if poll.activation.waitMilliseconds <= 0, poll.lookedInVain(), poll.giveUp() {
                    release.reply(to: poll.call, .answer(.activateJobs(ActivateJobs.Answer(jobs: []))))
                }
            case .survey(let survey):
                if survey.refuse() { release.reply(to: survey.call, .rejected(rejection)) }
            case .stream, .giveBack, .receive, .acknowledge, .forget, .sendAgain, .wake, .drain: break
            }
        }
        return release
    }

    private func perform(
        _ work: PartitionWork, at now: Timestamp, _ release: inout Release
    ) throws(StorageFailure) {
        switch work {
        case .call(let call): try perform(call, at: now, &release)
        case .poll(let poll): waiting.consider(.poll(poll))
        case .stream(let receiver): waiting.consider(receiver)
        case .giveBack(let jobs): absorb(try engine.giveBack(jobs, at: now).effects, into: &release)
        case .deploy(let deployment, let tenant, let call):
            guard !call.isLate(at: now) else {
                release.reply(to: call, .rejected(.deadlineExceeded))
                return
            }
            let outcome = try engine.deploy(deployment, tenant: tenant, to: others, at: now)
            absorb(outcome.effects, into: &release)
            switch outcome.result {
            case .success(let answer):
                let sent = engine.state.meta.outboxSequences.filter { $0.receiver != id }
                waiting.answer(call, answer, whenEveryoneHas: sent, &release)
            case .failure(let rejection): release.reply(to: call, .rejected(rejection))
            }
        case .survey(let survey):
            let key = ProcessDefinitionKey(survey.resource.resourceKey.rawValue)
            if let instance = try engine.runningInstance(of: key) {
                if survey.refuse() { release.reply(to: survey.call, .rejected(.inUse(key, by: instance))) }
            } else {
                survey.clear()
            }
        case .receive(let message, let sender):
            let outcome = try engine.receive(message, from: sender, at: now)
            absorb(outcome.effects, into: &release)
            guard case .success = outcome.result, sender != id else { return }
            release.acknowledgements.append(
                (sender, OutboxAcknowledgement(receiver: id, sequence: message.sequence)))
        case .acknowledge(let acknowledgement):
            _ = try engine.acknowledge(acknowledgement, at: now)
            waiting.acknowledged(acknowledgement, &release)
        case .forget(let caller): waiting.forget(caller)
        case .sendAgain(let receiver):
            release.messages.append(contentsOf: try engine.unacknowledged().filter { $0.receiver == receiver })
        case .wake: break
        case .drain:
            isDraining = true
            waiting.drain(&release)
        }
    }

    private func perform(
        _ call: CallInFlight, at now: Timestamp, _ release: inout Release
    ) throws(StorageFailure) {
        guard !call.isLate(at: now) else {
            release.reply(to: call, .rejected(.deadlineExceeded))
            return
        }
        if call.submission.call.awaitsResult, let refusal = isDraining ? .closing : waiting.resultsRefusal {
            release.reply(to: call, .rejected(refusal))
            return
        }
        let outcome = try engine.execute(call.submission.call, call.submission.metadata, at: now)
        switch outcome.result {
        case .success(.createProcessInstance(let answer))
        where call.submission.call.awaitsResult && answer.result == nil:
            let key = answer.processInstanceKey
            if !engine.isAwaited(key), !outcome.effects.awaitedEnds.contains(where: { $0.processInstanceKey == key }) {
                // A repeat of a command whose instance has ended: the result went with it.
                release.reply(to: call, .answer(.createProcessInstance(answer)))
            } else {
                waiting.await(key.rawValue, call)
            }
        case .success(.correlateMessage(let answer)) where answer.processInstanceKey == 0:
            // Whoever takes it may have done so within the same turn: what is absorbed below answers then.
            waiting.await(answer.messageKey.rawValue, call)
        case .success(let answer) where call.submission.call.isForEveryPartition:
            let sent = engine.state.meta.outboxSequences.filter { $0.receiver != id }
            waiting.answer(call, answer, whenEveryoneHas: sent, &release)
        case .success where outcome.effects.heldTask != nil:
            if isDraining {
                release.reply(to: call, .rejected(.closing))
            } else if let task = outcome.effects.heldTask, !waiting.hear(ofTask: task, call) {
                release.reply(to: call, .rejected(.tooManyListenedTo(task)))
            }
        case .success(let answer):
            let isLast = others.allSatisfy { $0 < id }
            release.reply(to: call, .answer(answer.paged(on: id, isLast: isLast, of: call.submission.call)))
        case .failure(let rejection): release.reply(to: call, .rejected(rejection))
        }
        absorb(outcome.effects, into: &release)
    }

    private func absorb(_ effects: Effects, into release: inout Release) {
        waiting.jobsAvailable(effects.jobsAvailable)
        for end in effects.awaitedEnds {
            waiting.ended(
                end.processInstanceKey.rawValue, end.result.map { .createProcessInstance($0) }, &release)
        }
        for decided in effects.correlations {
            waiting.ended(decided.message.rawValue, decided.result.map { .correlateMessage($0) }, &release)
        }
        for decided in effects.decidedTasks {
            waiting.ended(decided.key.rawValue, decided.result.map { .done }, &release)
        }
        release.messages.append(contentsOf: effects.outbox)
    }
}

extension CallInFlight {
    /// The caller has stopped waiting before the command was begun.
    func isLate(at now: Timestamp) -> Bool { submission.metadata.deadline.map { $0 <= now } ?? false }
}

extension Call {
    /// Answered when every partition has what was decided.
    var isForEveryPartition: Bool {
        if case .deleteResource = self { return true }
        return false
    }

    var awaitsResult: Bool {
        if case .createProcessInstance(let call) = self { return call.awaitResult }
        return false
    }
}

extension Rejection {
    fileprivate static func tooManyListenedTo(_ task: ElementInstanceKey) -> Rejection {
        Rejection(
            .resourceExhausted, "user task \(task) waits for its listeners, but too many calls wait to hear of theirs",
            reasons: [
                Reason(
                    code: "AWAITED_RESULTS_EXHAUSTED", expected: "fewer calls that wait at a partition",
                    found: "one more", hint: "the change is under way; read the task to see what comes of it")
            ])
    }

    static var deadlineExceeded: Rejection {
        Rejection(.deadlineExceeded, "the deadline passed before the command was begun; nothing was changed")
    }
}
