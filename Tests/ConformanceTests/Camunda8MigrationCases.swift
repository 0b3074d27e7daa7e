import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// The cases that Camunda 8's own tests of migration list, as far as this repertoire reaches. Each name begins with the
/// case it answers; where Ferry decides otherwise the name says so.
@Suite(.timeLimit(.minutes(1)))
struct Camunda8MigrationCases {
    @Test("PI-1, SVC-2, SVC-3: a task moves to another id, its job keeps its type", arguments: Harness.allCases)
    func serviceTask(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "A", type: "old"))
            let v2 = try await world.deployOne(Model.oneTask("p", task: "B", type: "new"))
            let key = try await world.create(v1)

            _ = try await world.migrate(key, to: v2, ["A": "B"])

            #expect(try await world.job(key, "B").type == "old")
            let event = try #require(try await world.history(of: key).last)
            #expect(event.details.text.contains("\(v2.key)") && event.details.text.contains("\"B\""))
        }
    }

    @Test("PI-2, PI-3: another process, another version", arguments: Harness.allCases)
    func processAndVersion(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p"))
            let v2 = try await world.deployOne(Model.oneTask("p", type: "t"))
            let other = try await world.deployOne(Model.oneTask("q"))
            let key = try await world.create(v1)

            for (target, processID, version) in [(v2, "p", Int32(2)), (other, "q", 1)] {
                _ = try await world.migrate(key, to: target, ["task": "task"])
                let tree = try await world.tree(key)
                #expect(tree.summary.processID == processID && tree.summary.version == version)
                #expect(tree.elements.first?.elementID == processID && tree.summary.definitionKey == target.key)
            }
        }
    }

    @Test("ACT-1: A and B, active in parallel, both become C", arguments: Harness.allCases)
    func twoBecomeOne(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.forkJoin("p", left: "A", right: "B"))
            let v2 = try await world.deployOne(Model.oneTask("q", task: "C"))
            let key = try await world.create(v1)

            _ = try await world.migrate(key, to: v2, ["A": "C", "B": "C"])

            #expect(try await world.active(key) == ["C", "C"])
        }
    }

    @Test("SVC-4: a job that moved can fail, get retries, be resolved and be completed", arguments: Harness.allCases)
    func jobAfterwards(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "A"))
            let v2 = try await world.deployOne(
                Model.file(
                    "p", Model.start("start"), Model.service("B"), Model.service("next"), Model.end("end"),
                    Model.path("start", "B", "next", "end")))
            let key = try await world.create(v1)
            _ = try await world.migrate(key, to: v2, ["A": "B"])

            let incident = try await world.breakJob(key, "B")
            #expect(incident.elementID == "B" && incident.definitionKey == v2.key)
            try await world.client.updateJobRetries(UpdateJobRetries(jobKey: try #require(incident.job), retries: 1))
            try await world.client.resolveIncident(incident.key)
            let job = try #require(try await world.jobs("A").first)
            #expect(job.elementID == "B" && job.definitionKey == v2.key && job.version == 2)
            try await world.client.completeJob(CompleteJob(jobKey: job.key))

            #expect(try await world.active(key) == ["next"])
        }
    }

    @Test(
        "UT-1, SEND-1, BR-2: tasks of every kind that are jobs", arguments: Harness.allCases,
        [
            "userTask", "sendTask", "businessRuleTask", "scriptTask", "serviceTask",
        ])
    func kindsOfTasks(harness: Harness, kind: String) async throws {
        try await harness.withWorld { world in
            func file(_ id: String, _ task: String) -> [UInt8] {
                let node = kind == "userTask" ? Model.user(task) : Model.task(kind, task)
                return Model.file(id, Model.start("s"), node, Model.end("e"), Model.path("s", task, "e"))
            }
            let v1 = try await world.deployOne(file("p", "A"))
            let v2 = try await world.deployOne(file("q", "B"))
            let key = try await world.create(v1)
            let job = try await world.job(key, "A")

            _ = try await world.migrate(key, to: v2, ["A": "B"])

            #expect(try await world.job(key, "B") == job)
            try await world.complete(key, "B")
            #expect(try await !world.isRunning(key))
        }
    }

    @Test("SUB-1, SUB-2: a task inside nested subprocesses moves, parents first", arguments: Harness.allCases)
    func subprocesses(harness: Harness) async throws {
        try await harness.withWorld { world in
            func file(_ id: String, _ outer: String, _ inner: String, _ task: String) -> [UInt8] {
                Model.file(
                    id, Model.start("s"),
                    Model.sub(
                        outer, Model.start("s1"),
                        Model.sub(
                            inner, Model.start("s2"), Model.service(task), Model.end("e2"), Model.path("s2", task, "e2")
                        ),
                        Model.end("e1"), Model.path("s1", inner, "e1")),
                    Model.end("e"), Model.path("s", outer, "e"))
            }
            let v1 = try await world.deployOne(file("p", "O", "I", "A"))
            let v2 = try await world.deployOne(file("q", "O2", "I2", "A2"))
            let key = try await world.create(v1)

            let report = try await world.migrate(key, to: v2, ["A": "A2", "I": "I2", "O": "O2"])

            #expect(report.elements.map(\.to) == ["q", "O2", "I2", "A2"])
            try await world.complete(key, "A2")
            #expect(try await !world.isRunning(key))
        }
    }

    @Test(
        "PAR-2, PAR-3: tokens wait at a join, completing the rest activates the target's", arguments: Harness.allCases,
        [1, 2])
    func waitingTokens(harness: Harness, arrived: Int) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(threeWay("p", join: "join"))
            let v2 = try await world.deployOne(threeWay("q", join: "join2"))
            let key = try await world.create(v1)
            for task in ["a", "b"].prefix(arrived) { try await world.complete(key, task) }

            _ = try await world.migrate(key, to: v2, ["a": "a", "b": "b", "c": "c", "join": "join2"])

            #expect(try await world.tree(key).tokens.map(\.flowID) == Array(["a-join2", "b-join2"].prefix(arrived)))
            for task in ["a", "b", "c"].dropFirst(arrived) { try await world.complete(key, task) }
            #expect(try await !world.isRunning(key))
        }
    }

    @Test("PAR-4: a join inside a subprocess", arguments: Harness.allCases)
    func joinInsideASubprocess(harness: Harness) async throws {
        try await harness.withWorld { world in
            func file(_ id: String) -> [UInt8] {
                Model.file(
                    id, Model.start("s"),
                    Model.sub(
                        "sub", Model.start("s1"), Model.parallel("fork"), Model.service("a"), Model.service("b"),
                        Model.parallel("join"), Model.end("e1"), Model.path("s1", "fork", "a", "join", "e1"),
                        Model.path("fork", "b", "join")),
                    Model.end("e"), Model.path("s", "sub", "e"))
            }
            let v1 = try await world.deployOne(file("p"))
            let v2 = try await world.deployOne(file("q"))
            let key = try await world.create(v1)
            try await world.complete(key, "a")

            _ = try await world.migrate(key, to: v2, ["sub": "sub", "b": "b", "join": "join"])

            try await world.complete(key, "b")
            #expect(try await !world.isRunning(key))
        }
    }

    @Test("PAR-6, PAR-7, PAR-8, PAR-10, PAR-12: joins that do not fit are refused", arguments: Harness.allCases)
    func refusedJoins(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(threeWay("p", join: "join"))
            let same = try await world.deployOne(threeWay("q", join: "join"))
            let fewer = try await world.deployOne(Model.forkJoin("r", left: "c", right: "b"))
            let merge = try await world.deployOne(
                Model.file(
                    "x", Model.start("start"), Model.parallel("fork"), Model.service("a"), Model.service("b"),
                    Model.service("c"), Model.exclusive("join"), Model.end("end"),
                    Model.path("start", "fork", "a", "join", "end"), Model.path("fork", "b", "join"),
                    Model.path("fork", "c", "join")))
            let key = try await world.create(v1)
            try await world.complete(key, "a")
            try await world.complete(key, "b")

            try await world.refusesMigration(
                key, to: merge, ["c": "c", "join": "join"], .invalidArgument, ["JOIN_TYPE_CHANGED join"])
            try await world.refusesMigration(
                key, to: same, ["c": "c", "join": "join", "ghost": "join"], .invalidArgument,
                ["UNKNOWN_SOURCE_ELEMENT ghost"])
            try await world.refusesMigration(
                key, to: same, ["c": "c", "join": "ghost"], .invalidArgument, ["UNKNOWN_TARGET_ELEMENT ghost"])
            try await world.refusesMigration(
                key, to: fewer, ["c": "c", "join": "join"], .invalidArgument, ["JOIN_FEWER_INCOMING_FLOWS join"])
            try await world.refusesMigration(
                key, to: same, ["c": "c", "join": "join", "a-join": "b-join", "b-join": "b-join"], .invalidArgument,
                ["TAKEN_FLOWS_MERGED b-join"])
            try await world.refusesMigration(
                key, to: same, ["c": "c"], .failedPrecondition, ["WAITING_JOIN_UNMAPPED join"])
        }
    }

    @Test(
        "PAR-9: a changed flow id passes with a mapping; Ferry also infers it where only one flow fits",
        arguments: Harness.allCases)
    func changedFlowID(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.forkJoin("p"))
            let v2 = try await world.deployOne(Model.forkJoin("q", left: "l", right: "r"))
            let keys = try await world.createOnBoth(v1)
            for key in keys { try await world.complete(key, "left") }

            try await world.refusesMigration(
                keys[0], to: v2, ["right": "r", "join": "join"], .failedPrecondition, ["TAKEN_FLOW_AMBIGUOUS left-join"]
            )
            _ = try await world.migrate(keys[0], to: v2, ["right": "r", "join": "join", "left-join": "l-join"])
            let inferred = try await world.migrate(keys[1], to: v2, ["right": "r", "join": "join", "left": "l"])

            #expect(inferred.tokens.map(\.toFlow) == ["l-join"])
            for key in keys {
                try await world.complete(key, "r")
                #expect(try await world.active(key) == ["after"])
            }
        }
    }

    @Test("INC-P: an incident of an input mapping moves; resolving makes the target's job", arguments: Harness.allCases)
    func inputMappingIncident(harness: Harness) async throws {
        try await harness.withWorld { world in
            func file(_ task: String, _ type: String, _ input: String) -> [UInt8] {
                Model.file(
                    "p", Model.start("s"), Model.service(task, type: type, input: input), Model.end("e"),
                    Model.path("s", task, "e"))
            }
            let v1 = try await world.deployOne(file("A", "old", Model.input("=assert(x, x != null)", "y")))
            let v2 = try await world.deployOne(file("B", "new", Model.input("=7", "y")))
            let key = try await world.create(v1)
            let incident = try #require(try await world.tree(key).incidents.first)

            let report = try await world.migrate(key, to: v2, ["A": "B"])

            #expect(report.elements.last?.incident == incident.key)
            #expect(try await world.tree(key).incidents.map(\.elementID) == ["B"])
            try await world.client.resolveIncident(incident.key)
            #expect(try await world.jobs("new").first?.variables[text: "y"] == "7")
        }
    }

    @Test("VAR-1, VAR-2: variables of the process and of the task stay", arguments: Harness.allCases)
    func variables(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "A"))
            let v2 = try await world.deployOne(Model.oneTask("q", task: "B"))
            let key = try await world.create(v1, #"{"g":{"x":1}}"#)
            let task = try #require(try await world.tree(key).element("A"))
            try await world.setVariables(task.key, #"{"l":2}"#, local: true)
            let before = try await world.tree(key).variables

            _ = try await world.migrate(key, to: v2, ["A": "B"])

            #expect(try await world.tree(key).variables == before)
        }
    }

    @Test("REJ-2, 3, 4, 8, 9, 10, 14, 15, 21: what is refused, and changes nothing", arguments: Harness.allCases)
    func rejections(harness: Harness) async throws {
        try await harness.withWorld { world in
            func nested(_ id: String, depth: Int) -> [UInt8] {
                var body = Model.service("A")
                var inner = "A"
                for level in stride(from: depth, to: 0, by: -1) {
                    body = Model.sub(
                        "sub\(level)", Model.start("s\(level)"), body, Model.end("e\(level)"),
                        Model.path("s\(level)", inner, "e\(level)"))
                    inner = "sub\(level)"
                }
                return Model.file(id, Model.start("s"), body, Model.end("e"), Model.path("s", inner, "e"))
            }
            let flat = try await world.deployOne(nested("flat", depth: 0))
            let one = try await world.deployOne(nested("one", depth: 1))
            let two = try await world.deployOne(nested("two", depth: 2))
            let user = try await world.deployOne(
                Model.file("user", Model.start("s"), Model.user("A"), Model.end("e"), Model.path("s", "A", "e")))
            let key = try await world.create(flat)
            let inside = try await world.create(one)

            try await world.refusesMigration(key, to: flat, [:], .failedPrecondition, ["ACTIVE_ELEMENT_UNMAPPED A"])
            try await world.refusesMigration(key, to: user, ["A": "A"], .invalidArgument, ["ELEMENT_TYPE_CHANGED A"])
            try await world.refusesMigration(
                key, to: flat, ["A": "A", "Z": "A"], .invalidArgument, ["UNKNOWN_SOURCE_ELEMENT Z"])
            try await world.refusesMigration(key, to: flat, ["A": "Z"], .invalidArgument, ["UNKNOWN_TARGET_ELEMENT Z"])
            try await world.refusesMigration(key, to: one, ["A": "A"], .invalidArgument, ["SCOPE_CHANGED A"])
            try await world.refusesMigration(
                inside, to: two, ["sub1": "sub1", "A": "A"], .invalidArgument, ["SCOPE_CHANGED A"])
            try await world.refusesMigration(
                key, to: flat, ["A": "A", "A": "A"], .invalidArgument, ["DUPLICATE_SOURCE_ELEMENT A"])
            try await world.refusesMigration(
                inside, to: flat, ["A": "A"], .failedPrecondition, ["ACTIVE_ELEMENT_UNMAPPED sub1"])
            let unknown = await rejection {
                _ = try await world.client.migrateProcessInstance(
                    MigrateProcessInstance(processInstanceKey: key, plan: MigrationPlan(target: .key(4711))))
            }
            #expect(unknown?.code == .notFound)
        }
    }

    private func threeWay(_ id: String, join: String) -> [UInt8] {
        Model.file(
            id, Model.start("start"), Model.parallel("fork"), Model.service("a"), Model.service("b"),
            Model.service("c"), Model.parallel(join), Model.end("end"), Model.path("start", "fork", "a", join, "end"),
            Model.path("fork", "b", join), Model.path("fork", "c", join))
    }
}
