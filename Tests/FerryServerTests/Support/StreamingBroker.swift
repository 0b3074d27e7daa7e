import FerryBroker
import FerryModel
import FerryTestSupport
import Synchronization

/// Answers each stream with a number of batches, as fast as the caller has room for them.
final class StreamingBroker: Sendable {
    private struct Stream {
        let requestID: UInt64
        let target: any ReplyTarget
        var sent = 0
    }

    let sent = Watched(0)
    let isPaused = Watched(false)
    private let stream = Mutex<Stream?>(nil)
    private let batchCount: Int
    private let batch: [EventView]

    init(batches: Int, batchBytes: Int = 0) {
        batchCount = batches
        let text = "\"" + String(repeating: "x", count: batchBytes) + "\""
        batch = [
            EventView(
                position: LogPosition(1), timestamp: Timestamp(milliseconds: 0), kind: "TEST", processInstanceKey: 0,
                details: (try? JSONValue(parsing: text)) ?? .null)
        ]
    }

    var broker: FakeBroker {
        FakeBroker { submission, target in
            guard case .streamEvents = submission.call else { return FakeBroker.obliging(submission, target) }
            self.stream.withLock { $0 = Stream(requestID: submission.requestID, target: target) }
            self.pump()
        } resume: {
            self.pump()
        }
    }

    private func pump() {
        stream.withLock { stream in
            guard let current = stream else { return }
            while stream!.sent < batchCount, current.target.streamCapacity > 0 {
                stream!.sent += 1
                let message = EventBatch(events: batch, next: LogPosition(UInt64(stream!.sent)))
                current.target.deliver([
                    Reply(requestID: current.requestID, content: .streamed(.streamEvents(message)))
                ])
            }
            let count = stream!.sent
            sent.change { $0 = count }
            if count < batchCount {
                isPaused.change { $0 = true }
            } else {
                current.target.deliver([Reply(requestID: current.requestID, content: .streamEnded)])
                stream = nil
            }
        }
    }
}
