import FerryClient
import FerryModel
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct VariableTests {
    @Test(arguments: Harness.allCases)
    func goToTheNearestScopeThatHasThemElseToTheProcess(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await instance(in: world)
            let tree = try await world.tree(key)
            let (sub, task) = (try #require(tree.element("sub")), try #require(tree.element("task")))

            try await world.setVariables(task.key, #"{"a":10,"s":20,"t":30,"new":40}"#)

            let after = try await world.tree(key)
            #expect(after.variable("a") == "10" && after.variable("new") == "40")
            #expect(after.variable("s", in: sub.key) == "20" && after.variable("t", in: task.key) == "30")
            #expect(after.variables.count == 4)
        }
    }

    @Test(arguments: Harness.allCases)
    func stayInTheScopeWhenLocal(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await instance(in: world)
            let task = try #require(try await world.tree(key).element("task"))

            try await world.setVariables(task.key, #"{"a":10}"#, local: true)

            let after = try await world.tree(key)
            #expect(after.variable("a") == "1" && after.variable("a", in: task.key) == "10")
            #expect(try await world.jobs("task").first?.variables[text: "a"] == "10")
        }
    }

    @Test(arguments: Harness.allCases)
    func keepTheirDigitsAndTheirText(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let text = #"{"n":12345678901234567890.0123456789,"s":"ä\u0000\"\\","deep":[[{"x":null}],true],"":0}"#

            let key = try await world.create(definition, text)

            let job = try #require(try await world.jobs("task").first)
            #expect(job.variables[text: "n"] == "12345678901234567890.0123456789")
            #expect(job.variables[text: "s"] == #""ä\u0000\"\\""#)
            #expect(job.variables[text: "deep"] == #"[[{"x":null}],true]"#)
            #expect(try await world.tree(key).variable("") == "0")
        }
    }

    @Test(arguments: Harness.allCases)
    func thatAreEqualAlreadyWriteNothing(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await instance(in: world)
            let positions = try await world.positions()

            try await world.setVariables(key.root, #"{"a":1}"#)
            try await world.setVariables(key.root, "{}")

            #expect(try await world.positions() == positions)
        }
    }

    @Test(arguments: Harness.allCases)
    func ofAScopeThatHasEndedAreRefused(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await instance(in: world)
            let task = try #require(try await world.tree(key).element("task"))
            try await world.complete(key, "task")

            let refusal = await rejection { try await world.setVariables(task.key, #"{"a":2}"#) }

            #expect(refusal?.code == .notFound && refusal?.reasons.map(\.code) == ["SCOPE_NOT_ACTIVE"])
        }
    }

    /// At `task`, inside `sub`: `a` of the process, `s` of the subprocess, `t` of the task.
    private func instance(in world: World) async throws -> ProcessInstanceKey {
        let definition = try await world.deployOne(
            Model.file(
                "p", Model.start("start"),
                Model.sub(
                    "sub", input: Model.input("=2", "s"), Model.start("i"),
                    Model.service("task", input: Model.input("=3", "t")), Model.end("o"), Model.path("i", "task", "o")),
                Model.service("after"), Model.end("end"), Model.path("start", "sub", "after", "end")))
        return try await world.create(definition, #"{"a":1}"#)
    }
}
