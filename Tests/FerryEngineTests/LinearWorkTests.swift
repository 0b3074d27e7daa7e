import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// What a command costs in a giant instance, counted in rows and bytes.
@Suite struct LinearWorkTests {
    enum Shape: CaseIterable {
        /// All tokens on one task.
        case task
        /// A branch for each token, and a join that waits for all.
        case join

        func model(_ tokens: Int, _ version: String) -> [UInt8] {
            switch self {
            case .task: Model.oneTask("p", task: "t\(version)", type: "work")
            case .join: Model.wideJoin("p", branches: tokens, join: "j\(version)")
            }
        }

        func create(_ definition: ProcessDefinition, _ tokens: Int, in world: EngineWorld) throws -> ProcessInstanceKey
        {
            try world.create(definition, at: self == .task ? Array(repeating: "t1", count: tokens) : [])
        }
    }

    @Test(arguments: Shape.allCases)
    func completingAJobCostsTheSameHoweverManyThereAre(shape: Shape) throws {
        let (few, many) = (try costOfCompleting(shape, tokens: 100), try costOfCompleting(shape, tokens: 800))

        #expect(few.rowsWritten == many.rowsWritten)
        #expect(few.rowsRead == many.rowsRead)
        #expect(abs(few.bytesWritten - many.bytesWritten) <= 16, "keys and counts differ by some digits")
    }

    private func costOfCompleting(_ shape: Shape, tokens: Int) throws -> CountingStore.Work {
        let store = CountingStore()
        let world = try EngineWorld(over: store, cachedElements: 10_000)
        _ = try shape.create(try world.deploy(shape.model(tokens, "1")), tokens, in: world)
        let jobs = try world.jobs("work", max: 60)
        for job in jobs.dropLast() { try world.call(.completeJob(CompleteJob(jobKey: job.key))) }
        try world.state.commit()

        store.reset()
        try world.call(.completeJob(CompleteJob(jobKey: try #require(jobs.last).key)))
        try world.state.commit()
        return store.work
    }

    @Test(arguments: Shape.allCases)
    func migratingAndCancellingWriteSoManyRowsForEachToken(shape: Shape) throws {
        let (small, medium, large) = (try costs(shape, 100), try costs(shape, 200), try costs(shape, 400))

        for command in 0..<2 {
            let step = medium[command].rowsWritten - small[command].rowsWritten
            #expect(large[command].rowsWritten - medium[command].rowsWritten == step * 2)
            #expect(medium[command].rowsRead == large[command].rowsRead, "everything lies in memory")
        }
    }

    /// Of a migration, then of a cancellation.
    private func costs(_ shape: Shape, _ tokens: Int) throws -> [CountingStore.Work] {
        let store = CountingStore()
        let world = try EngineWorld(over: store, cachedElements: 10_000)
        let source = try world.deploy(shape.model(tokens, "1"))
        let target = try world.deploy(shape.model(tokens, "2"))
        let key = try shape.create(source, tokens, in: world)
        for job in try world.jobs("work", max: Int32(tokens / 4)) {
            try world.call(.completeJob(CompleteJob(jobKey: job.key)))
        }
        try world.state.commit()

        store.reset()
        let map = shape == .task ? [("t1", "t2")] : [("j1", "j2")]
        _ = try world.migrate(key, to: target, map, autoMap: .equal)
        try world.state.commit()
        let migration = store.work
        store.reset()
        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
        try world.state.commit()
        return [migration, store.work]
    }

    @Test func aJoinOfManyBranchesIsReadBackAsItWas() throws {
        let world = try EngineWorld(cachedElements: 1)
        let before = try world.dump().filter { !isMeta($0.key) }
        let v1 = try world.deploy(Shape.join.model(60, "1"))
        let v2 = try world.deploy(Shape.join.model(60, "2"))
        let definitions = try world.dump().filter { !isMeta($0.key) }
        let key = try world.create(v1)

        for (index, job) in try world.jobs("work", max: 60).enumerated() {
            if index == 50 { _ = try world.migrate(key, to: v2, [("j1", "j2")], autoMap: .equal) }
            #expect(try world.tree(key).tokens.count == index)
            try world.call(.completeJob(CompleteJob(jobKey: job.key)))
            #expect(try world.replayed() == world.dump())
        }

        #expect(try !world.isRunning(key))
        #expect(try world.dump().filter { !isMeta($0.key) } == definitions && definitions.count == before.count + 2)
    }

    @Test func theIncidentsOfAGiantComeInPages() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneTask("p", task: "t", type: "work"))
        let key = try world.create(definition, at: Array(repeating: "t", count: 70))
        for job in try world.jobs("work", max: 70) {
            try world.call(.failJob(FailJob(jobKey: job.key, retries: 0)))
        }

        var found: [IncidentKey] = []
        var sizes: [Int] = []
        var token: [UInt8] = []
        repeat {
            let page = Page(size: 30, token: token)
            let answer = try world.call(.listIncidents(ListIncidents(processInstanceKey: key, page: page)))
            guard case .listIncidents(let incidents) = answer else { throw EngineWorld.Unexpected() }
            found += incidents.incidents.map(\.key)
            sizes.append(incidents.incidents.count)
            token = incidents.nextPageToken
        } while !token.isEmpty

        #expect(sizes == [30, 30, 10])
        #expect(found == found.sorted() && Set(found).count == 70)
    }

    @Test func waitingTokensAreCountedByPlace() {
        var tokens = WaitingTokens()
        let (left, right) = (place(1, "j", "left"), place(1, "j", "right"))
        let other = place(2, "j", "left")

        tokens[left] += 1
        tokens[left] += 1
        tokens[right] += 1
        tokens[other] += 1
        tokens[right] -= 1

        #expect(tokens.count == 2)
        #expect(tokens.sorted.map(\.count) == [2, 1])
        #expect(tokens.sorted.map(\.place) == [left, other])
        #expect((tokens[left], tokens[right]) == (2, 0))
    }

    private func place(_ scope: Int64, _ gateway: String, _ flow: String) -> WaitingTokens.Place {
        WaitingTokens.Place(scope: ElementInstanceKey(scope), gatewayID: gateway, flowID: flow)
    }
}

extension Model {
    /// A fork into so many service tasks of type `work`, and a join of all.
    fileprivate static func wideJoin(_ processID: String, branches: Int, join: String) -> [UInt8] {
        let paths = (0..<branches).map {
            service("b\($0)", type: "work") + path("fork", "b\($0)") + flow("b\($0)", join, id: "in\($0)")
        }
        return file(
            processID, start("start"), parallel("fork"), parallel(join), end("end"), path("start", "fork"),
            path(join, "end"), paths.joined(separator: "\n"))
    }
}
