import FerryBroker
import FerryModel
import FerryTestSupport
import Synchronization

/// Has jobs of one type, hands each out once, and remembers how they ended.
final class JobBroker: Sendable {
    struct Record: Sendable {
        var waiting: [Int64]
        var completed: [Int64] = []
        var failed: [FailJob] = []
        var polls = 0
        /// The most jobs that were out at a time.
        var outMost = 0
        var out = 0
    }

    let record: Watched<Record>
    private let refusal: Rejection?

    init(jobs: Int, refusal: Rejection? = nil) {
        record = Watched(Record(waiting: (0..<jobs).map { Int64($0) + 1 }))
        self.refusal = refusal
    }

    var broker: FakeBroker {
        FakeBroker { submission, target in
            guard let answer = self.answer(to: submission.call) else { return }
            target.deliver([Reply(requestID: submission.requestID, content: answer)])
        }
    }

    /// nil: a poll that finds nothing stays open.
    private func answer(to call: Call) -> Reply.Content? {
        if let refusal { return .rejected(refusal) }
        var jobs: [ActivatedJob]?
        record.change { record in
            switch call {
            case .activateJobs(let activation):
                let keys = record.waiting.prefix(Int(activation.maxJobs))
                record.waiting.removeFirst(keys.count)
                record.polls += 1
                record.out += keys.count
                record.outMost = max(record.outMost, record.out)
                jobs = keys.map { Self.job($0) }
            case .completeJob(let completion):
                record.completed.append(completion.jobKey.rawValue)
                record.out -= 1
            case .failJob(let failure):
                record.failed.append(failure)
                record.out -= 1
            default: break
            }
        }
        guard let jobs else { return .answer(.done) }
        return jobs.isEmpty ? nil : .answer(.activateJobs(ActivateJobs.Answer(jobs: jobs)))
    }

    private static func job(_ key: Int64) -> ActivatedJob {
        ActivatedJob(
            key: JobKey(key), type: "t", processInstanceKey: 1, definitionKey: 1, processID: "p", version: 1,
            elementID: "e", elementInstanceKey: 1, headers: [], retries: 3, deadline: Timestamp(rawValue: 0),
            variables: Variables(), tenant: .default)
    }
}
