import FerryBroker
import FerryClient
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import Testing

@Suite(.timeLimit(.minutes(1)))
struct EventStreamTests {
    @Test func readsALongStreamInOrderToItsEnd() async throws {
        let source = StreamingBroker(batches: 500)
        try await withServer(source.broker, configure: { $0.streamedMessagesMax = 2 }) { address, _ in
            try await withFerryClient(.to(address)) { client in
                var next: [UInt64] = []
                for try await batch in client.streamEvents(StreamEvents(partition: PartitionID(1))) {
                    next.append(batch.next.rawValue)
                }

                #expect(next == Array(1...500))
            }
        }
    }

    @Test func holdsUpTheBrokerWhenTheReaderIsSlowAndNoOtherCall() async throws {
        let source = StreamingBroker(batches: 200, batchBytes: 1 << 18)
        let configure = { (configuration: inout ServerConfiguration) in
            configuration.outgoingBytesHighWaterMark = 64 << 10
        }
        try await withServer(source.broker, configure: configure) { address, _ in
            try await withFerryClient(.to(address)) { client in
                var batches = client.streamEvents(StreamEvents(partition: PartitionID(1))).makeAsyncIterator()
                _ = try await batches.next()
                try await source.isPaused.wait { $0 }

                _ = try await client.ping()
                #expect(source.sent.value < 200)
                var count = 1
                while try await batches.next() != nil { count += 1 }
                #expect(count == 200)
            }
        }
    }

    @Test func leavingTheLoopCancelsTheStream() async throws {
        let broker = FakeBroker { submission, target in
            let batch = EventBatch(events: [], next: LogPosition(1))
            target.deliver([Reply(requestID: submission.requestID, content: .streamed(.streamEvents(batch)))])
        }
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                for try await _ in client.streamEvents(StreamEvents(partition: PartitionID(1), follow: true)) { break }

                try await broker.log.wait { $0.cancelled.count == 1 || $0.departures == 1 }
            }
        }
    }

    @Test func cancellingTheTaskEndsTheStream() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                let reading = Task {
                    await rejection {
                        for try await _ in client.streamEvents(StreamEvents(partition: PartitionID(1))) {}
                    }
                }
                try await broker.log.wait { $0.submissions.count == 1 }

                reading.cancel()

                #expect(await reading.value?.code == .cancelled)
                try await broker.log.wait { $0.departures == 1 }
            }
        }
    }

    @Test func throwsWhatTheBrokerRefuses() async throws {
        let broker = FakeBroker { submission, target in
            target.deliver([Reply(requestID: submission.requestID, content: .rejected(Rejection(.outOfRange, "gone")))])
        }
        try await withServer(broker) { address, _ in
            try await withFerryClient(.to(address)) { client in
                let thrown = await rejection {
                    for try await _ in client.streamEvents(StreamEvents(partition: PartitionID(1))) {}
                }

                #expect(thrown == Rejection(.outOfRange, "gone"))
            }
        }
    }

    @Test func failsWhenTheConnectionIsLost() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, server in
            try await withFerryClient(.to(address)) { client in
                async let thrown = rejection {
                    for try await _ in client.streamEvents(StreamEvents(partition: PartitionID(1))) {}
                }
                try await broker.log.wait { $0.submissions.count == 1 }

                try await server.stop(within: .zero)

                #expect(await thrown?.code == .unavailable)
            }
        }
    }
}
