import FerrySimulation
import Testing

@Suite("Simulated worlds")
struct SimulationTests {
    @Test("show nothing that must not be", arguments: Array(UInt64(1)...16))
    func holdsUp(seed: UInt64) throws {
        _ = try Simulation.run(seed: seed, steps: 500)
    }

    @Test("meet what they are made for")
    func meetsEverything() throws {
        var coverage = Coverage()

        for seed in UInt64(100)..<108 { coverage.add(try Simulation.run(seed: seed, steps: 700).coverage) }

        #expect(coverage.count(.outcomes, "MigrateProcessInstance: OK") > 20)
        #expect(coverage.count(.outcomes, "MigrateProcessInstance: FAILED_PRECONDITION") > 0)
        #expect(coverage.count(.outcomes, "CompleteJob: RESOURCE_EXHAUSTED") > 0)
        #expect(coverage.count(.migrated, "SERVICE_TASK job ACTIVATABLE to same id") > 0)
        for fault in [
            "crash before commit", "crash after commit, before sync", "crash after sync, before answers",
            "crash: all unsynced lost", "answer lost", "order repeated", "clock jumped", "clock fell back",
            "message between partitions repeated", "partition stopped by its disk",
        ] {
            #expect(coverage.count(.faults, fault) > 0, "\(fault)")
        }
    }

    @Test("are the same for the same seed")
    func repeats() throws {
        let first = try Simulation.run(seed: 77, steps: 300)
        let second = try Simulation.run(seed: 77, steps: 300)

        #expect(first.digest == second.digest)
        #expect(first.coverage.text == second.coverage.text)
    }
}
