import FerryBroker
import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Jobs that are pushed: as they come, of every partition, and never more than the worker has granted.
@Suite(.timeLimit(.minutes(1)))
struct JobStreamTests {
    @Test("PUSH-1, PUSH-2: a stream brings what waits and what comes", arguments: Harness.allCases)
    func bringsWhatWaitsAndWhatComes(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p", type: "work"))
            let waiting = try await world.createOnBoth(definition, #"{"x":1,"y":2}"#)
            let request = StreamJobs(types: ["work"], worker: "w", timeoutMilliseconds: 5_000, fetchVariables: ["x"])
            var jobs = world.client.streamJobs(request).makeAsyncIterator()

            let first = [try await jobs.next(), try await jobs.next()].compactMap { $0 }
            #expect(Set(first.map(\.processInstanceKey)) == Set(waiting))
            #expect(first.allSatisfy { $0.variables == (try? Variables(parsing: #"{"x":1}"#)) && $0.type == "work" })
            #expect(first.allSatisfy { $0.deadline == world.clock.now.advanced(byMilliseconds: 5_000) })
            let later = try await world.createOnBoth(definition)
            var came: Set<ProcessInstanceKey> = []
            for _ in later {
                let job = try #require(try await jobs.next())
                try await world.client.completeJob(CompleteJob(jobKey: job.key))
                came.insert(job.processInstanceKey)
            }

            #expect(came == Set(later))
            #expect(try await world.activatedCount() == 2)
        }
    }

    @Test(arguments: Harness.allCases)
    func neverBringsMoreThanWasGranted(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p", type: "work"))
            for _ in 1...10 { _ = try await world.create(definition) }
            let buffer = StreamBuffer(messagesMax: 100)
            world.client.transport.openStream(
                .streamJobs(StreamJobs(types: ["work"], credits: 0)), timeout: nil, into: buffer)
            try await world.turnAll()
            #expect(try await world.activatedCount() == 0)

            for granted in [3, 1, 4] as [Int32] {
                let before = try await world.activatedCount()
                buffer.grant(granted)
                var came = 0
                while came < Int(granted) {
                    guard case .streamJobs(let batch) = try await buffer.next() else { throw Unexpected() }
                    came += batch.jobs.count
                }
                try await world.turnAll()
                #expect(came == Int(granted))
                #expect(try await world.activatedCount() == before + Int(granted))
            }
            buffer.cancel()
        }
    }

    struct Unexpected: Error {}

    @Test(arguments: Harness.allCases)
    func theLoopGrantsAgainWhatItIsThroughWith(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p", type: "work"))
            var keys: Set<ProcessInstanceKey> = []
            for _ in 1...9 { keys.insert(try await world.create(definition)) }
            var seen: Set<ProcessInstanceKey> = []
            var activatedMost = 0

            for try await job in world.client.streamJobs(StreamJobs(types: ["work"], credits: 2)) {
                seen.insert(job.processInstanceKey)
                activatedMost = max(activatedMost, try await world.activatedCount())
                try await world.client.completeJob(CompleteJob(jobKey: job.key))
                if seen.count == keys.count { break }
            }

            #expect(seen == keys)
            #expect(activatedMost <= 2)
        }
    }

    @Test("PUSH-7, BAT-10: several types and tenants, and no other", arguments: Harness.allCases)
    func takesSeveralTypesAndTenants(harness: Harness) async throws {
        try await harness.withWorld { world in
            let other = TenantID(rawValue: "other")
            let request = StreamJobs(types: ["a", "b"], tenants: [.default, other])
            var jobs = world.client.streamJobs(request).makeAsyncIterator()
            for (type, tenant) in [("a", TenantID.default), ("b", .default), ("a", other)] {
                let definition = try #require(
                    try await world.deploy(Model.oneTask("p-\(type)", type: type), tenant: tenant).first)
                _ = try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .key(definition.key), tenant: tenant))

                let job = try await jobs.next()

                #expect(job?.type == type && job?.tenant == tenant)
            }
            for (type, tenant) in [("c", TenantID.default), ("b", TenantID(rawValue: "third"))] {
                let definition = try #require(
                    try await world.deploy(Model.oneTask("q-\(type)", type: type), tenant: tenant).first)
                _ = try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .key(definition.key), tenant: tenant))
            }
            try await world.turnAll()
            #expect(try await world.client.listJobs(ListJobs(type: "c", state: .activated)).jobs.isEmpty)
        }
    }

    @Test func streamsAndPollsHaveTheirTurns() async throws {
        try await Harness.inProcess.withWorld(partitions: 1) { world in
            let definition = try await world.deployOne(Model.oneTask("p", type: "work"))
            var jobs = world.client.streamJobs(StreamJobs(types: ["work"])).makeAsyncIterator()
            _ = try await world.create(definition)
            _ = try await jobs.next()
            let polled = Watched<[ActivatedJob]>([])
            world.client.send(.activateJobs(ActivateJobs(type: "work", maxJobs: 1, waitMilliseconds: 15_000))) {
                result in
                guard case .success(.activateJobs(let answer)) = result else { return }
                polled.change { $0 = answer.jobs }
            }
            try await world.turnAll()

            let keys = [try await world.create(definition), try await world.create(definition)]

            let streamed = try #require(try await jobs.next())
            try await polled.wait(until: { !$0.isEmpty })
            #expect(Set(polled.value.map(\.processInstanceKey) + [streamed.processInstanceKey]) == Set(keys))
        }
    }

    @Test(arguments: Harness.allCases)
    func whatWasSentComesBackWhenItsTimeIsOver(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.begin(Model.oneTask("p", type: "work"))
            for try await job in world.client.streamJobs(StreamJobs(types: ["work"], timeoutMilliseconds: 1_000)) {
                #expect(job.processInstanceKey == key)
                break
            }
            try await world.turnAll()
            #expect(try await world.jobs("work").isEmpty)

            try await world.pass(milliseconds: 1_000)

            #expect(try await world.jobs("work").map(\.processInstanceKey) == [key])
        }
    }

    @Test("YLD-1: what was never sent comes back at once") func whatWasNeverSentComesBackAtOnce() async throws {
        try await Harness.inProcess.withWorld { world in
            let key = try await world.begin(Model.oneTask("p", type: "work"))
            let job = try #require(try await world.jobs("work", timeout: 1_000).first)
            #expect(try await world.jobs("work").isEmpty)

            world.broker.undelivered([job])

            let again = try #require(try await world.jobs("work", timeout: 2_000).first)
            #expect(again.key == job.key)
            #expect(try await world.history(of: key).contains { $0.kind == "JOB_YIELDED" })
            // Somebody else has it by now.
            world.broker.undelivered([job])
            #expect(try await world.jobs("work").isEmpty)
            #expect(try await world.history(of: key).count { $0.kind == "JOB_YIELDED" } == 1)
        }
    }

    @Test(arguments: Harness.allCases)
    func goesOnWhenAPartitionHasComeBack(harness: Harness) async throws {
        let isToFail = Watched(false)
        try await harness.withWorld(on: .failing(isToFail), partitions: 1) { world in
            let definition = try await world.deployOne(Model.oneTask("p", type: "work"))
            var jobs = world.client.streamJobs(StreamJobs(types: ["work"], credits: 1)).makeAsyncIterator()
            let first = try await world.create(definition)
            #expect(try await jobs.next()?.processInstanceKey == first)

            isToFail.change { $0 = true }
            _ = try? await world.create(definition)
            try await world.until { !isToFail.value && world.broker.topology.partitions.allSatisfy(\.isHealthy) }

            var last: ProcessInstanceKey?
            try await world.until {
                last = try? await world.create(definition)
                return last != nil
            }
            var seen: [ProcessInstanceKey] = []
            while !seen.contains(where: { $0 == last }) {
                seen.append(try #require(try await jobs.next()).processInstanceKey)
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func endsWhenTheFrontDoorCloses(harness: Harness) async throws {
        try await harness.withWorld { world in
            _ = try await world.begin(Model.oneTask("p", type: "work"))
            var jobs = world.client.streamJobs(StreamJobs(types: ["work"])).makeAsyncIterator()
            _ = try await jobs.next()

            world.broker.drain()

            #expect(await rejection { _ = try await jobs.next() }?.code == .unavailable)
            var late = world.client.streamJobs(StreamJobs(types: ["work"])).makeAsyncIterator()
            #expect(await rejection { _ = try await late.next() }?.code == .unavailable)
        }
    }

    @Test(arguments: Harness.allCases)
    func refusesWhatMakesNoSense(harness: Harness) async throws {
        try await harness.withWorld { world in
            let refused: [(StreamJobs, String)] = [
                (StreamJobs(types: []), "types"),
                (StreamJobs(types: (0...100).map { "t\($0)" }), "types"),
                (StreamJobs(types: ["a", "a"]), "types"),
                (StreamJobs(types: ["a"], timeoutMilliseconds: 0), "timeout_milliseconds"),
                (StreamJobs(types: ["a"], credits: -1), "credits"),
                (StreamJobs(types: ["a"], credits: 10_001), "credits"),
                (StreamJobs(types: ["a"], tenants: [.default, .default]), "tenants"),
            ]
            for (request, field) in refused {
                var jobs = world.client.streamJobs(request).makeAsyncIterator()
                let rejection = await rejection { _ = try await jobs.next() }
                #expect(rejection?.code == .invalidArgument)
                #expect(Set(rejection?.fields ?? []) == [field])
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func streamsCountAmongThePolls(harness: Harness) async throws {
        try await harness.withWorld(configure: { $0.pollsMax = 1 }) { world in
            _ = try await world.begin(Model.oneTask("p", type: "work"))
            var first = world.client.streamJobs(StreamJobs(types: ["work"])).makeAsyncIterator()
            _ = try await first.next()

            var second = world.client.streamJobs(StreamJobs(types: ["work"])).makeAsyncIterator()

            #expect(await rejection { _ = try await second.next() }?.summary == ["POLLS_EXHAUSTED"])
        }
        try await harness.withWorld(configure: { $0.pollsMax = 3 }) { world in
            let other = TenantID(rawValue: "other")
            var many = world.client.streamJobs(StreamJobs(types: ["a", "b"], tenants: [.default, other]))
                .makeAsyncIterator()

            #expect(await rejection { _ = try await many.next() }?.summary == ["POLLS_EXHAUSTED"])
        }
    }
}

extension World {
    fileprivate func activatedCount() async throws -> Int {
        var query = ListJobs(state: .activated)
        var count = 0
        repeat {
            let answer = try await client.listJobs(query)
            count += answer.jobs.count
            query.page.token = answer.nextPageToken
        } while !query.page.token.isEmpty
        return count
    }

    fileprivate func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { await Task.yield() }
    }
}
