import FerryBroker
import FerryClient
import FerryModel
import Synchronization

/// Carries a client's calls straight to a broker in the same process: no sockets, no frames.
final class InProcessTransport: ClientTransport, ReplyTarget {
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
    private let caller: String
    private let state = Mutex(State())

    init(_ handler: any CallHandler, caller: String = "in-process") {
        self.handler = handler
        self.caller = caller
    }

    func connect() {}

    func send(_ call: OutgoingCall) {
        guard let id = register(.answer(call.completion)) else { return call.completion(.failure(.clientClosed)) }
        if let ticket = call.ticket, !ticket.sent(cancel: { self.cancel(id) }) { return cancel(id) }
        submit(id, call.call, idempotencyKey: call.idempotencyKey)
    }

    func openStream(_ call: Call, timeout: Duration?, into buffer: StreamBuffer) {
        guard let id = register(.stream(buffer)) else { return buffer.finish(.clientClosed) }
        let isWanted = buffer.opened(
            onRoom: { self.handler.resumeStreams(of: self) }, cancel: { self.cancel(id) })
        guard isWanted else { return cancel(id) }
        submit(id, call, idempotencyKey: [])
    }

    func close() {
        let receivers = state.withLock { state in
            state.isClosed = true
            defer { state.receivers = [:] }
            return state.receivers.values
        }
        handler.disconnected(self)
        for receiver in receivers { Self.fail(receiver, .clientClosed) }
    }

    // MARK: From the broker

    func deliver(_ replies: [Reply]) {
        for reply in replies {
            let receiver = state.withLock { state in
                if case .streamed = reply.content { return state.receivers[reply.requestID] }
                return state.receivers.removeValue(forKey: reply.requestID)
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

    var streamCapacity: Int {
        state.withLock { state in
            let capacities = state.receivers.values.compactMap { receiver -> Int? in
                guard case .stream(let buffer) = receiver else { return nil }
                return buffer.isFull ? 0 : buffer.capacity
            }
            return capacities.min() ?? 0
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

    private func submit(_ id: UInt64, _ call: Call, idempotencyKey: [UInt8]) {
        let metadata = CallMetadata(idempotencyKey: idempotencyKey, caller: caller)
        handler.submit([Submission(requestID: id, call: call, metadata: metadata)], from: self)
    }

    private func cancel(_ id: UInt64) {
        guard let receiver = state.withLock({ $0.receivers.removeValue(forKey: id) }) else { return }
        handler.cancel(requestID: id, from: self)
        Self.fail(receiver, .cancelledByCaller)
    }

    private static func fail(_ receiver: Receiver, _ rejection: Rejection) {
        switch receiver {
        case .answer(let completion): completion(.failure(rejection))
        case .stream(let buffer): buffer.finish(rejection)
        }
    }
}
