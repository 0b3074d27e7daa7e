import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// A command that trips an internal check harms itself and its instance, and nobody else.
@Suite struct PoisonTests {
    /// Says, once poisoned, that a process has none of the elements its instances stand on.
    private final class ForgetfulCompiler: ProcessCompiler, @unchecked Sendable {
        // One test thread.
        var isPoisoned = false

        func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
            let xml = isPoisoned ? Model.oneTask(deployed.definition.processID, task: "elsewhere") : deployed.xml
            return try? BPMNDocument.parse(xml).first
        }
    }

    /// A world restarted on what an earlier one left, with a compiler that has gone wrong.
    private func poisoned(
        _ prepare: (EngineWorld) throws -> ProcessInstanceKey
    ) throws -> (EngineWorld, ProcessInstanceKey) {
        let store = MemoryOrderedStore()
        let healthy = try EngineWorld(store: store)
        let key = try prepare(healthy)
        try healthy.state.commit()
        let compiler = ForgetfulCompiler()
        compiler.isPoisoned = true
        return (try EngineWorld(store: store, compiler: compiler), key)
    }

    @Test func bansTheInstanceAndGoesOn() throws {
        var victimJob: JobKey?
        let (world, victim) = try poisoned { world in
            let definition = try world.deploy(Model.oneTask("p", task: "a"))
            let key = try world.create(definition, #"{"x":1}"#)
            victimJob = try world.jobs("a").first?.key
            return key
        }
        let before = try world.tree(victim)

        let rejection = try world.refusal(.completeJob(CompleteJob(jobKey: try #require(victimJob))))

        #expect(rejection.code == .internal)
        #expect(rejection.reasons.map(\.code) == ["INTERNAL_CHECK_FAILED"])
        let after = try world.tree(victim)
        #expect(after.summary.state == .banned)
        #expect(after.elements == before.elements && after.variables == before.variables)
        let other = try world.deploy(Model.oneTask("other", task: "b"))
        #expect(other.version == 1, "the partition still takes commands")
        #expect(try world.replayed() == world.dump())
    }

    @Test func aBannedInstanceTakesNoCommandsAndItsJobsLeaveTheQueue() throws {
        var waiting: JobKey?
        let (world, victim) = try poisoned { world in
            let definition = try world.deploy(Model.forkJoin("p"))
            let key = try world.create(definition)
            waiting = try world.jobs("left").first?.key
            return key
        }
        _ = try world.refusal(.completeJob(CompleteJob(jobKey: try #require(waiting))))

        #expect(try world.jobs("right").isEmpty)
        let again = try world.refusal(.completeJob(CompleteJob(jobKey: try #require(waiting))))
        #expect(again.code == .failedPrecondition)
        #expect(again.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
        let variables = try world.refusal(
            .setVariables(SetVariables(scope: victim.root, variables: try Variables(parsing: #"{"x":1}"#))))
        #expect(variables.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
    }

    @Test func aBannedInstanceCanBeCancelled() throws {
        var waiting: JobKey?
        let (world, victim) = try poisoned { world in
            let definition = try world.deploy(Model.oneTask("p", task: "a"))
            let key = try world.create(definition, #"{"x":1}"#)
            waiting = try world.jobs("a").first?.key
            return key
        }
        _ = try world.refusal(.completeJob(CompleteJob(jobKey: try #require(waiting))))

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: victim)))

        #expect(try !world.isRunning(victim))
        #expect(try world.replayed() == world.dump())
    }

    @Test("RDE-8: a banned instance does not hold its definition, one that runs does")
    func aBannedInstanceDoesNotHoldItsDefinition() throws {
        var definition: ProcessDefinition?
        let (world, victim) = try poisoned { world in
            definition = try world.deploy(Model.oneTask("p", task: "a"))
            return try world.create(try #require(definition))
        }
        let key = try #require(definition).key
        let deletion = Call.deleteResource(DeleteResource(resourceKey: ResourceKey(key)))
        let job = try #require(try world.tree(victim).elements.compactMap(\.job).first)

        #expect(try world.refusal(deletion).reasons.map(\.code) == ["DEFINITION_IN_USE"])
        _ = try world.refusal(.completeJob(CompleteJob(jobKey: job.key)))
        try world.call(deletion)

        #expect(world.state.definitions.find(.key(key), tenant: .default) == nil)
        #expect(try world.replayed() == world.dump())
    }

    /// Nothing was done, so nothing was harmed.
    @Test func aDryRunBansNobody() throws {
        var definition: ProcessDefinition?
        let (world, victim) = try poisoned { world in
            definition = try world.deploy(
                Model.file("p", Model.start("s"), Model.sub("sub", around: "elsewhere"), Model.path("s", "sub")))
            return try world.create(try #require(definition))
        }
        let target = try #require(definition)
        func call(dryRun: Bool) -> Call {
            .migrateProcessInstance(
                MigrateProcessInstance(
                    processInstanceKey: victim, plan: .adaptive(target, [("elsewhere", "elsewhere")]), dryRun: dryRun))
        }
        let before = try world.dump()

        let tried = try world.refusal(call(dryRun: true))

        #expect(tried.code == .internal && tried.message.contains("nothing changed"))
        #expect(try world.dump() == before)
        #expect(try world.refusal(call(dryRun: false)).code == .internal)
        #expect(try world.tree(victim).summary.state == .banned)
    }
}
