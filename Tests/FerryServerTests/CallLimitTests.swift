import FerryBroker
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CallLimitTests {
    @Test func refusesCallsBeyondThoseAllowedInFlight() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker, configure: { $0.callsInFlightMax = 2 }) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(
                .call(requestID: 1, .numbered(1)), .call(requestID: 2, .numbered(2)),
                .call(requestID: 3, .numbered(3)), .call(requestID: 4, .ping(Ping())))

            #expect(try await client.next()?.refusal == "3: RESOURCE_EXHAUSTED")
            #expect(try await client.next() == .answer(requestID: 4, .ping(Ping())))
            #expect(broker.log.value.submissions.map(\.requestID) == [1, 2])
        }
    }

    @Test func takesARequestIDAgainOnceItsCallIsAnswered() async throws {
        try await withServer { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(.call(requestID: 7, .numbered(1)))
            #expect(try await client.next() == .answer(requestID: 7, FakeBroker.answer(to: .numbered(1))))
            try await client.send(.call(requestID: 7, .numbered(2)))

            #expect(try await client.next() == .answer(requestID: 7, FakeBroker.answer(to: .numbered(2))))
        }
    }

    @Test func handsOverTheCallsOfOneReadTogether() async throws {
        let broker = FakeBroker()
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(
                .call(requestID: 1, .numbered(1)), .call(requestID: 2, .numbered(2)),
                .call(requestID: 3, .numbered(3)))

            #expect(try await client.next() == .answer(requestID: 1, FakeBroker.answer(to: .numbered(1))))
            #expect(broker.log.value.batches == [3])
        }
    }

    @Test func cancelsACallOnceAndDropsItsLateAnswer() async throws {
        let target = Watched<(any ReplyTarget)?>(nil)
        let broker = FakeBroker { _, caller in target.change { $0 = caller } }
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(
                .call(requestID: 1, .numbered(1)), .cancel(requestID: 1), .cancel(requestID: 1))
            #expect(try await client.next()?.refusal == "1: CANCELLED")
            target.value?.deliver([Reply(requestID: 1, content: .answer(.done))])
            try await client.send(.call(requestID: 2, .ping(Ping())))

            #expect(try await client.next() == .answer(requestID: 2, .ping(Ping())))
            #expect(broker.log.value.cancelled == [1])
        }
    }

    @Test func stampsDeadlineIdempotencyKeyAndCallerOnACall() async throws {
        let broker = FakeBroker()
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(
                .call(requestID: 1, .numbered(1), timeoutMilliseconds: 1_000, idempotencyKey: [4, 2]),
                .call(requestID: 2, .numbered(2)))
            try await broker.log.wait { $0.submissions.count == 2 }

            let metadata = broker.log.value.submissions.map(\.metadata)
            #expect(metadata[0].idempotencyKey == [4, 2])
            #expect(metadata[0].caller == "raw")
            #expect(metadata[0].deadline != nil)
            #expect(metadata[1].deadline == nil)
        }
    }

    @Test func tellsTheBrokerWhenAClientHasGone() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.send(.call(requestID: 1, .numbered(1)))
            try await broker.log.wait { $0.submissions.count == 1 }

            client.close()

            try await broker.log.wait { $0.departures == 1 }
        }
    }

    @Test func answersKeepAliveInTurn() async throws {
        try await withServer { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(.call(requestID: 1, .ping(Ping())), .keepAlive(requestID: 8))

            #expect(try await client.next() == .answer(requestID: 1, .ping(Ping())))
            #expect(try await client.next() == .keepAlive(requestID: 8))
        }
    }
}
