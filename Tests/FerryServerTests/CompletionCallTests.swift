import FerryClient
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import Testing

/// Calls made by the completions of others, on the threads that serve the connections.
@Suite(.timeLimit(.minutes(1)))
struct CompletionCallTests {
    @Test(arguments: [1, 3])
    func aChainOfCallsIsAnsweredInTurn(connections: Int) async throws {
        try await withServer { address, _ in
            try await withFerryClient(.to(address) { $0.connections = connections }) { client in
                let answers = Watched<[Int64]>([])
                let chain = Chain(client, length: 500) { answer in answers.change { $0.append(answer) } }

                chain.next(1)

                try await answers.wait { $0.count == 500 }
                #expect(answers.value == Array(1...500))
            }
        }
    }

    @Test func aCallThatCannotBeSentFailsAfterSendHasReturned() async throws {
        try await withServer(configure: { $0.frameLimits = .init(frameBytesMax: 4_096) }) { address, _ in
            try await withFerryClient(.to(address)) { client in
                let order = Watched<[String]>([])
                let long = Call.ping(Ping(payload: [UInt8](repeating: 1, count: 5_000)))

                client.send(.ping(Ping())) { _ in
                    client.send(long) { result in
                        guard case .failure(let rejection) = result else { return }
                        order.change { $0.append("\(rejection.code)") }
                    }
                    order.change { $0.append("sent") }
                }

                try await order.wait { $0.count == 2 }
                #expect(order.value == ["sent", "INVALID_ARGUMENT"])
            }
        }
    }

    @Test func aCallBeyondThoseAllowedInFlightWaits() async throws {
        try await withServer(configure: { $0.callsInFlightMax = 1 }) { address, _ in
            try await withFerryClient(.to(address)) { client in
                let answers = Watched<[Int64]>([])

                client.send(.ping(Ping())) { _ in
                    for number in Int64(1)...5 {
                        client.send(.numbered(number)) { result in
                            answers.change { $0.append((try? result.get())?.number ?? 0) }
                        }
                    }
                }

                try await answers.wait { $0.count == 5 }
                #expect(answers.value == Array(1...5))
            }
        }
    }
}

/// Each call but the first is made by the completion of the one before.
private final class Chain: Sendable {
    private let client: FerryClient
    private let length: Int64
    private let answered: @Sendable (Int64) -> Void

    init(_ client: FerryClient, length: Int64, answered: @escaping @Sendable (Int64) -> Void) {
        self.client = client
        self.length = length
        self.answered = answered
    }

    func next(_ number: Int64) {
        client.send(.numbered(number)) { result in
            self.answered((try? result.get())?.number ?? 0)
            if number < self.length { self.next(number + 1) }
        }
    }
}
