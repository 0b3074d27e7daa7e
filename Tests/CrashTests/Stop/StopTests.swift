import FerryClient
import FerryWire
import Foundation
import Glibc
import Testing

/// SIGTERM: what is in flight gets its answer, what was answered is there afterwards, and the exit code is 0.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct StopTests {
    @Test func answersCallsInFlightAndKeepsEverything() async throws {
        try await withSite { site in
            let broker = try await site.start()
            let created = try await withFerryClient(broker.clientConfiguration) { client in
                try await deployOrder(client)
                // Waits for a job that never comes: in flight for sure when the signal arrives.
                let poll = Task {
                    await Self.result { () async throws(Rejection) in
                        try await client.activateJobs(ActivateJobs(type: "nobody", waitMilliseconds: 1_500))
                    }
                }
                let creations = (0..<200).map { number in
                    Task {
                        await Self.result { () async throws(Rejection) in
                            try await client.createProcessInstance(
                                CreateProcessInstance(
                                    definition: .latest(processID: "order"), variables: .marks(number, "n")))
                        }
                    }
                }
                _ = await creations[0].value
                broker.process.signal(SIGTERM)
                #expect(try await broker.process.end() == .exited(0), "\(broker.process.log)")

                var keys: [ProcessInstanceKey] = []
                for creation in creations {
                    switch await creation.value {
                    case .success(let answer): keys.append(answer.processInstanceKey)
                    case .failure(let rejection): #expect(rejection.isLoss, "\(rejection)")
                    }
                }
                #expect(await poll.value == .success(ActivateJobs.Answer(jobs: [])))
                return keys
            }
            #expect(!created.isEmpty)

            let again = try await site.start()

            try await withFerryClient(again.clientConfiguration) { client in
                let listed = Set(try await BrokerView.allInstances(client).map(\.key))
                #expect(listed.isSuperset(of: created))
                // Calls that got no answer may have been done, but not more of them than there were.
                #expect(listed.count <= 200)
            }
        }
    }

    /// Calls that reached the broker before the signal are answered before it goes: the drain is for them.
    @Test func answersWhatItHasTakenBeforeItGoes() async throws {
        try await withSite { site in
            let broker = try await site.start()
            try await withFerryClient(broker.clientConfiguration) { try await deployOrder($0) }
            let socket = try await RawSocket(to: broker)
            let call = Call.createProcessInstance(CreateProcessInstance(definition: .latest(processID: "order")))
            var frames: [UInt8] = []
            for id in 1...500 { frames += try RawSocket.frame(.call(requestID: UInt64(id), call)) }

            try await socket.send(bytes: frames)
            // The first answer shows that the read with all of them has begun.
            var answered = try await socket.next()?.answeredID.map { [$0] } ?? []
            broker.process.signal(SIGTERM)
            var refused: [UInt64] = []
            while let message = try await socket.next() {
                if let id = message.answeredID { answered.append(id) }
                if case .status(let id, .unavailable, _, _) = message, id != 0 { refused.append(id) }
            }

            #expect((answered + refused).sorted() == (1...500).map { UInt64($0) })
            #expect(try await broker.process.end() == .exited(0), "\(broker.process.log)")
            let again = try await site.start()
            let listed = try await withFerryClient(again.clientConfiguration) { try await BrokerView.allInstances($0) }
            #expect(listed.count == answered.count)
        }
    }

    /// The same load as for kills, ended politely: what got no answer is as whole or absent as after a kill.
    @Test func losesNothingWhenStoppedUnderLoad() async throws {
        try await withSite { site in
            var run = KillRun(site, seed: 17, acknowledgedPerCycle: 50...400, ending: .stop)

            for _ in 0..<3 { try await run.cycle() }
            try await run.finish()
        }
    }

    @Test func stopsWhenASignalComesWhileItStarts() async throws {
        try await withSite { site in
            try await site.start().kill()
            for delay in stride(from: 0, to: 60, by: 6) {
                let process = try site.launch()
                try await Task.sleep(for: .milliseconds(delay))
                process.signal(SIGTERM)

                // Before it listens nobody is served: the system may end it at once.
                #expect([.exited(0), .killed(signal: SIGTERM)].contains(try await process.end()))
            }
            try await site.start().expectWell()
        }
    }

    private func deployOrder(_ client: FerryClient) async throws(Rejection) {
        _ = try await client.deployResources(
            DeployResources(resources: [.init(name: "order.bpmn", content: OrderModel.xml(version: 1))]))
    }

    private static func result<Value: Sendable>(
        _ body: () async throws(Rejection) -> Value
    ) async -> Result<Value, Rejection> {
        do throws(Rejection) { return .success(try await body()) } catch { return .failure(error) }
    }
}

extension ServerMessage {
    fileprivate var answeredID: UInt64? {
        if case .answer(let requestID, _) = self { requestID } else { nil }
    }
}
