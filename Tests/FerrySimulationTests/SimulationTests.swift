import FerrySimulation
import Testing

@Suite("Simulated worlds")
struct SimulationTests {
    @Test("show nothing that must not be", arguments: Array(UInt64(1)...16))
    func holdsUp(seed: UInt64) throws {
        _ = try Simulation.run(seed: seed, steps: 500)
    }

    /// The seeds are those of worlds that meet, together, even what is rare.
    @Test("meet what they are made for")
    func meetsEverything() throws {
        var coverage = Coverage()

        for seed: UInt64 in [102, 103, 109, 111, 117, 122, 130, 157, 161] {
            coverage.add(try Simulation.run(seed: seed, steps: 700).coverage)
        }

        for outcome in [
            "MigrateProcessInstance: OK", "MigrateProcessInstance: FAILED_PRECONDITION",
            "CompleteJob: RESOURCE_EXHAUSTED", "CompleteUserTask: OK", "ThrowError: OK", "ModifyProcessInstance: OK",
            "SuspendProcessInstance: OK", "ResumeProcessInstance: OK", "PublishMessage: OK", "CorrelateMessage: OK",
            "BroadcastSignal: OK", "EvaluateConditions: OK", "EvaluateDecision: OK", "UpdateJobTimeout: OK",
            "UpdateJob: OK",
            "ActivateAdHocActivities: OK", "StreamJobs: stream", "DeleteResource: OK",
            "DeleteResource: FAILED_PRECONDITION",
        ] {
            #expect(coverage.count(.outcomes, outcome) > 0, "\(outcome)")
        }
        for fault in [
            "crash before commit", "crash after commit, before sync", "crash after sync, before answers",
            "crash: all unsynced lost", "answer lost", "order repeated", "clock jumped", "clock fell back",
            "message between partitions repeated", "partition stopped: commits fail", "partition stopped: syncs fail",
            "partition stopped: reads fail", "partition stopped: reads find damage", "partition came back",
            "partition could not come back yet", "definition poisoned", "instance banned", "history read",
            "turn ended early", "drained and ended in order", "client stops reading",
        ] {
            #expect(coverage.count(.faults, fault) > 0, "\(fault)")
        }
    }

    @Test("name the meetings of command, element and state that never were")
    func namesGaps() throws {
        let nothing = Encounters()
        var coverage = Coverage()
        for seed: UInt64 in [103, 111] { coverage.add(try Simulation.run(seed: seed, steps: 700).coverage) }
        let some = coverage.encounters

        #expect(nothing.gaps.count == nothing.possibleCount)
        #expect(nothing.gaps.contains("CompleteJob x SERVICE_TASK x job ACTIVATED"))
        #expect(some.gaps.count < some.possibleCount)
        #expect(MigrationKinds(Coverage()).gaps.count == MigrationKinds(coverage).possibleCount)
        #expect(MigrationKinds(coverage).gaps.count < MigrationKinds(coverage).possibleCount)
    }

    @Test("are the same for the same seed")
    func repeats() throws {
        let first = try Simulation.run(seed: 77, steps: 300)
        let second = try Simulation.run(seed: 77, steps: 300)

        #expect(first.digest == second.digest)
        #expect(first.coverage.text == second.coverage.text)
    }
}
