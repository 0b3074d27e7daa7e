import FerryClient
import Synchronization

/// Answers every call at once, on the caller's stack, as the script says; keeps the calls.
final class ScriptedTransport: ClientTransport {
    private let script: @Sendable (Call) -> Result<Answer, Rejection>
    private let seen = Mutex<[Call]>([])

    init(_ script: @escaping @Sendable (Call) -> Result<Answer, Rejection>) { self.script = script }

    var calls: [Call] { seen.withLock { $0 } }

    func send(_ call: OutgoingCall) {
        seen.withLock { $0.append(call.call) }
        call.completion(script(call.call))
    }

    func openStream(_ call: Call, timeout: Duration?, into buffer: StreamBuffer) {
        preconditionFailure("no test reads a stream")
    }

    func connect() {}
    func close() {}
}
