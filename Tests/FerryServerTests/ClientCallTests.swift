import Dispatch
import FerryBroker
import FerryClient
@testable import FerryServer
import FerryTestSupport
import FerryWire
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ClientCallTests {
    @Test(arguments: [1, 4])
    func givesEachOfAThousandConcurrentCallsItsOwnAnswer(connections: Int) async throws {
        // Answers come from other threads, in another order.
        let broker = FakeBroker { submission, target in
            Task.detached { FakeBroker.obliging(submission, target) }
        }
        try await withServer(broker) { address, _ in
            let configuration = FerryClientConfiguration.to(address) { $0.connections = connections }
            let wrong = try await withFerryClient(configuration) { client in
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in Int64(1)...1_000 {
                        group.addTask {
                            let key = ProcessDefinitionKey(number)
                            let creation = CreateProcessInstance(definition: .key(key))
                            return try await client.createProcessInstance(creation).definitionKey != key
                        }
                    }
                    return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
            }

            #expect(wrong == 0)
            #expect(broker.log.value.submissions.count == 1_000)
        }
    }

    @Test func keepsToTheNumberOfCallsTheBrokerAllowsInFlight() async throws {
        try await withServer(configure: { $0.callsInFlightMax = 2 }) { address, _ in
            let count = Watched(0)
            try await withFerryClient(.to(address)) { client in
                for number in Int64(1)...50 {
                    client.send(.numbered(number)) { result in
                        if case .success(let answer) = result, answer.number == number { count.change { $0 += 1 } }
                    }
                }
                try await count.wait { $0 == 50 }
            }
        }
    }

    @Test func throwsTheBrokersRejectionWithItsReasons() async throws {
        let refusal = Rejection(.notFound, "no such thing", reasons: [Reason(code: "X", elementID: "a", hint: "b")])
        let broker = FakeBroker { submission, target in
            target.deliver([Reply(requestID: submission.requestID, content: .rejected(refusal))])
        }
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                let thrown = await rejection { _ = try await client.getProcessInstance(1) }

                #expect(thrown == refusal)
            }
        }
    }

    @Test func givesUpAtTheDeadlineAndTellsTheBroker() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                // Connected, so that the call leaves before its time is over.
                _ = try await client.ping()

                let thrown = await rejection {
                    try await client.resolveIncident(1, options: CallOptions(timeout: .milliseconds(30)))
                }

                #expect(thrown?.code == .deadlineExceeded)
                try await broker.log.wait { $0.cancelled.count == 1 }
                #expect(broker.log.value.submissions.first?.metadata.deadline != nil)
            }
        }
    }

    @Test func letsTheBrokerSayItselfThatTheTimeIsOver() async throws {
        let telling = Rejection(.deadlineExceeded, "process instance 7 was created and still runs")
        let broker = FakeBroker { submission, target in
            guard let deadline = submission.metadata.deadline else { return }
            // A thread of its own, as a broker's are: the tests' pool may be busy for longer than the client waits.
            let wait = max(0, deadline.milliseconds - WallClock.now().milliseconds)
            DispatchQueue(label: "broker").asyncAfter(deadline: .now() + .milliseconds(Int(wait))) {
                target.deliver([Reply(requestID: submission.requestID, content: .rejected(telling))])
            }
        }
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                _ = try await client.ping()

                let thrown = await rejection {
                    try await client.resolveIncident(1, options: CallOptions(timeout: .milliseconds(50)))
                }

                #expect(thrown == telling)
            }
        }
    }

    @Test func cancelsTheCallWithItsTask() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                let call = Task { await rejection { try await client.resolveIncident(1) } }
                try await broker.log.wait { $0.submissions.count == 1 }

                call.cancel()

                #expect(await call.value?.code == .cancelled)
                try await broker.log.wait { $0.cancelled.count == 1 }
            }
        }
    }

    @Test func refusesACallOfATaskThatIsCancelledAlready() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                let call = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return await rejection { try await client.resolveIncident(1) }
                }

                #expect(await call.value?.code == .cancelled)
            }
        }
    }

    @Test func refusesACallThatIsTooLongForTheBrokerAndGoesOn() async throws {
        try await withServer(configure: { $0.frameLimits = FrameLimits(frameBytesMax: 4_096) }) { address, _ in
            try await withFerryClient(.to(address)) { client in
                _ = try await client.ping()

                let thrown = await rejection {
                    _ = try await client.ping(Ping(payload: [UInt8](repeating: 0, count: 5_000)))
                }

                #expect(thrown?.reasons.first?.code == "FRAME_TOO_LONG")
                _ = try await client.ping()
            }
        }
    }

    @Test func endsCallsInFlightAndLaterOnesWhenItIsClosed() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            let client = FerryClient(configuration: .to(address))
            async let thrown = rejection { try await client.resolveIncident(1) }
            try await broker.log.wait { $0.submissions.count == 1 }

            client.close()

            #expect(await thrown?.code == .cancelled)
            #expect(await rejection { try await client.resolveIncident(1) }?.code == .cancelled)
            try await broker.log.wait { $0.departures == 1 }
        }
    }

    @Test(arguments: [
        ("broker", "broker", 26600), ("broker:1", "broker", 1), ("[::1]:26601", "::1", 26601), ("[::1]", "::1", 26600),
    ])
    func readsAddresses(_ address: String, _ host: String, _ port: Int) throws {
        let configuration = try FerryClientConfiguration(address: address)

        #expect(configuration.host == host)
        #expect(configuration.port == port)
    }

    @Test(arguments: ["", ":1", "broker:", "broker:0", "broker:65536", "broker:http", "::1", "[::1", "[::1]1"])
    func refusesAddresses(_ address: String) {
        #expect(throws: Rejection.self) { try FerryClientConfiguration(address: address) }
    }
}
