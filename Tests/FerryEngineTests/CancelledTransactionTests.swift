import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// A transaction that is being cancelled: only what undoes it, and what may end it, is still awaited.
@Suite struct CancelledTransactionTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    /// Books, then cancels. Inside is an event subprocess, around it a timer.
    private func cancelling(interrupting: Bool) throws -> ProcessInstanceKey {
        let inside =
            Model.start("i") + Model.service("book") + ActivityModel.undo("book", by: "release")
            + ActivityModel.handler("release")
            + ActivityModel.element("endEvent", "cancel", extensions: "", "<bpmn:cancelEventDefinition/>")
            + Model.path("i", "book", "cancel")
            + Model.eventSub("esp", on: Model.signal("alarm"), interrupting: interrupting)
        let file = Model.eventFile(
            "p", Model.start("s"), ActivityModel.element("transaction", "deal", "", inside), Model.end("e"),
            Model.path("s", "deal", "e"), Model.onBoundary("late", on: "deal", Model.after("PT1H")),
            Model.service("helped"), Model.path("late", "helped"),
            ActivityModel.boundary("undone", on: "deal", "<bpmn:cancelEventDefinition/>"), Model.service("after"),
            Model.path("undone", "after"))
        let key = try world.create(try world.deploy(file))
        #expect(try awaited(key) == ["late", "esp-start"])
        try world.work("book")
        #expect(try world.tree(key).active.contains("release"))
        return key
    }

    private func awaited(_ key: ProcessInstanceKey) throws -> [String] {
        try world.tree(key).elements.flatMap(\.subscriptions).map(\.eventID)
    }

    @Test(arguments: [false, true])
    func listensNoMoreInside(interrupting: Bool) throws {
        let key = try cancelling(interrupting: interrupting)

        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))

        #expect(try awaited(key) == ["late"])
        #expect(try !world.tree(key).elements.contains { $0.elementID == "esp" })
        try world.work("release")
        #expect(try world.tree(key).active == ["after"])
        try world.checkReplay()
    }

    @Test func canStillBeEndedFromOutside() throws {
        let key = try cancelling(interrupting: false)

        try world.pass(milliseconds: 3_600_000)

        #expect(try world.tree(key).active == ["helped"])
        #expect(try world.jobs("release").isEmpty)
        try world.checkReplay()
    }
}
