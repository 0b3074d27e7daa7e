import FerryEngine
import FerryModel

/// The polls that wait at a partition until there are jobs: in line, one line for each type of job.
///
/// A poll that another partition has served, or nobody wants any more, is over and left where it stands; it is dropped
/// when it is met. So that lines nobody walks along do not grow, all are swept when they have doubled.
struct ParkedPolls {
    private var lines: [JobType: Line] = [:]
    /// By connection and request.
    private var callers: [ObjectIdentifier: [UInt64: JobPoll]] = [:]
    /// How many stood in line after the last sweep, and how many were parked since.
    private var parkedCount = 0
    private var sweepAt = Self.sweepAtMin

    private static let sweepAtMin = 1_024

    /// First in, first out.
    private struct Line {
        private var polls: [JobPoll] = []
        private var head = 0

        var isEmpty: Bool { head == polls.count }
        var waiting: ArraySlice<JobPoll> { polls[head...] }

        mutating func append(_ poll: JobPoll) { polls.append(poll) }

        mutating func popFirst() -> JobPoll? {
            guard !isEmpty else { return nil }
            let first = polls[head]
            head += 1
            // Half of the array is gone: moving up what is left costs no more than what went.
            if head * 2 >= polls.count {
                polls.removeFirst(head)
                head = 0
            }
            return first
        }

        mutating func keep(where isToStay: (JobPoll) -> Bool) {
            polls = waiting.filter(isToStay)
            head = 0
        }
    }

    mutating func park(_ poll: JobPoll) {
        lines[poll.jobType, default: Line()].append(poll)
        callers[poll.call.caller.target, default: [:]][poll.call.submission.requestID] = poll
        parkedCount += 1
        if parkedCount > sweepAt { sweep { !$0.isOver } }
    }

    /// The first in line that still waits; it stands there no more.
    mutating func next(of type: JobType) -> JobPoll? {
        while let poll = lines[type]?.popFirst() {
            if lines[type]?.isEmpty == true { lines[type] = nil }
            strike(poll)
            if !poll.isOver { return poll }
        }
        return nil
    }

    /// Ends the poll of one request, or all of one connection.
    mutating func forget(_ caller: Caller) {
        if let requestID = caller.requestID {
            guard let poll = callers[caller.target]?[requestID] else { return }
            _ = poll.giveUp()
            strike(poll)
        } else {
            for poll in (callers.removeValue(forKey: caller.target) ?? [:]).values { _ = poll.giveUp() }
        }
    }

    /// Ends what has waited long enough, in order of the types, and answers when the next will have.
    mutating func expire(at now: Timestamp, _ giveUp: (JobPoll) -> Void) -> Timestamp? {
        for poll in inOrder where poll.deadline <= now { giveUp(poll) }
        var earliest: Timestamp?
        sweep { poll in
            guard !poll.isOver else { return false }
            earliest = earliest.map { min($0, poll.deadline) } ?? poll.deadline
            return true
        }
        return earliest
    }

    /// Nobody is parked any more.
    mutating func takeAll() -> [JobPoll] {
        defer { self = ParkedPolls() }
        return inOrder.filter { !$0.isOver }
    }

    private var inOrder: [JobPoll] {
        lines.keys.sorted { ($0.tenant, $0.name) < ($1.tenant, $1.name) }.flatMap { lines[$0]?.waiting ?? [] }
    }

    private mutating func sweep(_ isToStay: (JobPoll) -> Bool) {
        callers = [:]
        parkedCount = 0
        for type in Array(lines.keys) {
            lines[type]?.keep(where: isToStay)
            guard let waiting = lines[type]?.waiting, !waiting.isEmpty else {
                lines[type] = nil
                continue
            }
            for poll in waiting {
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
