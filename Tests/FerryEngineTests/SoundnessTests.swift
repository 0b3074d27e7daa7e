import FerryModel
import FerryTestSupport
import Testing

/// Whether a migrated instance can still come to its end: what is said, and what must not be.
@Suite struct SoundnessTests {
    typealias Case = (name: String, source: [UInt8], target: [UInt8], warnings: [String])

    private static let sequence = Model.file(
        "p", Model.start("start"), Model.service("a"), Model.service("b"), Model.end("end"),
        Model.path("start", "a", "b", "end"))

    /// `a` in one of two branches that meet again.
    private static func forked(_ beside: String, _ more: String...) -> [UInt8] {
        Model.eventFile(
            "q", Model.start("start"), Model.parallel("fork"), Model.service("a"), Model.service("c"),
            Model.parallel("join"), Model.service("b"), Model.end("end"),
            Model.path("start", "fork", "a", "join", "b", "end"), Model.path("fork", "c", "join"), beside,
            more.joined(separator: "\n"))
    }

    /// Instances stand at `a` of the source, which becomes `a` of the target.
    static let cases: [Case] = [
        ("the same model", sequence, sequence, []),
        (
            "a join whose other branch never begins", sequence, forked(""),
            ["JOIN_CANNOT_COMPLETE join by c-join after a join"]
        ),
        (
            "the join may be gone round by an event", sequence,
            forked(
                Model.onBoundary("late", on: "a", Model.after("PT1H")), Model.end("gone"), Model.path("late", "gone")),
            []
        ),
        (
            "the event leads into the same join", sequence,
            forked(
                Model.onBoundary("late", on: "a", Model.after("PT1H")), Model.service("d"),
                Model.path("late", "d", "join")),
            ["JOIN_CANNOT_COMPLETE join by c-join, d-join after a join"]
        ),
        (
            "an event beside brings the missing token", sequence,
            forked(
                Model.onBoundary("late", on: "a", Model.after("PT1H"), interrupting: false),
                Model.path("late", "c")),
            []
        ),
        (
            "an event subprocess may take over", sequence,
            forked(Model.eventSub("stop", on: Model.signal("alarm"))), []
        ),
        (
            "an event subprocess beside helps nobody", sequence,
            forked(Model.eventSub("note", on: Model.signal("alarm"), interrupting: false)),
            ["JOIN_CANNOT_COMPLETE join by c-join after a join"]
        ),
        (
            "an inclusive join waits for nobody who cannot come", sequence,
            Model.file(
                "q", Model.start("start"), Model.inclusive("fork", default: "fork-c"), Model.service("a"),
                Model.service("c"), Model.inclusive("join"), Model.end("end"),
                Model.flow("start", "fork"), Model.flow("fork", "a", when: "=x"), Model.flow("fork", "c"),
                Model.path("a", "join", "end"), Model.path("c", "join")), []
        ),
        (
            "one of two branches is chosen, both are waited for", sequence,
            Model.file(
                "q", Model.start("start"), Model.service("a"), Model.exclusive("choice", default: "choice-c"),
                Model.service("c"), Model.service("d"), Model.parallel("join"), Model.end("end"),
                Model.path("start", "a", "choice"), Model.flow("choice", "c"),
                Model.flow("choice", "d", when: "=x"), Model.path("c", "join", "end"), Model.path("d", "join")),
            ["JOIN_CANNOT_COMPLETE join by d-join after a choice c join"]
        ),
        (
            "a circle without a way out", sequence,
            Model.file(
                "q", Model.start("start"), Model.service("x"), Model.end("end"), Model.exclusive("again"),
                Model.service("a"), Model.path("start", "x", "end"), Model.path("again", "a", "again"),
                Model.service("into"), Model.flow("into", "again")),
            ["TOKEN_CANNOT_LEAVE a by  after a"]
        ),
        (
            "the subprocess behind it cannot end", sequence,
            Model.file(
                "q", Model.start("start"), Model.service("a"),
                Model.sub(
                    "sub", Model.start("in"), Model.exclusive("choice", default: "choice-c"), Model.service("c"),
                    Model.service("d"), Model.parallel("join"), Model.end("out"), Model.path("in", "choice"),
                    Model.flow("choice", "c"), Model.flow("choice", "d", when: "=x"),
                    Model.path("c", "join", "out"), Model.path("d", "join")), Model.end("end"),
                Model.path("start", "a", "sub", "end")),
            ["TOKEN_CANNOT_LEAVE sub by  after a sub"]
        ),
        (
            "it may be repeated no time at all", sequence,
            Model.file(
                "q", Model.start("start"), Model.service("a"),
                Model.each(
                    "sub", in: "=items", Model.start("in"), Model.exclusive("choice", default: "choice-c"),
                    Model.service("c"), Model.service("d"), Model.parallel("join"), Model.end("out"),
                    Model.path("in", "choice"), Model.flow("choice", "c"), Model.flow("choice", "d", when: "=x"),
                    Model.path("c", "join", "out"), Model.path("d", "join")), Model.end("end"),
                Model.path("start", "a", "sub", "end")),
            []
        ),
    ]

    /// Those whose target opens no events.
    private static let movable = cases.map(\.name).filter { !$0.contains("event") && !$0.contains("inclusive") }

    private static func example(_ name: String) throws -> Case { try #require(cases.first { $0.name == name }) }

    @Test(arguments: movable) func saysWhereAnInstanceGetsStuck(name: String) throws {
        let example = try Self.example(name)
        let world = try EngineWorld()
        let source = try world.deploy(example.source)
        let target = try world.deploy(example.target)
        let key = try world.create(source)

        let preview = try world.migrate(key, to: target, [("a", "a")], dryRun: true)
        let report = try world.migrate(key, to: target, [("a", "a")])

        #expect(preview.warnings.map(\.brief) == example.warnings)
        #expect(report.warnings == preview.warnings)
    }

    @Test(arguments: cases.map(\.name)) func saysTheSameOfThePlan(name: String) throws {
        let example = try Self.example(name)
        let world = try EngineWorld()
        let source = try world.deploy(example.source)
        let target = try world.deploy(example.target)

        let answer = try world.validate(from: source, to: target, [("a", "a")])

        #expect(answer.reasons.isEmpty)
        #expect(answer.warnings.map(\.brief) == example.warnings)
        #expect(answer.warnings.allSatisfy { $0.from == "a" })
    }

    @Test func aTokenThatWaitsForOneMoreBranchIsToldOf() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(threeWay())
        let key = try world.create(v1)
        try world.work("left")

        let report = try world.migrate(key, to: v2, autoMap: .equal)

        #expect(report.warnings.map(\.brief) == ["JOIN_CANNOT_COMPLETE join by third-join after right join"])
        try world.work("right")
        #expect(try world.isRunning(key))
    }

    @Test func aPlanIsWarnedOfOnlyWhereEveryInstanceGetsStuck() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let same = try world.deploy(Model.forkJoin("q"))
        let more = try world.deploy(threeWay())

        #expect(try world.validate(from: v1, to: same, autoMap: .equal).warnings.isEmpty)
        #expect(
            try world.validate(from: v1, to: more, autoMap: .equal).warnings.map(\.from) == ["left", "right"])
    }

    @Test func theInnermostScopeIsNamed() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(
            Model.file(
                "p", Model.start("start"), Model.sub("sub", around: "a"), Model.end("done"),
                Model.path("start", "sub", "done")))
        func target(_ id: String, _ more: String...) -> [UInt8] {
            Model.eventFile(
                id, Model.start("start"),
                Model.sub(
                    "sub", Model.start("in"), Model.parallel("fork"), Model.service("a"), Model.service("c"),
                    Model.parallel("join"), Model.end("out"), Model.path("in", "fork", "a", "join", "out"),
                    Model.path("fork", "c", "join")),
                Model.end("done"), Model.path("start", "sub", "done"), more.joined(separator: "\n"))
        }
        let stuck = try world.deploy(target("q"))
        let free = try world.deploy(
            target("r", Model.onBoundary("late", on: "sub", Model.after("PT1H")), Model.path("late", "done")))
        let key = try world.create(v1)
        let map = [("sub", "sub"), ("a", "a")]

        #expect(
            try world.migrate(key, to: stuck, map, dryRun: true).warnings.map(\.brief) == [
                "JOIN_CANNOT_COMPLETE join by c-join after a join"
            ])
        #expect(try world.validate(from: v1, to: stuck, map).warnings.map(\.from) == ["a"])
        #expect(try world.validate(from: v1, to: free, map).warnings.isEmpty)
    }

    @Test func whatIsTooMuchToTryIsLeftUnsaid() throws {
        let world = try EngineWorld()
        let branches = (1...40).map { "t\($0)" }
        let model = Model.file(
            "p", Model.start("start"), Model.parallel("fork"), Model.parallel("join"), Model.end("end"),
            Model.path("start", "fork"), Model.path("join", "end"),
            (branches + ["never"]).map { Model.service($0) + Model.path($0, "join") }.joined(),
            (branches).map { Model.path("fork", $0) }.joined(), Model.service("outside"),
            Model.path("outside", "never"))
        let definition = try world.deploy(model)
        let key = try world.create(definition)

        #expect(try world.migrate(key, to: definition, autoMap: .equal, dryRun: true).warnings.isEmpty)
    }

    /// What each join may take from those that wait twice doubles with every flow.
    @Test func aJoinWithManyTokensByManyFlowsIsTooMuchToTry() throws {
        let world = try EngineWorld()
        let flows = (1...40).map { Model.flow("fork", "join", id: "f\($0)") }.joined()
        let definition = try world.deploy(
            Model.file(
                "p", Model.start("start"), Model.exclusive("merge"), Model.parallel("fork"), Model.parallel("join"),
                Model.service("t"), Model.end("end"), Model.path("start", "merge", "fork", "t", "merge"), flows,
                Model.path("join", "end")))
        let key = try world.create(definition)

        #expect(try world.migrate(key, to: definition, autoMap: .equal, dryRun: true).warnings.isEmpty)
        #expect(try world.validate(from: definition, to: definition, autoMap: .equal).warnings.isEmpty)
    }

    /// Twenty subprocesses with three branches of eleven tasks and a join that waits for a fourth: more than one call
    /// may try.
    @Test func whatOneCallDidNotComeToIsToldByTheNext() throws {
        let world = try EngineWorld()
        func stuck(_ id: Int) -> String {
            let branches = (1...3).map { branch in
                let tasks = (1...11).map { "t\(id)-\(branch)-\($0)" }
                let nodes = ["fork\(id)"] + tasks + ["join\(id)"]
                return tasks.map { Model.service($0) }.joined()
                    + zip(nodes, nodes.dropFirst()).map { Model.flow($0, $1) }.joined()
            }
            return Model.sub(
                "sub\(id)", Model.start("in\(id)"), Model.parallel("fork\(id)"), Model.parallel("join\(id)"),
                Model.end("out\(id)"), Model.service("never\(id)"), Model.path("in\(id)", "fork\(id)"),
                Model.path("never\(id)", "join\(id)", "out\(id)"), branches.joined())
        }
        let subs = (1...20).map { stuck($0) + Model.path("fork", "sub\($0)", "join") }.joined()
        let definition = try world.deploy(
            Model.file(
                "p", Model.start("start"), Model.parallel("fork"), Model.parallel("join"), Model.end("end"),
                Model.path("start", "fork"), Model.path("join", "end"), subs))
        let key = try world.create(definition)

        let first = try world.migrate(key, to: definition, autoMap: .equal, dryRun: true)
        let second = try world.migrate(key, to: definition, autoMap: .equal, dryRun: true)

        #expect(first.warnings.isEmpty)
        #expect(second.warnings.first?.brief.hasPrefix("JOIN_CANNOT_COMPLETE join1 by never1-join1 after") == true)
    }

    // MARK: Scopes that the migration makes

    private func wrapped(_ id: String, _ inside: String) -> [UInt8] {
        Model.file(
            id, Model.start("s"), Model.sub("sub", inside), Model.end("e"), Model.path("s", "sub", "e"))
    }

    private static let forkAndJoin =
        Model.start("start") + Model.parallel("fork") + Model.service("a") + Model.service("b")
        + Model.parallel("join") + Model.end("end") + Model.path("start", "fork", "a", "join", "end")
        + Model.path("fork", "b", "join")

    @Test func aScopeThatTheMigrationMakesIsJudgedWithWhatIsPutIntoIt() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.file("p", Self.forkAndJoin))
        let v2 = try world.deploy(wrapped("q", Self.forkAndJoin))
        let key = try world.create(v1)
        try world.work("b")
        let plan = MigrationPlan.adaptive(v2, [("a", "a"), ("join", "join")])

        let preview = try world.migrate(key, by: plan, dryRun: true)
        let report = try world.migrate(key, by: plan)

        #expect(preview.warnings.isEmpty && report.warnings.isEmpty)
        try world.work("a")
        #expect(try !world.isRunning(key))
    }

    @Test func aScopeThatTheMigrationMakesAndThatCannotEndIsToldOf() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Self.sequence)
        let v2 = try world.deploy(wrapped("q", Self.forkAndJoin))
        let key = try world.create(v1)
        let plan = MigrationPlan.adaptive(v2, [("a", "a")])

        let preview = try world.migrate(key, by: plan, dryRun: true)
        let report = try world.migrate(key, by: plan)

        #expect(preview.warnings.map(\.brief) == ["JOIN_CANNOT_COMPLETE join by b-join after a join"])
        #expect(report.warnings == preview.warnings)
        try world.work("a")
        #expect(try world.isRunning(key))
    }

    private func threeWay() -> [UInt8] {
        Model.file(
            "r", Model.start("start"), Model.parallel("fork"), Model.service("left"), Model.service("right"),
            Model.service("third"), Model.parallel("join"), Model.service("after"), Model.end("end"),
            Model.path("start", "fork", "left", "join", "after", "end"), Model.path("fork", "right", "join"),
            Model.path("fork", "third", "join"))
    }
}

extension MigrationWarning {
    /// Code, element, the flows it waits for, the path.
    var brief: String {
        let flows = message.split(separator: "token by ").dropFirst().first?.split(separator: ", which").first ?? ""
        return "\(code) \(elementID) by \(flows.filter { $0 != "'" }) after \(path.joined(separator: " "))"
    }
}

extension EngineWorld {
    func validate(
        from source: ProcessDefinition, to target: ProcessDefinition, _ map: [(String, String)] = [],
        autoMap: AutoMap = .none
    ) throws -> ValidateMigrationPlan.Answer {
        let plan = MigrationPlan(
            target: .key(target.key), source: .key(source.key),
            instructions: map.map { MigrationInstruction(from: $0.0, to: $0.1) }, autoMap: autoMap)
        guard case .validateMigrationPlan(let answer) = try call(.validateMigrationPlan(.init(plan: plan))) else {
            throw Unexpected()
        }
        return answer
    }
}
