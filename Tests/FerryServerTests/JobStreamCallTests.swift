import FerryBroker
import FerryClient
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import Testing

/// What a connection does with grants, and with jobs whose stream has ended.
@Suite(.timeLimit(.minutes(1)))
struct JobStreamCallTests {
    private static let stream = Call.streamJobs(StreamJobs(types: ["t"], credits: 1))

    private static func job(_ key: Int64) -> ActivatedJob {
        ActivatedJob(
            key: JobKey(key), type: "t", processInstanceKey: 1, definitionKey: 1, processID: "p", version: 1,
            elementID: "e", elementInstanceKey: 1, headers: [], retries: 3, deadline: Timestamp(milliseconds: 1),
            variables: Variables(), tenant: .default)
    }

    private static func batch(_ key: Int64) -> Reply.Content {
        .streamed(.streamJobs(StreamJobs.Answer(jobs: [job(key)])))
    }

    @Test func aGrantIsHandedOverForAnOpenStreamOnly() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(
                .grant(requestID: 5, jobs: 1), .call(requestID: 5, Self.stream), .grant(requestID: 5, jobs: 2),
                .grant(requestID: 6, jobs: 3), .call(requestID: 7, .activateJobs(ActivateJobs(type: "t"))),
                .grant(requestID: 7, jobs: 4), .cancel(requestID: 5), .grant(requestID: 5, jobs: 5),
                .keepAlive(requestID: 9))

            #expect(try await client.next()?.refusal == "5: CANCELLED")
            #expect(try await client.next() == .keepAlive(requestID: 9))
            #expect(broker.log.value.granted == [2])
        }
    }

    @Test func aGrantThatMakesNoSenseEndsTheStream() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)
            for jobs in [0, -1, 10_001] as [Int32] {
                try await client.send(.grant(requestID: 5, jobs: jobs))
                #expect(try await client.next()?.refusal == "5: INVALID_ARGUMENT")
            }
            #expect(broker.log.value.granted.isEmpty)
        }
    }

    @Test func jobsOfAStreamThatHasEndedAreGivenBack() async throws {
        let target = Watched<(any ReplyTarget)?>(nil)
        let broker = FakeBroker { _, caller in target.change { $0 = caller } }
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.send(.call(requestID: 5, Self.stream))
            try await target.wait { $0 != nil }
            let caller = try #require(target.value)
            caller.deliver([Reply(requestID: 5, content: Self.batch(1))])
            #expect(
                try await client.next()
                    == .answer(requestID: 5, .streamJobs(StreamJobs.Answer(jobs: [Self.job(1)]))))

            try await client.send(.cancel(requestID: 5))
            #expect(try await client.next()?.refusal == "5: CANCELLED")
            caller.deliver([Reply(requestID: 5, content: Self.batch(2))])
            try await broker.log.wait { $0.undelivered == [2] }

            client.close()
            try await broker.log.wait { $0.departures == 1 }
            caller.deliver([Reply(requestID: 5, content: Self.batch(3))])
            try await broker.log.wait { $0.undelivered == [2, 3] }
        }
    }

    @Test func aStreamOfJobsIsNoCallToSend() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                let refusal = Watched<Rejection?>(nil)
                client.send(Self.stream) { result in
                    guard case .failure(let rejection) = result else { return }
                    refusal.change { $0 = rejection }
                }

                try await refusal.wait { $0 != nil }
                #expect(refusal.value?.code == .invalidArgument)
            }
        }
    }
}
