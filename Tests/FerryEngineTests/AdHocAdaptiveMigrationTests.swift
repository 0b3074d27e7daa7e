import FerryModel
import FerryTestSupport
import Testing

/// Ad-hoc subprocesses in adaptive mode: they move with their inner instances or go with them, and none comes.
@Suite struct AdHocAdaptiveMigrationTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    /// An ad-hoc subprocess that begins with `task`, inside so many subprocesses, outermost first.
    private func model(_ id: String, _ task: String, inside scopes: String..., parts: String = "") -> [UInt8] {
        var whole = ActivityModel.adHoc(id, active: "[&quot;\(task)&quot;]", Model.service(task), parts)
        var inner = id
        for scope in scopes.reversed() {
            whole = Model.sub(
                scope, Model.start("in-\(scope)"), whole, Model.end("out-\(scope)"),
                Model.path("in-\(scope)", inner, "out-\(scope)"))
            inner = scope
        }
        return ActivityModel.around(whole, id: inner)
    }

    @Test func movesWithItsInnerInstances() throws {
        let key = try world.create(try world.deploy(model("old", "a", inside: "around")))
        let before = try world.tree(key)

        _ = try world.migrate(
            key, by: .adaptive(try world.deploy(model("new", "b", inside: "other")), [("old", "new"), ("a", "b")]))

        #expect(try world.shape(key) == ["p", " other", "  new", "   new", "    b"])
        let after = try world.tree(key)
        #expect(after.element("new")?.key == before.element("old")?.key)
        #expect(after.elements.map(\.kind).contains("AD_HOC_SUB_PROCESS_INNER_INSTANCE"))
        #expect(after.element("b")?.key == before.element("a")?.key)
        try world.checkReplay()
        try world.work("a")
        #expect(try world.shape(key) == ["p", " after"])
        try world.checkReplay()
    }

    @Test func putsWhatIsMissingIntoAnInnerInstance() throws {
        let key = try world.create(try world.deploy(model("ah", "a")))
        let target = try world.deploy(
            ActivityModel.around(
                ActivityModel.adHoc(active: "[]", Model.sub("sub", around: "a"), Model.service("other"))))

        _ = try world.migrate(key, by: .adaptive(target, [("ah", "ah"), ("a", "a")]))

        #expect(try world.shape(key) == ["p", " ah", "  ah", "   sub", "    a"])
        try world.checkReplay()
        try world.work("a")
        #expect(try world.shape(key) == ["p", " after"])
    }

    @Test func goesWithItsInnerInstances() throws {
        let key = try world.create(try world.deploy(model("old", "a")))
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.service("b"), Model.service("after"), Model.end("e"),
                Model.path("s", "b", "after", "e")))

        let report = try world.migrate(key, by: .adaptive(target, [("a", "b")]))

        #expect(try world.shape(key) == ["p", " b"])
        #expect(
            report.structure.removed.map(\.kind) == ["AD_HOC_SUB_PROCESS", "AD_HOC_SUB_PROCESS_INNER_INSTANCE"])
        #expect(report.structure.variables.map(\.name) == ["adHocSubProcessElements"])
        try world.checkReplay()
        try world.work("a")
        #expect(try world.shape(key) == ["p", " after"])
        try world.checkReplay()
    }

    @Test func withNothingInsideItIsNotTakenAway() throws {
        let model = ActivityModel.around(ActivityModel.adHoc("ah", Model.service("a")))
        let key = try world.create(try world.deploy(model))

        let reasons = try world.refusals(
            key, .adaptive(try world.deploy(Model.oneTask("p", task: "a")), [("a", "a")]))

        #expect(reasons == ["ACTIVE_ELEMENT_UNMAPPED ah"])
    }

    @Test func doesNotComeAroundWhatRuns() throws {
        let key = try world.create(try world.deploy(Model.oneTask("p", task: "a")))

        let reasons = try world.refusals(key, .adaptive(try world.deploy(model("ah", "a")), [("a", "a")]))

        #expect(reasons == ["ELEMENT_NOT_MIGRATABLE a"])
    }

    @Test func whatIsMappedOutOfItIsRefusedForThatAlone() throws {
        let key = try world.create(try world.deploy(model("old", "a")))

        let reasons = try world.refusals(
            key, .adaptive(try world.deploy(model("new", "b")), [("old", "new"), ("a", "after")]))

        #expect(reasons == ["HIERARCHY_NOT_PRESERVED a"])
    }

    /// Inner instances hold no event subprocesses, and what an event subprocess holds has none.
    @Test(arguments: [("esp", "sub"), ("sub", "esp")])
    func eventSubProcessesStandBesideInnerInstances(from: String, to: String) throws {
        let esp = Model.eventSub(
            "esp", Model.start("esp-start", on: ActivityModel.event("signal", "alarm"), interrupting: false),
            Model.service("x"), Model.end("esp-end"), Model.path("esp-start", "x", "esp-end"))
        let file = ActivityModel.around(
            ActivityModel.adHoc(active: "[&quot;sub&quot;]", Model.sub("sub", around: "y"), esp))
        let definition = try world.deploy(file)
        let key = try world.create(definition)
        if from == "esp" {
            try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
            try world.work("y")
        }
        let (task, other) = from == "esp" ? ("x", "y") : ("y", "x")

        let reasons = try world.refusals(key, .adaptive(definition, [("ah", "ah"), (from, to), (task, other)]))

        #expect(reasons == ["ELEMENT_NOT_MIGRATABLE \(from)"])
    }
}
