import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// Scopes that an event took over.
@Suite struct MigrationInterruptionTests {
    private static func model(_ subProcess: String, interrupting: Bool = true) -> [UInt8] {
        Model.eventFile(
            "p", Model.start("s"), Model.service("t"), Model.end("e"), Model.path("s", "t", "e"),
            Model.eventSub(subProcess, on: Model.signal("alarm"), interrupting: interrupting))
    }

    private func interrupted(_ world: EngineWorld) throws -> ProcessInstanceKey {
        let key = try world.create(try world.deploy(Self.model("esp")))
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        return key
    }

    @Test func stayTakenOverByTheMappedEventSubProcess() throws {
        let world = try EngineWorld()
        let key = try interrupted(world)
        let target = try world.deploy(Self.model("other"))

        _ = try world.migrate(key, by: .strict(target, [("esp", "other"), ("esp-task", "other-task")]))

        #expect(try world.state.instance(key)?.root?.interruptedBy == "other-start")
        #expect(try world.shape(key) == ["p", " other", "  other-task"])
        try world.checkReplay()
        try world.work("esp-task")
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test func areFreeAgainWhereItBecomesAnotherKindOfSubProcess() throws {
        let world = try EngineWorld()
        let key = try interrupted(world)
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.sub("sub", around: "u"), Model.service("after"), Model.end("e"),
                Model.path("s", "sub", "after", "e")))

        _ = try world.migrate(key, by: .adaptive(target, [("esp", "sub"), ("esp-task", "u")]))

        #expect(try world.state.instance(key)?.root?.interruptedBy == nil)
        try world.work("esp-task")
        #expect(try world.shape(key) == ["p", " after"])
        try world.checkReplay()
    }
}
