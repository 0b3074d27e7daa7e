import FerryModel
import FerryTestSupport
import Testing

/// What compensation handlers see of scopes that are gone.
@Suite struct CompensationVariablesTests {
    /// A subprocess that knew `x` and an activity in it, each with a handler of its own.
    private func file(undoing sub: String) -> [UInt8] {
        ActivityModel.file(
            "p", Model.start("s"),
            Model.sub(
                "sub", input: Model.input("=1", "x"), Model.start("in"), Model.service("a"),
                ActivityModel.undo("a", by: "revert-a"), ActivityModel.handler("revert-a"), Model.end("out"),
                Model.path("in", "a", "out")),
            ActivityModel.undo("sub", by: "revert-sub"), sub, ActivityModel.compensate("endEvent", "thrown"),
            Model.path("s", "sub", "thrown"))
    }

    @Test(arguments: [
        ActivityModel.handler("revert-sub"),
        ActivityModel.element("manualTask", "revert-sub", "isForCompensation=\"true\""),
    ])
    func aHandlerSeesTheScopeAroundItsActivityWhateverThatScopesHandlerDoes(handler: String) throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(file(undoing: handler)))

        try world.work("a")

        let tree = try world.tree(key)
        let undo = try #require(tree.element("revert-a"))
        #expect(tree.variable("x", in: undo.key) == "1")
        try world.work("revert-a")
        if try world.isRunning(key) { try world.work("revert-sub") }
        #expect(try !world.isRunning(key))
        #expect(try world.replayed() == world.dump())
    }
}
