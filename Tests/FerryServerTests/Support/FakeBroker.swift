import FerryBroker
import FerryModel
import FerryTestSupport

/// A broker that does what the test says, and remembers what it was told.
final class FakeBroker: CallHandler {
    typealias Respond = @Sendable (Submission, any ReplyTarget) -> Void

    struct Log: Sendable {
        var submissions: [Submission] = []
        /// How many calls came together, each time.
        var batches: [Int] = []
        var cancelled: [UInt64] = []
        var granted: [Int] = []
        var undelivered: [JobKey] = []
        var resumptions = 0
        var departures = 0
    }

    let log = Watched(Log())
    let topology: Topology
    private let respond: Respond
    private let resume: @Sendable () -> Void
    private let end: @Sendable () -> Void

    init(
        partitions: [PartitionView] = FakeBroker.healthy, respond: @escaping Respond = FakeBroker.obliging,
        resume: @escaping @Sendable () -> Void = {}, drain: @escaping @Sendable () -> Void = {}
    ) {
        self.resume = resume
        end = drain
        topology = Topology(serverVersion: "0.0.test", clusterID: "fake", partitions: partitions)
        self.respond = respond
    }

    func submit(_ submissions: [Submission], from target: any ReplyTarget) {
        log.change {
            $0.submissions += submissions
            $0.batches.append(submissions.count)
        }
        for submission in submissions { respond(submission, target) }
    }

    func cancel(requestID: UInt64, from target: any ReplyTarget) { log.change { $0.cancelled.append(requestID) } }

    func grant(_ jobs: Int, requestID: UInt64, from target: any ReplyTarget) {
        log.change { $0.granted.append(jobs) }
    }

    func undelivered(_ jobs: [ActivatedJob]) { log.change { $0.undelivered += jobs.map(\.key) } }

    /// Unless the test says otherwise, a broker that answers at its own pace does so when it drains, too.
    func drain() { end() }

    func resumeStreams(of target: any ReplyTarget) {
        log.change { $0.resumptions += 1 }
        resume()
    }

    func disconnected(_ target: any ReplyTarget) { log.change { $0.departures += 1 } }

    static let healthy = [1, 2].map { PartitionView(id: PartitionID($0), isHealthy: true, lastPosition: .none) }

    /// Creates instances that have the key of their definition; everything else is done.
    static let obliging: Respond = { submission, target in
        target.deliver([Reply(requestID: submission.requestID, content: .answer(answer(to: submission.call)))])
    }

    static let silent: Respond = { _, _ in }

    static func answer(to call: Call) -> Answer {
        guard case .createProcessInstance(let creation) = call, case .key(let key) = creation.definition else {
            return .done
        }
        return .createProcessInstance(
            CreateProcessInstance.Answer(
                processInstanceKey: ProcessInstanceKey(key.rawValue), definitionKey: key, processID: "p", version: 1))
    }
}

extension Call {
    /// A call that the fake broker answers with this number.
    static func numbered(_ number: Int64) -> Call {
        .createProcessInstance(CreateProcessInstance(definition: .key(ProcessDefinitionKey(number))))
    }
}

extension Answer {
    var number: Int64? {
        if case .createProcessInstance(let answer) = self { answer.processInstanceKey.rawValue } else { nil }
    }
}
