import FerryClient
import Foundation
import Testing

/// The disk under one partition fails: it stops and says why, acknowledges nothing it cannot keep, and comes back by
/// itself when the disk does. The other partition goes on.
@Suite(.serialized, .enabled(if: DiskShim.isAvailable, "there is no C compiler to make the disk shim with"))
struct DiskTroubleTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let troubles = environment["FERRY_DISK_TROUBLES"].flatMap { Int($0) }
    private static let seed = environment["FERRY_CRASH_SEED"].flatMap { UInt64($0) } ?? 1

    @Test(.timeLimit(.minutes(3)), arguments: DiskTrouble.Kind.allCases)
    func stopsOnePartitionUntilItPasses(_ kind: DiskTrouble.Kind) async throws {
        try await withShimmedBroker { site, broker, client in
            let trouble = DiskTrouble(try site.requireDisk(), kind, on: "partition-001")
            let (first, second) = try await Self.instances(client)
            try trouble.begin()

            let refusal = await Self.refusal(of: client, first, mark: 1)
            try await client.setVariables(Self.change(second, mark: 1))

            let reason = try #require(refusal?.reasons.first)
            #expect(refusal?.code == .unavailable)
            #expect(reason.code == "PARTITION_STOPPED")
            #expect(reason.found.contains(kind.words) && reason.found.contains("partition-001"), "\(reason.found)")
            let ready = try await broker.health("ready")
            #expect(ready.status == 503 && ready.text.contains("partition 1: "), "\(ready)")
            #expect(ready.text.contains(kind.words) && !ready.text.contains("partition 2: "), "\(ready)")
            #expect(try await broker.health("live").status == 200)
            #expect(broker.process.log.contains("partition stopped"))

            try trouble.end()
            try await eventually("readiness") { try await broker.health("ready").status == 200 }

            try await client.setVariables(Self.change(first, mark: 2))
            #expect(try await Self.mark(client, first) == "2")
            #expect(try await Self.mark(client, second) == "1")
            #expect(broker.process.log.contains("partition works again"))
            #expect(try await broker.stop() == .exited(0))
        }
    }

    @Test(.timeLimit(.minutes(3))) func leavesWorkersToThePartitionThatWorks() async throws {
        try await withShimmedBroker { site, broker, client in
            let trouble = DiskTrouble(try site.requireDisk(), .failingSyncs, on: "partition-001")
            let (first, second) = try await Self.instances(client)
            try trouble.begin()
            _ = await Self.refusal(of: client, first, mark: 1)

            let poll = ActivateJobs(
                type: "work", worker: "w", timeoutMilliseconds: 60_000, maxJobs: 10, waitMilliseconds: 5_000)
            let jobs = try await client.activateJobs(poll).jobs

            #expect(!jobs.isEmpty && jobs.allSatisfy { $0.processInstanceKey == second })
        }
    }

    /// What is asked of it is a block of a table file that the disk does not give.
    @Test(.timeLimit(.minutes(3))) func comesBackWhenReadingWorksAgain() async throws {
        try await withSite(.shimmed) { site in
            let disk = try site.requireDisk()
            let (first, second) = try await leaveTables(site)
            let broker = try await site.start()
            try await withFerryClient(broker.clientConfiguration) { client in
                try disk.setFaults([DiskShim.Fault(operation: .read, code: EIO, part: "partition-001")])

                let refusal = await Self.refusal(of: client, first, mark: 3)
                try await client.setVariables(Self.change(second, mark: 3))

                #expect(refusal?.code == .unavailable && refusal?.reasons.first?.code == "PARTITION_STOPPED")
                try disk.setFaults([])
                try await eventually("readiness") { try await broker.health("ready").status == 200 }
                try await client.setVariables(Self.change(first, mark: 4))
            }
        }
    }

    /// The files change under a running broker: it says so, and opening them again is not tried.
    @Test(.timeLimit(.minutes(3))) func staysDownWhenItsDataIsDamaged() async throws {
        try await withSite(.shimmed) { site in
            let (first, second) = try await leaveTables(site)
            let broker = try await site.start()
            try await withFerryClient(broker.clientConfiguration) { client in
                try Self.flipBits(in: site.data + "/partition-001")

                let refusals = [
                    await Self.refusal(of: client, first, mark: 3), await Self.refusal(of: client, first, mark: 4),
                ]
                try await client.setVariables(Self.change(second, mark: 3))

                #expect(refusals.map { $0?.code } == [.dataLoss, .dataLoss])
                #expect(refusals[1]?.reasons.first?.found.contains("checksum mismatch") == true)
                let ready = try await broker.health("ready")
                #expect(ready.status == 503 && ready.text.contains("partition 1: damaged data"), "\(ready)")
                #expect(try await broker.health("live").status == 200)
                #expect(broker.process.log.contains("restore a backup"))
            }
        }
    }

    /// Many instances, all in table files; two of them, one on each partition.
    private func leaveTables(_ site: Site) async throws -> (ProcessInstanceKey, ProcessInstanceKey) {
        let broker = try await site.start()
        let pair = try await withFerryClient(broker.clientConfiguration) { client in
            try await Self.deploy(client)
            var pairs: [(ProcessInstanceKey, ProcessInstanceKey)] = []
            // More than what is read at the start anyhow.
            for _ in 0..<150 { pairs.append(try await Self.instances(client)) }
            return pairs[75]
        }
        _ = try await broker.stop()
        // A start turns what lies in the log into a table file; the next one reads it.
        _ = try await site.start().stop()
        return pair
    }

    private static func flipBits(in directory: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) where name.hasSuffix(".sst") {
            let file = try FileHandle(forUpdating: URL(filePath: "\(directory)/\(name)"))
            defer { try? file.close() }
            let bytes = try file.readToEnd() ?? Data()
            for place in stride(from: 500, to: bytes.count, by: 1_000) {
                try file.seek(toOffset: UInt64(place))
                try file.write(contentsOf: [bytes[place] ^ 1])
            }
        }
    }

    @Test(.enabled(if: troubles != nil, "FERRY_DISK_TROUBLES is not set"), .timeLimit(.minutes(60)))
    func loseNothingOverManyOfThem() async throws {
        try await withSite(.shimmed) { site in
            var run = KillRun(
                site, seed: Self.seed, keepers: 24, acknowledgedPerCycle: 50...500, ending: .diskTrouble)

            for _ in 0..<(Self.troubles ?? 0) { try await run.cycle() }
            try await run.finish()

            run.figures.report(seed: Self.seed)
        }
    }

    @Test(.timeLimit(.minutes(3))) func loseNothingUnderLoad() async throws {
        try await withSite(.shimmed) { site in
            var run = KillRun(site, seed: Self.seed, acknowledgedPerCycle: 30...100, ending: .diskTrouble)

            for _ in 0..<4 { try await run.cycle() }
            try await run.finish()

            #expect(run.figures.troubles == 4)
        }
    }

    // MARK: Instances on two partitions

    private func withShimmedBroker(
        _ body: (Site, RunningBroker, FerryClient) async throws -> Void
    ) async throws {
        try await withSite(.shimmed) { site in
            let broker = try await site.start()
            try await withFerryClient(broker.clientConfiguration) { client in
                try await Self.deploy(client)
                try await body(site, broker, client)
            }
        }
    }

    private static func deploy(_ client: FerryClient) async throws {
        let order = DeployResources.Resource(name: "order.bpmn", content: OrderModel.xml(version: 1))
        _ = try await client.deployResources(DeployResources(resources: [order]))
    }

    /// One on each partition.
    private static func instances(
        _ client: FerryClient
    ) async throws -> (ProcessInstanceKey, ProcessInstanceKey) {
        var found: [PartitionID: ProcessInstanceKey] = [:]
        for _ in 0..<2 {
            let key = try await client.createProcessInstance(
                CreateProcessInstance(definition: .version(processID: "order", version: 1))
            ).processInstanceKey
            found[key.partition] = key
        }
        return (try #require(found[PartitionID(1)]), try #require(found[PartitionID(2)]))
    }

    private static func change(_ instance: ProcessInstanceKey, mark: Int) -> SetVariables {
        SetVariables(scope: instance.root, variables: .marks(mark, "mark"))
    }

    private static func refusal(of client: FerryClient, _ instance: ProcessInstanceKey, mark: Int) async -> Rejection? {
        do throws(Rejection) {
            _ = try await client.carryOut(.setVariables(change(instance, mark: mark)), [])
            return nil
        } catch {
            return error
        }
    }

    private static func mark(_ client: FerryClient, _ instance: ProcessInstanceKey) async throws -> String? {
        try await client.getProcessInstance(instance).variables.first { $0.name == "mark" }?.value.text
    }
}
