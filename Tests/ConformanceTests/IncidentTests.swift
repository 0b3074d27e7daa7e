import FerryClient
import FerryModel
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct IncidentTests {
    @Test(arguments: Harness.allCases)
    func areListedOverAllPartitionsPageByPage(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let other = try await world.deployOne(Model.oneTask("q"))
            var keys: [IncidentKey] = []
            for _ in 1...5 {
                let key = try await world.create(definition)
                keys.append(try await world.breakJob(key, "task").key)
            }
            let stranger = try await world.breakJob(try await world.create(other), "task")

            for size in [Int32(1), 2, 100] {
                let listed = try await list(
                    ListIncidents(definition: .key(definition.key), page: Page(size: size)), world)
                #expect(listed.map(\.key) == keys.sorted())
            }
            #expect(try await list(ListIncidents(), world).map(\.key) == (keys + [stranger.key]).sorted())
            let mine = ListIncidents(processInstanceKey: stranger.processInstanceKey)
            #expect(try await list(mine, world) == [stranger])
            let neither = ListIncidents(
                processInstanceKey: stranger.processInstanceKey, definition: .latest(processID: "p"))
            #expect(try await list(neither, world).isEmpty)
        }
    }

    @Test(arguments: Harness.allCases)
    func ofAnElementAreTriedAgainWhenResolved(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                Model.file(
                    "p", Model.start("start"), Model.service("task", input: Model.input("=assert(x, x != null)", "y")),
                    Model.end("end"), Model.path("start", "task", "end")))
            let key = try await world.create(definition)
            let first = try #require(try await world.tree(key).incidents.first)
            #expect(first.type == .ioMappingError && first.job == nil)

            try await world.client.resolveIncident(first.key)

            let second = try #require(try await world.tree(key).incidents.first, "nothing was repaired")
            #expect(second.key > first.key)
            try await world.setVariables(key.root, #"{"x":1}"#)
            async let polled = world.jobs("task", wait: 20_000)
            try await world.turnAll()
            try await world.client.resolveIncident(second.key)
            #expect(try await polled.first?.variables[text: "y"] == "1")
            #expect(try await list(ListIncidents(), world).isEmpty)
        }
    }

    @Test(arguments: Harness.allCases)
    func ofAnInstanceThatIsNotThereAreRefused(harness: Harness) async throws {
        try await harness.withWorld { world in
            let refusal = await rejection {
                _ = try await list(ListIncidents(processInstanceKey: ProcessInstanceKey(1 << 51 | 99)), world)
            }

            #expect(refusal?.code == .notFound)
        }
    }

    private func list(_ query: ListIncidents, _ world: World) async throws -> [IncidentView] {
        var query = query
        var listed: [IncidentView] = []
        repeat {
            let page = try await world.client.listIncidents(query)
            listed += page.incidents
            query.page.token = page.nextPageToken
        } while !query.page.token.isEmpty
        return listed
    }
}
