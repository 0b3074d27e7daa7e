import FerryEngine
import FerryModel
import Synchronization

/// A `StreamJobs` call under way, as all partitions see it: which jobs it wants, and how many it may still be sent.
///
/// Never more are sent than its caller has granted: whoever activates jobs for it takes the credits first. Any thread
/// may use it.
package final class JobReceiver: Sendable {
    let call: CallInFlight
    let request: StreamJobs
    let jobTypes: [JobType]

    private struct State {
        var credits: Int
        var isOver = false
    }

    private let state: Mutex<State>
    /// Left when it is over.
    private let room: PollRoom?
    private let whenAble: @Sendable (JobReceiver) -> Void
    private let whenOver: @Sendable (JobReceiver, Reply.Content?) -> Void

    /// - Parameters:
    ///   - room: entered for it.
    ///   - whenAble: called when it can take jobs again and could not before: every partition is to look.
    ///   - whenOver: called once, with what its caller was told; nil for a caller that has gone.
    init(
        call: CallInFlight, request: StreamJobs, room: PollRoom?,
        whenAble: @escaping @Sendable (JobReceiver) -> Void,
        whenOver: @escaping @Sendable (JobReceiver, Reply.Content?) -> Void
    ) {
        self.call = call
        self.request = request
        jobTypes = request.jobTypes
        state = Mutex(State(credits: Int(request.credits)))
        self.room = room
        self.whenAble = whenAble
        self.whenOver = whenOver
    }

    package var requestID: UInt64 { call.submission.requestID }

    var isOver: Bool { state.withLock { $0.isOver } }

    /// When its caller wants to be rid of it.
    var deadline: Timestamp? { call.submission.metadata.deadline }

    /// Credits for jobs that are about to be activated; 0 while there are none, or while its caller does not read.
    func take(atMost count: Int) -> Int {
        guard call.target.streamCapacity > 0 else { return 0 }
        return state.withLock { state in
            guard !state.isOver else { return 0 }
            let taken = min(count, state.credits)
            state.credits -= taken
            return taken
        }
    }

    /// The caller can take so many more; or jobs that credits were taken for were not sent.
    func grant(_ count: Int) {
        guard count > 0 else { return }
        let isAble = state.withLock { state in
            let hadNone = state.credits == 0
            state.credits = min(state.credits + count, Int(StreamJobs.creditsMax))
            return hadNone && !state.isOver
        }
        if isAble { whenAble(self) }
    }

    /// The caller reads again.
    func resume() { if !isOver { whenAble(self) } }

    /// Sends jobs that credits were taken for. False: it is over, and they are still nobody's.
    func deliver(_ jobs: [ActivatedJob]) -> Bool {
        // Within the lock, so that nothing follows the end.
        state.withLock { state in
            guard !state.isOver else { return false }
            let content = Reply.Content.streamed(.streamJobs(StreamJobs.Answer(jobs: jobs)))
            call.target.deliver([Reply(requestID: call.submission.requestID, content: content)])
            return true
        }
    }

    /// Ends it, with these last words unless its caller has gone.
    func end(_ lastWords: Reply.Content?) {
        let isFirst = state.withLock { state in
            guard !state.isOver else { return false }
            state.isOver = true
            if let lastWords {
                call.target.deliver([Reply(requestID: call.submission.requestID, content: lastWords)])
            }
            return true
        }
        guard isFirst else { return }
        room?.leave(jobTypes.count)
        whenOver(self, lastWords)
    }
}

/// Jobs that were activated for a receiver and leave when that is safe on disk.
package struct JobPush: Sendable {
    let receiver: JobReceiver
    let jobs: [ActivatedJob]

    /// Sends them. What is to be done with those that are nobody's.
    package func deliver() -> PartitionWork? {
        receiver.deliver(jobs) ? nil : .giveBack(jobs.map(HeldJob.init))
    }

    /// They will not leave: what was spent on them is there for others.
    package func drop() { receiver.grant(jobs.count) }
}

extension StreamJobs {
    var jobTypes: [JobType] {
        (tenants.isEmpty ? [.default] : tenants).flatMap { tenant in
            types.map { JobType(tenant: tenant, name: $0) }
        }
    }

    /// What is wrong with the call itself; nil when nothing is.
    var fault: Rejection? {
        var reasons: [Reason] = []
        func refuse(_ field: String, _ expected: String, _ found: String) {
            reasons.append(Reason(code: "INVALID_FIELD", elementID: field, expected: expected, found: found))
        }
        if types.isEmpty || types.count > Self.typesMax || types.contains("") {
            refuse("types", "1 to \(Self.typesMax) job types", types.contains("") ? "an empty one" : "\(types.count)")
        }
        if tenants.count > Self.tenantsMax { refuse("tenants", "at most \(Self.tenantsMax)", "\(tenants.count)") }
        if Set(types).count < types.count { refuse("types", "each type once", "one twice") }
        if Set(tenants).count < tenants.count { refuse("tenants", "each tenant once", "one twice") }
        if timeoutMilliseconds < 1 { refuse("timeout_milliseconds", "at least 1", "\(timeoutMilliseconds)") }
        if credits < 0 || credits > Self.creditsMax { refuse("credits", "0 to \(Self.creditsMax)", "\(credits)") }
        guard !reasons.isEmpty else { return nil }
        return Rejection(.invalidArgument, "jobs cannot be streamed this way", reasons: reasons)
    }
}
