import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// Instances that call each other end together, also when one of them was banned.
@Suite struct BannedCallTests {
    /// Says that one process has none of the elements its instances stand on; if its name is forgotten as well, not
    /// even itself.
    private final class ForgetfulCompiler: ProcessCompiler {
        let forgotten: String
        let name: String

        init(forgetting forgotten: String, namingIt name: String? = nil) {
            self.forgotten = forgotten
            self.name = name ?? forgotten
        }

        func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
            let id = deployed.definition.processID
            let xml = id == forgotten ? Model.oneTask(name, task: "elsewhere") : deployed.xml
            return try? BPMNDocument.parse(xml).first
        }
    }

    /// A caller whose called process has a job `work`; both are there, and one of them is banned at its next step.
    private func world(forgetting forgotten: String) throws -> (EngineWorld, caller: ProcessInstanceKey, job: JobKey) {
        let store = MemoryOrderedStore()
        let healthy = try EngineWorld(store: store)
        try healthy.deploy(Model.oneTask("child", task: "work"))
        let caller = try healthy.create(
            try healthy.deploy(
                ActivityModel.file(
                    "caller", Model.start("s"),
                    ActivityModel.element("callActivity", "call", extensions: ActivityModel.called("child")),
                    Model.end("e"), Model.path("s", "call", "e"))))
        let job = try #require(try healthy.jobs("work").first?.key)
        try healthy.state.commit()
        return (try EngineWorld(store: store, compiler: ForgetfulCompiler(forgetting: forgotten)), caller, job)
    }

    @Test func aBannedCalledInstanceEndsWithItsCaller() throws {
        let (world, caller, job) = try world(forgetting: "child")
        let called = try #require(try world.tree(caller).elements.compactMap(\.calledInstance).first)
        _ = try world.refusal(.completeJob(CompleteJob(jobKey: job)))
        #expect(try world.tree(called).summary.state == .banned)

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: caller)))

        #expect(try !world.isRunning(called) && !world.isRunning(caller))
        #expect(try world.replayed() == world.dump())
    }

    /// It was banned when its own cancellation was to go on.
    @Test func aCallerThatWaitsForABannedInstanceIsCancelledOnceMore() throws {
        let store = MemoryOrderedStore()
        let healthy = try EngineWorld(store: store)
        let listeners = ActivityModel.extensions(ActivityModel.listeners(("cancel", "listen")))
        try healthy.deploy(
            ActivityModel.file(
                "child", listeners, Model.start("s"), Model.service("work"), Model.end("e"),
                Model.path("s", "work", "e")))
        for (caller, called) in [("between", "child"), ("caller", "between")] {
            try healthy.deploy(
                Model.file(
                    caller, Model.start("s"), Model.calling("call", called), Model.end("e"),
                    Model.path("s", "call", "e")))
        }
        let definition = try #require(healthy.state.definitions.find(.latest(processID: "caller"), tenant: .default))
        let caller = try healthy.create(definition.definition)
        try healthy.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: caller)))
        let job = try #require(try healthy.jobs("listen").first)
        try healthy.state.commit()
        let world = try EngineWorld(
            store: store, compiler: ForgetfulCompiler(forgetting: "child", namingIt: "nobody"))
        let waiting = try world.refusal(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: caller)))
        #expect(waiting.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
        _ = try world.refusal(.completeJob(CompleteJob(jobKey: job.key)))
        #expect(try world.tree(job.processInstanceKey).summary.state == .banned)

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: caller)))

        #expect(try !world.isRunning(caller) && !world.isRunning(job.processInstanceKey))
        #expect(try world.replayed() == world.dump())
    }

    @Test(arguments: [false, true])
    func aBannedCallerIsCancelledWhetherOrNotWhatItCalledIsStillThere(endsFirst: Bool) throws {
        let (world, caller, job) = try world(forgetting: "caller")
        let called = try #require(try world.tree(caller).elements.compactMap(\.calledInstance).first)
        _ = try world.refusal(.completeJob(CompleteJob(jobKey: job)))
        #expect(try world.tree(caller).summary.state == .banned)
        if endsFirst {
            try world.call(.completeJob(CompleteJob(jobKey: job)))
            #expect(try !world.isRunning(called) && world.isRunning(caller))
        }

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: caller)))

        #expect(try !world.isRunning(called) && !world.isRunning(caller))
        #expect(try world.replayed() == world.dump())
    }
}
