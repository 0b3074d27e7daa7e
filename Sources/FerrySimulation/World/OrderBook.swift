import FerryBroker
import FerryEngine
import FerryModel

/// What the clients asked for and what they were told.
struct OrderBook {
    private(set) var orders: [Order] = []
    /// What an order with a key of its own was answered first.
    private var answers: [Int: Answer] = [:]
    private var attempts: [UInt64: Attempt] = [:]
    private var requestCount: UInt64 = 0
    /// What streams of jobs may still be sent, where that is not what they began with.
    private var credits: [UInt64: Int] = [:]
    /// What answers promised since the last look.
    private var newPromises: [Fact] = []
    /// Orders that wait for an answer, oldest first.
    private(set) var waiting: [Int] = []

    mutating func issue(_ call: Call, _ metadata: CallMetadata, at now: Timestamp) -> Order {
        let order = Order(number: orders.count, call: call, metadata: metadata, issuedAt: now)
        orders.append(order)
        waiting.append(order.number)
        return order
    }

    /// A request for an order, by the number its answer will carry.
    mutating func attempt(_ order: Int, on connection: Int) -> UInt64 {
        requestCount += 1
        attempts[requestCount] = Attempt(order: order, connection: connection, state: .open)
        return requestCount
    }

    /// The broker answered: once, and what it promises counts from now on.
    ///
    /// `mayFailInside`: the world has made internal checks fail.
    mutating func answered(_ reply: Reply, mayFailInside: Bool, forgottenBelow: Int) throws -> Order {
        guard let attempt = attempts[reply.requestID] else {
            throw Violation(.answeredOnce, "an answer to request \(reply.requestID), which nobody sent")
        }
        let order = orders[attempt.order]
        if case .answered = attempt.state {
            throw Violation(
                .answeredOnce, "\(order.call.name) of order \(order.number) is answered twice: \(reply.content)")
        }
        if case .streamed(let answer) = reply.content {
            try streamed(answer, to: order, reply.requestID)
            return order
        }
        attempts[reply.requestID]?.state = .answered
        switch reply.content {
        case .answer(let answer):
            newPromises += Fact.promised(by: answer, to: order.call, order.metadata)
            try compare(answer, of: order, since: forgottenBelow)
        case .rejected(let rejection):
            if rejection.code == .internal, !mayFailInside {
                throw Violation(.neverFails, "\(order.call): \(rejection)")
            }
        case .streamed: break
        case .streamEnded: throw Violation(.answeredOnce, "a stream of jobs ends with a status")
        }
        return order
    }

    /// Jobs came by a stream: no more than it had credits for.
    private mutating func streamed(_ answer: Answer, to order: Order, _ request: UInt64) throws {
        guard case .streamJobs(let call) = order.call, case .streamJobs(let answer) = answer else {
            throw Violation(.answeredOnce, "a stream nobody opened")
        }
        newPromises += answer.jobs.map { .activated($0.key, deadline: $0.deadline) }
        credits[request, default: Int(call.credits)] -= answer.jobs.count
        guard credits[request, default: 0] >= 0 else {
            throw Violation(.answeredOnce, "order \(order.number) was sent more jobs than it takes")
        }
    }

    /// The client of a stream can take so many jobs more.
    mutating func grant(_ count: Int, to request: UInt64) {
        guard let attempt = attempts[request], case .streamJobs(let call) = orders[attempt.order].call else { return }
        credits[request, default: Int(call.credits)] += count
    }

    /// Streams of jobs that are open, with their connections.
    var openStreams: [(request: UInt64, connection: Int)] {
        attempts.filter { _, attempt in
            guard case .open = attempt.state, case .streamJobs = orders[attempt.order].call else { return false }
            return true
        }.map { ($0.key, $0.value.connection) }.sorted { $0.request < $1.request }
    }

    /// Repeats of a command get the answer of the first, but for a result that was waited for.
    private mutating func compare(_ answer: Answer, of order: Order, since forgottenBelow: Int) throws {
        guard order.number >= forgottenBelow, order.metadata.idempotencyKey == Array("order \(order.number)".utf8),
            order.call.changesState
        else { return }
        var known = answer
        if case .createProcessInstance(var created) = answer {
            created.result = nil
            known = .createProcessInstance(created)
        }
        guard let first = answers.updateValue(known, forKey: order.number), first != known else { return }
        throw Violation(.sameAnswer, "order \(order.number) was answered \(first), then \(known)")
    }

    mutating func takeNewPromises() -> [Fact] {
        defer { newPromises = [] }
        return newPromises
    }

    /// The client has an answer, or gives up.
    mutating func close(_ order: Int) { waiting.removeAll { $0 == order } }

    func order(of request: UInt64) -> Int? { attempts[request]?.order }

    /// Nobody owes an answer any more: to all, or to one connection.
    mutating func excuse(connection: Int? = nil) {
        for request in attempts.keys {
            guard case .open = attempts[request]?.state else { continue }
            if connection == nil || attempts[request]?.connection == connection { attempts[request]?.state = .excused }
        }
    }

    /// Requests that were never answered and should have been.
    var unanswered: [UInt64] {
        attempts.filter { if case .open = $0.value.state { true } else { false } }.map(\.key).sorted()
    }
}
