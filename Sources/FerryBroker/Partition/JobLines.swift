import FerryEngine
import FerryModel

/// Somebody who waits for jobs at a partition: a poll, or a stream with one of its types.
enum JobTaker {
    case poll(JobPoll)
    case stream(JobReceiver, JobType)

    var jobType: JobType {
        switch self {
        case .poll(let poll): poll.jobType
        case .stream(_, let type): type
        }
    }

    var isOver: Bool {
        switch self {
        case .poll(let poll): poll.isOver
        case .stream(let receiver, _): receiver.isOver
        }
    }
}

/// The polls and streams that wait at a partition until there are jobs: in line, one line for each type of job.
///
/// A poll that another partition has served, or nobody wants any more, is over and left where it stands; it is dropped
/// when it is met. So that lines nobody walks along do not grow, all are swept when they have doubled. A stream that was
/// served goes to the end of the line; one that cannot take jobs now stands aside until it can.
struct JobLines {
    private var lines: [JobType: Line] = [:]
    /// By connection and request.
    private var callers: [ObjectIdentifier: [UInt64: JobPoll]] = [:]
    /// The streams this partition knows, by connection and request.
    private var streams: [ObjectIdentifier: [UInt64: Stream]] = [:]
    /// How many stand in line, and how many may until those who are over are looked for.
    private var parkedCount = 0
    private var sweepAt = Self.sweepAtMin

    private static let sweepAtMin = 1_024

    private struct Stream {
        let receiver: JobReceiver
        /// The types for which it stands aside.
        var aside: [JobType] = []
    }

    /// First in, first out.
    private struct Line {
        private var takers: [JobTaker] = []
        private var head = 0

        var isEmpty: Bool { head == takers.count }
        var waiting: ArraySlice<JobTaker> { takers[head...] }

        mutating func append(_ taker: JobTaker) { takers.append(taker) }

        mutating func popFirst() -> JobTaker? {
            guard !isEmpty else { return nil }
            let first = takers[head]
            head += 1
            // Half of the array is gone: moving up what is left costs no more than what went.
            if head * 2 >= takers.count {
                takers.removeFirst(head)
                head = 0
            }
            return first
        }

        mutating func keep(where isToStay: (JobTaker) -> Bool) {
            takers = waiting.filter(isToStay)
            head = 0
        }
    }

    mutating func park(_ taker: JobTaker) {
        lines[taker.jobType, default: Line()].append(taker)
        if case .poll(let poll) = taker {
            callers[poll.call.caller.target, default: [:]][poll.call.submission.requestID] = poll
        }
        parkedCount += 1
        if parkedCount > sweepAt { sweep { !$0.isOver } }
    }

    /// Somebody stands in line, though perhaps in vain.
    func isAwaited(_ type: JobType) -> Bool { lines[type] != nil }

    /// The first in line that still waits; it stands there no more.
    mutating func next(of type: JobType) -> JobTaker? {
        while let taker = lines[type]?.popFirst() {
            parkedCount -= 1
            if lines[type]?.isEmpty == true { lines[type] = nil }
            if case .poll(let poll) = taker { strike(poll) }
            if !taker.isOver { return taker }
        }
        return nil
    }

    // MARK: Streams

    /// What of a stream is to be looked at now: all of it when it is new here, else what stood aside.
    mutating func able(_ receiver: JobReceiver) -> [JobTaker] {
        let types = known(receiver)?.aside ?? receiver.jobTypes
        if receiver.isOver {
            forget(receiver)
        } else {
            streams[receiver.call.caller.target, default: [:]][receiver.requestID] = Stream(receiver: receiver)
        }
        return types.map { .stream(receiver, $0) }
    }

    /// It has no credits, or its caller does not read: it is not in the way of others until it is able again.
    mutating func setAside(_ receiver: JobReceiver, _ type: JobType) {
        guard known(receiver) != nil else { return }
        streams[receiver.call.caller.target]?[receiver.requestID]?.aside.append(type)
    }

    mutating func forget(_ receiver: JobReceiver) {
        guard known(receiver) != nil else { return }
        let target = receiver.call.caller.target
        streams[target]?[receiver.requestID] = nil
        if streams[target]?.isEmpty == true { streams[target] = nil }
    }

    /// A request's number may be in use again.
    private func known(_ receiver: JobReceiver) -> Stream? {
        let stream = streams[receiver.call.caller.target]?[receiver.requestID]
        return stream?.receiver === receiver ? stream : nil
    }

    private var receivers: some Sequence<JobReceiver> { streams.values.lazy.flatMap(\.values).map(\.receiver) }

    /// Streams whose time is over.
    func late(at now: Timestamp) -> [JobReceiver] {
        receivers.filter { $0.deadline.map { $0 <= now } ?? false }
            .sorted { $0.requestID < $1.requestID }
    }

    // MARK: Ends

    /// Ends the poll of one request, or all of one connection. (The broker ends streams itself.)
    mutating func forget(_ caller: Caller) {
        if let requestID = caller.requestID {
            if let stream = streams[caller.target]?[requestID], stream.receiver.isOver { forget(stream.receiver) }
            guard let poll = callers[caller.target]?[requestID] else { return }
            _ = poll.giveUp()
            strike(poll)
        } else {
            for stream in (streams[caller.target] ?? [:]).values where stream.receiver.isOver {
                forget(stream.receiver)
            }
            for (_, poll) in (callers.removeValue(forKey: caller.target) ?? [:]).sorted(by: { $0.key < $1.key }) {
                _ = poll.giveUp()
            }
        }
    }

    /// Ends what has waited long enough, in order of the types, and answers when the next will have.
    mutating func expire(at now: Timestamp, _ giveUp: (JobPoll) -> Void) -> Timestamp? {
        for poll in polls where poll.deadline <= now { giveUp(poll) }
        var earliest: Timestamp?
        sweep { taker in
            guard !taker.isOver else { return false }
            let deadline: Timestamp? =
                switch taker {
                case .poll(let poll): poll.deadline
                case .stream(let receiver, _): receiver.deadline
                }
            if let deadline { earliest = earliest.map { min($0, deadline) } ?? deadline }
            return true
        }
        for receiver in receivers {
            if let deadline = receiver.deadline { earliest = earliest.map { min($0, deadline) } ?? deadline }
        }
        return earliest
    }

    /// No poll is parked any more.
    mutating func takePolls() -> [JobPoll] {
        defer {
            sweep { if case .poll = $0 { false } else { !$0.isOver } }
        }
        return polls.filter { !$0.isOver }
    }

    private var polls: [JobPoll] {
        lines.keys.sorted { ($0.tenant, $0.name) < ($1.tenant, $1.name) }.flatMap { type in
            (lines[type]?.waiting ?? []).compactMap { if case .poll(let poll) = $0 { poll } else { nil } }
        }
    }

    private mutating func sweep(_ isToStay: (JobTaker) -> Bool) {
        callers = [:]
        parkedCount = 0
        for type in Array(lines.keys) {
            lines[type]?.keep(where: isToStay)
            guard let waiting = lines[type]?.waiting, !waiting.isEmpty else {
                lines[type] = nil
                continue
            }
            for case .poll(let poll) in waiting {
                callers[poll.call.caller.target, default: [:]][poll.call.submission.requestID] = poll
            }
            parkedCount += waiting.count
        }
        sweepAt = max(Self.sweepAtMin, parkedCount * 2)
    }

    /// A request's number may be in use again.
    private mutating func strike(_ poll: JobPoll) {
        let (target, requestID) = (poll.call.caller.target, poll.call.submission.requestID)
        guard callers[target]?[requestID] === poll else { return }
        callers[target]?[requestID] = nil
        if callers[target]?.isEmpty == true { callers[target] = nil }
    }
}
