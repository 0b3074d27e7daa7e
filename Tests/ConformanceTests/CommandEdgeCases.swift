import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Cases of Camunda 8's commands that take keys, bytes or open streams to show, which no scenario has.
@Suite(.timeLimit(.minutes(1)))
struct CommandEdgeCases {
    @Test("commands/ACT-4: a worker needs no name", arguments: Harness.allCases)
    func namelessWorker(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.begin(Model.oneTask("p"))

            #expect(try await world.jobs("task", worker: "").map(\.processInstanceKey) == [key])

            let job = try await world.job(key, "task")
            #expect(job.state == .activated && job.worker == "")
        }
    }

    @Test("JSZ-2: a job with too many variables can be had with fewer", arguments: Harness.allCases)
    func fewerVariables(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.begin(Model.oneTask("p"), #"{"small":1}"#)
            let large = "\"" + String(repeating: "x", count: 1_500_000) + "\""
            for name in ["a", "b", "c"] { try await world.setVariables(key.root, #"{"\#(name)":\#(large)}"#) }

            let jobs = try await world.jobs("task", fetch: ["small"])

            #expect(jobs.map(\.variables) == [try Variables(parsing: #"{"small":1}"#)])
        }
    }

    @Test("PUSH-3, PUSH-4, PUSH-6: a job that is free again comes over the stream again", arguments: Harness.allCases)
    func pushedAgain(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.begin(Model.oneTask("p", type: "work"))
            let request = StreamJobs(types: ["work"], worker: "w", timeoutMilliseconds: 5_000)
            var jobs = world.client.streamJobs(request).makeAsyncIterator()
            let first = try #require(try await jobs.next())

            try await world.pass(milliseconds: 5_000)
            let timedOut = try #require(try await jobs.next())
            try await world.client.failJob(FailJob(jobKey: first.key, retries: 5))
            let failed = try #require(try await jobs.next())
            let incident = try await world.breakJob(key, "task")
            try await world.client.updateJobRetries(UpdateJobRetries(jobKey: first.key, retries: 1))
            try await world.resolve(incident)
            let resolved = try #require(try await jobs.next())

            #expect([timedOut, failed, resolved].allSatisfy { $0.key == first.key })
            #expect([timedOut, failed, resolved].map(\.retries) == [first.retries, 5, 1])
            #expect(resolved.deadline == world.clock.now.advanced(byMilliseconds: 5_000))
        }
    }

    @Test("TERR-10, TERR-11: the message of an error is cut behind 10,000 characters", arguments: Harness.allCases)
    func longErrorMessage(harness: Harness) async throws {
        try await harness.withWorld { world in
            let long = String(repeating: "é", count: 10_000)
            for (message, kept) in [(long, long), (long + "é", long + "...")] {
                let key = try await world.begin(Model.oneTask("p"))

                try await world.throwError(key, "task", "oops", message: message)

                let incident = try await world.incident(key)
                #expect(incident.type == .unhandledErrorEvent)
                #expect(incident.message.contains("'oops'") && incident.message.contains(kept))
                #expect(!incident.message.contains(long + "é"))
                #expect(try await world.job(key, "task").errorMessage == kept)
            }
        }
    }

    /// A client cannot even send others; that the broker refuses them is shown by the tests of the wire.
    @Test("COMP-6, UTC-24, SET-3: variables are one JSON object", arguments: ["7", "[]", "{\"x\":", "null", "x"])
    func variablesThatAreNone(text: String) {
        #expect(throws: JSONError.self) { try Variables(parsing: text) }
    }

    @Test("commands/CAN-2: the key of a task cancels nothing", arguments: Harness.allCases)
    func cancelOfATask(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.begin(Model.oneTask("p"))
            let task = try #require(try await world.tree(key).element("task")).key

            let refusal = await rejection {
                try await world.client.cancelProcessInstance(ProcessInstanceKey(rawValue: task.rawValue))
            }

            #expect(refusal?.code == .notFound)
            #expect(try await world.active(key) == ["task"])
        }
    }

    @Test("MRJ-10, MRJ-12: an ancestor that never was, or has ended, is none", arguments: Harness.allCases)
    func ancestorsThatAreNone(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.begin(
                Model.file(
                    "p", Model.start("s"),
                    Model.sub("sub", Model.start("i"), Model.service("a"), Model.end("o"), Model.path("i", "a", "o")),
                    Model.service("b"), Model.end("e"), Model.path("s", "sub", "b", "e")))
            let ended = try #require(try await world.tree(key).element("sub")).key
            try await world.complete(key, "a")

            let refusal = await rejection {
                _ = try await world.client.modifyProcessInstance(
                    ModifyProcessInstance(
                        processInstanceKey: key,
                        activate: [ended, 12_345].map { ElementActivation(elementID: "a", ancestor: $0) }))
            }

            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.summary == ["ANCESTOR_NOT_ACTIVE a", "ANCESTOR_NOT_ACTIVE a"])
            #expect(try await world.active(key) == ["b"])
        }
    }

    @Test("DEP-4: a definition and its deployment have keys of their own", arguments: Harness.allCases)
    func keysOfADeployment(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definitions = try await world.deploy(Model.oneTask("p"), Model.oneTask("q"))

            #expect(Set(definitions.map(\.deploymentKey)).count == 1)
            let keys = definitions.map(\.key.rawValue) + [try #require(definitions.first).deploymentKey.rawValue]
            #expect(Set(keys).count == 3)
        }
    }
}
