import FerryModel
import FerryTestSupport
import Testing

/// Activities that repeat: body, instances and counters move together.
@Suite struct MigrationMultiInstanceTests {
    private static func model(
        _ id: String, type: String = "", isSequential: Bool = false, items: String = "=[1,2,3]", marked: Bool = true,
        collect: String = "", into: String = "results"
    ) -> [UInt8] {
        let loop = ActivityModel.loop(
            over: items, as: "item", collect: collect, into: into, isSequential: isSequential)
        return ActivityModel.file(
            "p", Model.start("s"),
            ActivityModel.element(
                "serviceTask", id, extensions: ActivityModel.job(type.isEmpty ? id : type), marked ? loop : ""),
            Model.service("after"), Model.end("e"), Model.path("s", id, "after", "e"))
    }

    @Test(arguments: [false, true])
    func moveWithTheirCounters(isSequential: Bool) throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.model("a", isSequential: isSequential, collect: "=item * 10"))
        let target = try world.deploy(Self.model("b", isSequential: isSequential, collect: "=item * 100"))
        let key = try world.create(source)
        try world.work("a")

        let report = try world.migrate(key, by: .strict(target, [("a", "b")]))

        #expect(report.elements.dropFirst().allSatisfy { $0.to == "b" })
        #expect(try world.shape(key) == ["p", " b*"] + Array(repeating: "  b", count: isSequential ? 1 : 2))
        try world.checkReplay()
        // What has a job keeps it; what begins now is the target's.
        try world.work("a")
        try world.work(isSequential ? "b" : "a")
        #expect(try world.tree(key).active == ["after"])
        #expect(try world.tree(key).variable("results") == "[10,200,300]")
        try world.checkReplay()
    }

    @Test func theBodyCanBeNamedAsCamundaDoes() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.model("a"))
        let target = try world.deploy(Self.model("b"))
        let key = try world.create(source)

        _ = try world.migrate(
            key, by: .strict(target, [("a", "b"), ("a#multiInstanceBody", "b#multiInstanceBody")]))

        #expect(try world.shape(key) == ["p", " b*", "  b", "  b", "  b"])
    }

    struct Refused: CustomTestStringConvertible {
        let testDescription: String
        let source: [UInt8]
        let target: [UInt8]
        let map: [(String, String)]
        let reasons: [String]
    }

    static let sub = Model.each(
        "sub", in: "=[1,2]", Model.start("i"), Model.service("t"), Model.end("o"), Model.path("i", "t", "o"))
    static let aroundSub = Model.file("p", Model.start("s"), sub, Model.end("e"), Model.path("s", "sub", "e"))
    static let refused: [Refused] = [
        Refused(
            testDescription: "to one after the other", source: model("a"), target: model("a", isSequential: true),
            map: [("a", "a")], reasons: ["MULTI_INSTANCE_CHANGED a"]),
        Refused(
            testDescription: "body to another kind of body", source: model("a"), target: model("a", isSequential: true),
            map: [("a#multiInstanceBody", "a#multiInstanceBody")],
            reasons: ["MULTI_INSTANCE_CHANGED a#multiInstanceBody"]),
        Refused(
            testDescription: "a marker that is added", source: model("a", marked: false), target: model("a"),
            map: [("a", "a")], reasons: ["MULTI_INSTANCE_CHANGED a"]),
        Refused(
            testDescription: "a body that is none", source: model("a", marked: false), target: model("a"),
            map: [("a#multiInstanceBody", "a#multiInstanceBody")],
            reasons: ["UNKNOWN_SOURCE_ELEMENT a#multiInstanceBody"]),
        Refused(
            testDescription: "V4: a repetition around what runs", source: Model.oneTask("p", task: "t"),
            target: aroundSub,
            map: [("t", "t")], reasons: ["MULTI_INSTANCE_CHANGED t"]),
        Refused(
            testDescription: "V5: the body without its activity", source: model("t"), target: aroundSub,
            map: [("t#multiInstanceBody", "sub#multiInstanceBody")],
            reasons: ["MULTI_INSTANCE_CHANGED t#multiInstanceBody"]),
        Refused(
            testDescription: "V6: the activity without its body", source: aroundSub, target: model("t"),
            map: [("sub#multiInstanceBody", "t#multiInstanceBody")],
            reasons: ["MULTI_INSTANCE_CHANGED sub#multiInstanceBody"]),
    ]

    @Test(arguments: refused)
    func whatCannotRepeatAlike(_ refused: Refused) throws {
        let world = try EngineWorld()
        let source = try world.deploy(refused.source)
        let target = try world.deploy(refused.target)
        let key = try world.create(source)

        let reasons = try world.refusals(key, .adaptive(target, refused.map))

        #expect(reasons.filter { !$0.hasPrefix("ACTIVE_ELEMENT_UNMAPPED") } == refused.reasons)
    }

    @Test func strictModeKeepsTheMarker() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.model("a"))
        let target = try world.deploy(Self.model("a", marked: false))
        let key = try world.create(source)

        #expect(try world.refusals(key, .strict(target, [("a", "a")])) == ["MULTI_INSTANCE_CHANGED a"])
    }

    @Test(arguments: [false, true])
    func adaptiveModeTakesTheMarkerAwayAndKeepsLoopCounters(isSequential: Bool) throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.model("a", isSequential: isSequential, collect: "=item"))
        let target = try world.deploy(Self.model("a", marked: false))
        let key = try world.create(source)
        try world.work("a")

        let report = try world.migrate(key, by: .adaptive(target, [("a", "a")]))

        let left = isSequential ? 1 : 2
        #expect(try world.shape(key) == ["p"] + Array(repeating: " a", count: left))
        let tree = try world.tree(key)
        let counters = tree.elements.compactMap { tree.variable("loopCounter", in: $0.key) }
        #expect(counters == (isSequential ? ["2"] : ["2", "3"]))
        #expect(report.structure.removed.first?.loop?.completed == 1)
        #expect(report.structure.variables.map(\.name) == ["results"], "what the body held is lost")
        try world.checkReplay()
        for _ in 0..<left { try world.work("a") }
        #expect(try world.tree(key).active == Array(repeating: "after", count: left))
        try world.checkReplay()
    }

    @Test func aSubProcessLosesItsMarkerAndKeepsItsInstances() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.aroundSub)
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.sub("sub", around: "t"), Model.end("e"), Model.path("s", "sub", "e")))
        let key = try world.create(source)
        let instances = try world.tree(key).elements.filter { $0.kind == "SUB_PROCESS" }.map(\.key)

        _ = try world.migrate(key, by: .adaptive(target, [("sub", "sub"), ("t", "t")]))

        #expect(try world.shape(key) == ["p", " sub", "  t", " sub", "  t"])
        #expect(try world.tree(key).elements.filter { $0.elementID == "sub" }.map(\.key) == instances)
        try world.work("t")
        try world.work("t")
        #expect(try !world.isRunning(key))
    }

    @Test func aRepetitionStandsInANewScope() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.model("a"))
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"),
                Model.sub(
                    "sub", Model.start("i"),
                    ActivityModel.element(
                        "serviceTask", "a", extensions: ActivityModel.job("a"), ActivityModel.loop(over: "=[1]")),
                    Model.end("o"), Model.path("i", "a", "o")), Model.end("e"), Model.path("s", "sub", "e")))
        let key = try world.create(source)

        _ = try world.migrate(key, by: .adaptive(target, [("a", "a")]))

        #expect(try world.shape(key) == ["p", " sub", "  a*", "   a", "   a", "   a"])
        for _ in 0..<3 { try world.work("a") }
        #expect(try !world.isRunning(key))
    }

    /// In one record and in many, kept in memory and read anew each time.
    @Test(arguments: [3, 60], [0, 10_000])
    func manyInstancesStandInOneNewScope(count: Int, cachedElements: Int) throws {
        let world = try EngineWorld(cachedElements: cachedElements)
        let items = "=[" + Array(repeating: "0", count: count).joined(separator: ",") + "]"
        let source = try world.deploy(Self.model("a", items: items, collect: "=item"))
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.sub("sub", around: "a"), Model.end("e"), Model.path("s", "sub", "e")))
        let key = try world.create(source)

        let report = try world.migrate(key, by: .adaptive(target, [("a", "a")]))

        #expect(report.structure.reshaped.count == count && report.structure.created.count == 1)
        #expect(try world.shape(key) == ["p", " sub"] + Array(repeating: "  a", count: count))
        try world.checkReplay()
        for _ in 1..<count { try world.work("a") }
        #expect(try world.shape(key) == ["p", " sub", "  a"])
        try world.checkReplay()
        try world.cancel(key)
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }
}
