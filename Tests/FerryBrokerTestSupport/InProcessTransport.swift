package import FerryBroker
package import FerryClient
package import FerryModel
import Foundation
import Synchronization

/// Carries a client's calls straight to a broker in the same process: no sockets, no frames.
///
/// Keeps a transport's promises: deadlines are stamped by the real clock, and the caller is answered when they pass.
package final class InProcessTransport: ClientTransport, ReplyTarget {
    private enum Receiver {
        case answer(OutgoingCall.Completion)
        case stream(StreamBuffer)
    }

    private struct State {
        var lastID: UInt64 = 0
        var receivers: [UInt64: Receiver] = [:]
        var isClosed = false
    }

    private let handler: any CallHandler
    private let state = Mutex(State())
    private let caller: String

    package init(_ handler: any CallHandler, caller: String = "in-process") {
        self.handler = handler
        self.caller = caller
    }

    package func connect() {}

    package func send(_ call: OutgoingCall) {
        guard let id = register(.answer(call.completion)) else { return call.completion(.failure(.clientClosed)) }
        if let ticket = call.ticket, !ticket.sent(cancel: { self.end(id, .cancelledByCaller) }) {
            return end(id, .cancelledByCaller)
        }
        submit(id, call.call, deadline: deadline(in: call.timeout), idempotencyKey: call.idempotencyKey)
        end(id, after: call.timeout)
    }

    package func openStream(_ call: Call, timeout: Duration?, into buffer: StreamBuffer) {
        guard let id = register(.stream(buffer)) else { return buffer.finish(.clientClosed) }
        let isWanted = buffer.opened(
            onRoom: { self.handler.resumeStreams(of: self) },
            grant: { self.handler.grant(Int($0), requestID: id, from: self) },
            cancel: { self.end(id, .cancelledByCaller) })
        guard isWanted else { return end(id, .cancelledByCaller) }
        submit(id, call, deadline: timeout.flatMap(deadline(in:)), idempotencyKey: [])
        if let timeout { end(id, after: timeout) }
    }

    package func close() {
        let receivers = state.withLock { state in
            state.isClosed = true
            defer { state.receivers = [:] }
            return state.receivers.values
        }
        handler.disconnected(self)
        for receiver in receivers { Self.fail(receiver, .clientClosed) }
    }

    // MARK: From the broker

    package func deliver(_ replies: [Reply]) {
        for reply in replies {
            let receiver = state.withLock { state in
                if case .streamed = reply.content { return state.receivers[reply.requestID] }
                return state.receivers.removeValue(forKey: reply.requestID)
            }
            if receiver == nil, case .streamed(.streamJobs(let batch)) = reply.content {
                handler.undelivered(batch.jobs)
            }
            switch (receiver, reply.content) {
            case (.answer(let completion), .answer(let answer)): completion(.success(answer))
            case (.stream(let buffer), .streamed(let answer)): buffer.receive(answer)
            case (.stream(let buffer), .streamEnded): buffer.finish(nil)
            case (let receiver?, .rejected(let rejection)): Self.fail(receiver, rejection)
            default: break
            }
        }
    }

    package var streamCapacity: Int {
        state.withLock { state in
            state.receivers.values.compactMap { receiver in
                if case .stream(let buffer) = receiver { buffer.isFull ? 0 : buffer.capacity } else { nil }
            }.min() ?? 0
        }
    }

    // MARK: Calls

    private func register(_ receiver: Receiver) -> UInt64? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.lastID += 1
            state.receivers[state.lastID] = receiver
            return state.lastID
        }
    }

    private func submit(_ id: UInt64, _ call: Call, deadline: Timestamp?, idempotencyKey: [UInt8]) {
        let metadata = CallMetadata(deadline: deadline, idempotencyKey: idempotencyKey, caller: caller)
        handler.submit([Submission(requestID: id, call: call, metadata: metadata)], from: self)
    }

    private func deadline(in timeout: Duration) -> Timestamp? {
        let seconds = Double(timeout.components.seconds) + Double(timeout.components.attoseconds) / 1e18
        return Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 + seconds) * 1_000))
    }

    private func end(_ id: UInt64, after timeout: Duration) {
        let seconds = Double(timeout.components.seconds) + Double(timeout.components.attoseconds) / 1e18
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self] in self?.end(id, .timedOut) }
    }

    private func end(_ id: UInt64, _ rejection: Rejection) {
        guard let receiver = state.withLock({ $0.receivers.removeValue(forKey: id) }) else { return }
        handler.cancel(requestID: id, from: self)
        Self.fail(receiver, rejection)
    }

    private static func fail(_ receiver: Receiver, _ rejection: Rejection) {
        switch receiver {
        case .answer(let completion): completion(.failure(rejection))
        case .stream(let buffer): buffer.finish(rejection)
        }
    }
}
