import FerryClient
import FerryModel
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct InstanceTests {
    // MARK: Create

    @Test(arguments: Harness.allCases)
    func createsByEveryKindOfReference(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p"))
            let v2 = try await world.deployOne(Model.forkJoin("p"))
            let references: [(DefinitionReference, ProcessDefinition)] = [
                (.key(v1.key), v1), (.version(processID: "p", version: 1), v1), (.latest(processID: "p"), v2),
                (.contentHash(processID: "p", hash: v1.contentHash), v1),
            ]
            for (reference, definition) in references {
                let created = try await world.client.createProcessInstance(CreateProcessInstance(definition: reference))

                #expect(created.definitionKey == definition.key, "\(reference)")
                #expect(created.processID == "p" && created.version == definition.version && created.result == nil)
                let summary = try await world.tree(created.processInstanceKey).summary
                #expect(summary.definitionKey == definition.key && summary.startedAt == world.clock.now)
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func spreadsInstancesOverThePartitions(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))

            var partitions: [UInt16] = []
            for _ in 1...6 { partitions.append(try await world.create(definition).partition.rawValue) }

            #expect(partitions.sorted() == [1, 1, 1, 2, 2, 2])
        }
    }

    @Test(arguments: Harness.allCases)
    func beginsAtTheElementsAskedForWithTheScopesAroundThem(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(nested)

            let key = try await world.create(definition, #"{"a":1}"#, at: ["deep", "beside", "work", "beside"])

            let tree = try await world.tree(key)
            #expect(tree.active.sorted() == ["beside", "beside", "deep", "work"])
            let outer = try #require(tree.element("outer"))
            let inner = try #require(tree.element("inner"))
            #expect(outer.scope == key.root && inner.scope == outer.key)
            #expect(tree.element("deep")?.scope == inner.key && tree.element("work")?.scope == outer.key)
            #expect(tree.elements.filter { $0.kind == "SUB_PROCESS" }.count == 2, "both share the outer scope")
            #expect(tree.variables.map(\.scope) == [key.root])
            for element in ["deep", "work", "beside", "beside"] { try await world.complete(key, element) }
            #expect(try await world.active(key) == ["last"])
            try await world.complete(key, "last")
            #expect(try await !world.isRunning(key))
        }
    }

    @Test(arguments: Harness.allCases)
    func refusesStartElementsThatMakeNoSenseAllAtOnce(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(nested)
            let positions = try await world.positions()

            let refusal = await rejection {
                _ = try await world.create(definition, at: ["work", "ghost", "start", "nested", "start-outer", "s"])
            }

            #expect(refusal?.code == .invalidArgument)
            #expect(
                refusal?.summary == [
                    "UNKNOWN_ELEMENT ghost", "NOT_A_START_ELEMENT start", "NOT_A_START_ELEMENT nested",
                    "UNKNOWN_ELEMENT start-outer", "NOT_A_START_ELEMENT s",
                ])
            #expect(try await world.positions() == positions)
        }
    }

    @Test(arguments: Harness.allCases)
    func refusesToCreateWhatIsNotDeployed(harness: Harness) async throws {
        try await harness.withWorld { world in
            let refusal = await rejection {
                _ = try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .version(processID: "p", version: 3)))
            }

            #expect(refusal?.code == .notFound)
            #expect(refusal?.reasons.map(\.code) == ["DEFINITION_NOT_FOUND"])
        }
    }

    // MARK: Await the result

    @Test(arguments: Harness.allCases)
    func answersWithTheVariablesOfTheEnd(harness: Harness) async throws {
        try await harness.withWorld { world in
            _ = try await world.deploy(Model.oneTask("p", type: "work"))
            async let all = result(in: world, fetch: [])
            async let some = result(in: world, fetch: ["b", "unknown", "a"])
            try await work(2, in: world, #"{"b":2}"#)

            #expect(try await all?.json == Array(#"{"a":1,"b":2}"#.utf8))
            #expect(try await some?.json == Array(#"{"b":2,"a":1}"#.utf8))
        }
    }

    @Test(arguments: Harness.allCases)
    func answersAtOnceWhenNothingWaits(harness: Harness) async throws {
        try await harness.withWorld { world in
            _ = try await world.deploy(Model.file("p", Model.start("s"), Model.end("e"), Model.path("s", "e")))

            #expect(try await result(in: world, fetch: [])?.json == Array(#"{"a":1}"#.utf8))
        }
    }

    @Test(arguments: Harness.allCases)
    func saysThatTheAwaitedInstanceWasCancelled(harness: Harness) async throws {
        try await harness.withWorld { world in
            _ = try await world.deploy(Model.oneTask("p", type: "work"))
            async let refusal = rejection { _ = try await result(in: world, fetch: []) }
            let job = try #require(try await world.jobs("work", wait: 10_000).first)

            try await world.client.cancelProcessInstance(job.processInstanceKey)

            #expect(await refusal?.code == .cancelled)
        }
    }

    @Test(arguments: Harness.allCases)
    func givesUpAwaitingAtTheDeadlineWhileTheInstanceGoesOn(harness: Harness) async throws {
        try await harness.withWorld { world in
            _ = try await world.deploy(Model.oneTask("p", type: "work"))
            let refusal = await rejection {
                _ = try await result(in: world, fetch: [], timeout: .milliseconds(100))
            }

            #expect(refusal?.code == .deadlineExceeded)
            try await work(1, in: world)
        }
    }

    @Test(arguments: Harness.allCases)
    func theBrokerItselfEndsAnAwaitThatTakesTooLong(harness: Harness) async throws {
        try await harness.withWorld { world in
            _ = try await world.deploy(Model.oneTask("p", type: "work"))
            async let refusal = rejection { _ = try await result(in: world, fetch: []) }
            let job = try #require(try await world.jobs("work", wait: 10_000).first)

            world.clock.passAllDeadlines()
            // This call comes too late as well, and makes the partition look at the clock.
            _ = await rejection { _ = try await world.tree(job.processInstanceKey) }

            let answer = await refusal
            #expect(answer?.code == .deadlineExceeded)
            #expect(answer?.message.contains("\(job.processInstanceKey)") == true)
        }
    }

    private func result(
        in world: World, fetch: [String], timeout: Duration? = nil
    ) async throws -> Variables? {
        try await world.client.createProcessInstance(
            CreateProcessInstance(
                definition: .latest(processID: "p"), variables: Variables(parsing: #"{"a":1}"#), awaitResult: true,
                fetchVariables: fetch), options: CallOptions(timeout: timeout)
        ).result
    }

    /// Completes so many jobs, waiting for each.
    private func work(_ count: Int, in world: World, _ variables: String = "{}") async throws {
        for _ in 1...count {
            let job = try #require(try await world.jobs("work", max: 1, wait: 10_000).first)
            try await world.client.completeJob(
                CompleteJob(jobKey: job.key, variables: Variables(parsing: variables)))
        }
    }

    // MARK: Cancel

    @Test(arguments: Harness.allCases)
    func cancelEndsJobsIncidentsAndTokens(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.forkJoin("p"))
            let key = try await world.create(definition)
            try await world.complete(key, "left")
            let incident = try await world.breakJob(key, "right")

            try await world.client.cancelProcessInstance(key)

            #expect(try await !world.isRunning(key))
            #expect(try await world.client.listIncidents().incidents.isEmpty)
            #expect(try await world.client.listProcessInstances().instances.isEmpty)
            let again = await rejection { try await world.client.cancelProcessInstance(key) }
            #expect(again?.code == .notFound && again?.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
            let late = await rejection {
                try await world.client.completeJob(CompleteJob(jobKey: try #require(incident.job)))
            }
            #expect(late?.code == .notFound)
        }
    }

    @Test(arguments: Harness.allCases)
    func everyCallByKeySaysThatTheKeyIsUnknown(harness: Harness) async throws {
        try await harness.withWorld { world in
            let client = world.client
            // Of partition 1, of partition 2, of a partition that is not there, of none at all.
            let keys: [Int64] = [1 << 51 | 4_711, 2 << 51 | 4_711, 9 << 51 | 1, 123]
            let plan = MigrationPlan(target: .latest(processID: "p"))
            _ = try await world.deploy(Model.oneTask("p"))
            for key in keys {
                let calls: [(String, () async throws -> Void)] = [
                    ("get", { _ = try await client.getProcessInstance(ProcessInstanceKey(key)) }),
                    ("cancel", { try await client.cancelProcessInstance(ProcessInstanceKey(key)) }),
                    (
                        "migrate",
                        {
                            _ = try await client.migrateProcessInstance(
                                MigrateProcessInstance(processInstanceKey: ProcessInstanceKey(key), plan: plan))
                        }
                    ),
                    (
                        "set variables",
                        {
                            try await client.setVariables(
                                SetVariables(scope: ElementInstanceKey(key), variables: Variables(parsing: #"{"a":1}"#))
                            )
                        }
                    ),
                    ("complete", { try await client.completeJob(CompleteJob(jobKey: JobKey(key))) }),
                    ("fail", { try await client.failJob(FailJob(jobKey: JobKey(key), retries: 1)) }),
                    (
                        "retries",
                        { try await client.updateJobRetries(UpdateJobRetries(jobKey: JobKey(key), retries: 1)) }
                    ),
                    ("resolve", { try await client.resolveIncident(IncidentKey(key)) }),
                ]
                for (name, call) in calls {
                    let refusal = await rejection { try await call() }
                    #expect(refusal?.code == .notFound, "\(name) \(key)")
                    #expect(refusal?.reasons.count == 1, "\(name) \(key)")
                }
            }
        }
    }

    // MARK: List

    @Test(arguments: Harness.allCases)
    func listsInstancesOfAllPartitionsPageByPage(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            var keys: [ProcessInstanceKey] = []
            for _ in 1...7 { keys.append(try await world.create(definition)) }

            for size in [Int32(1), 2, 3, 100] {
                let listed = try await list(ListProcessInstances(page: Page(size: size)), in: world)
                #expect(listed.map(\.key) == keys.sorted(), "pages of \(size)")
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func listsByDefinitionElementAndState(harness: Harness) async throws {
        try await harness.withWorld { world in
            let fork = try await world.deployOne(Model.forkJoin("f"))
            let one = try await world.deployOne(Model.oneTask("o", task: "left"))
            let forks = try await world.createOnBoth(fork)
            let ones = try await world.createOnBoth(one)
            try await world.complete(forks[0], "left")
            try await world.breakJob(ones[1], "left")

            func keys(
                _ definition: DefinitionReference? = nil, at element: String = "",
                _ state: ListProcessInstances.Filter = .all
            ) async throws -> [ProcessInstanceKey] {
                let query = ListProcessInstances(definition: definition, elementID: element, state: state)
                return try await list(query, in: world).map(\.key)
            }
            #expect(try await keys(.latest(processID: "f")) == forks)
            #expect(try await keys(.key(one.key)) == ones)
            #expect(try await keys(at: "right") == forks)
            #expect(try await keys(at: "left") == (ones + [forks[1]]).sorted())
            #expect(try await keys(.key(one.key), at: "left", .withIncidents) == [ones[1]])
            #expect(try await keys(.key(one.key), .withoutIncidents) == [ones[0]])
            #expect(try await keys(.key(one.key), .banned).isEmpty)
            let summary = try await list(ListProcessInstances(state: .withIncidents), in: world).first
            #expect(summary?.incidents == 1 && summary?.activeElements == ["left"] && summary?.processID == "o")
        }
    }

    @Test(arguments: Harness.allCases)
    func refusesPagesThatCannotBeRead(harness: Harness) async throws {
        try await harness.withWorld { world in
            let pages = [
                Page(size: -1), Page(size: 1_001), Page(token: Array("x".utf8)), Page(token: Array("3:".utf8)),
                Page(token: Array("0:1".utf8)), Page(token: Array("1:x".utf8)), Page(token: [0xFF]),
            ]
            for page in pages {
                let refusal = await rejection {
                    _ = try await world.client.listProcessInstances(ListProcessInstances(page: page))
                }
                #expect(refusal?.code == .invalidArgument && refusal?.fields.count == 1, "\(page)")
            }
            let unknown = await rejection {
                _ = try await world.client.listProcessInstances(
                    ListProcessInstances(definition: .latest(processID: "none")))
            }
            #expect(unknown?.code == .notFound)
        }
    }

    private func list(_ query: ListProcessInstances, in world: World) async throws -> [ProcessInstanceSummary] {
        var query = query
        var listed: [ProcessInstanceSummary] = []
        repeat {
            let page = try await world.client.listProcessInstances(query)
            listed += page.instances
            query.page.token = page.nextPageToken
        } while !query.page.token.isEmpty
        return listed
    }

    private let nested = Model.file(
        "nested", Model.start("start"), Model.service("beside"),
        Model.sub(
            "outer", Model.start("s"), Model.service("work"),
            Model.sub("inner", Model.start("t"), Model.service("deep"), Model.end("u"), Model.path("t", "deep", "u")),
            Model.end("e"), Model.path("s", "work", "e"), Model.path("inner", "e")),
        Model.service("last"), Model.end("end"), Model.path("start", "outer", "last", "end"),
        Model.path("beside", "end"))
}
