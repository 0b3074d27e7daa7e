import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// What the results of an ad-hoc subprocess cost, counted in rows and bytes.
@Suite struct AdHocWorkTests {
    private static let model = ActivityModel.around(
        ActivityModel.adHoc(results: ("results", "r"), until: "enough", Model.service("a"), Model.service("b")))

    /// An instance whose subprocess has so many results.
    private func world(
        over store: any OrderedStore, results count: Int, cachedElements: Int = 10_000
    ) throws -> (EngineWorld, ProcessInstanceKey) {
        let world = try EngineWorld(over: store, cachedElements: cachedElements)
        let key = try world.create(try world.deploy(Self.model), #"{"enough": false}"#)
        for result in 0..<count { try addResult("\(100_000 + result)", world, key) }
        try world.state.commit()
        return (world, key)
    }

    private func addResult(_ result: String, _ world: EngineWorld, _ key: ProcessInstanceKey) throws {
        let adHoc = try #require(try world.state.instance(key)?.elements.dropFirst().first).key
        try world.call(
            .activateAdHocActivities(
                ActivateAdHocActivities(adHocInstanceKey: adHoc, activities: [.init(elementID: "a")])))
        try world.work("a", #"{"r": \#(result)}"#)
    }

    @Test func oneMoreResultCostsTheSameHoweverManyThereAre() throws {
        let work = try [20, 300].map { count in
            let store = CountingStore()
            let (world, key) = try world(over: store, results: count)
            store.reset()
            try addResult("500000", world, key)
            try world.state.commit()
            return store.work
        }

        #expect(work[0].rowsWritten == work[1].rowsWritten)
        #expect(abs(work[0].bytesWritten - work[1].bytesWritten) <= 32, "counts differ by some digits")
    }

    @Test(arguments: [1, 10_000])
    func resultsAreReadBackAsTheyWere(cachedElements: Int) throws {
        let (world, key) = try world(
            over: MemoryOrderedStore(), results: 5, cachedElements: cachedElements)
        let adHoc = try #require(try world.tree(key).element("ah")).key
        func results() throws -> String? { try world.tree(key).variable("results", in: adHoc) }
        #expect(try results() == "[100000,100001,100002,100003,100004]")
        #expect(try world.replayed() == world.dump())

        // Set as a whole, it is a list like any other.
        try world.call(
            .setVariables(
                SetVariables(scope: adHoc, variables: try Variables(parsing: #"{"results": [1]}"#), local: true)))
        try addResult("2", world, key)
        #expect(try results() == "[1,2]")
        #expect(StoreCheck.run(PartitionID(1), world.store, scratch: MemoryOrderedStore()).findings.isEmpty)
        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"enough": true}"#))))
        try addResult("3", world, key)

        #expect(try world.tree(key).active == ["after"])
        #expect(try world.tree(key).variable("results") == "[1,2,3]")
        #expect(try world.replayed() == world.dump())
    }

    @Test func whatIsNoListIsAnIncidentAndIsMendedByOne() throws {
        let (world, key) = try world(over: MemoryOrderedStore(), results: 1)
        let adHoc = try #require(try world.tree(key).element("ah")).key
        func set(_ value: String) throws {
            try world.call(
                .setVariables(
                    SetVariables(
                        scope: adHoc, variables: try Variables(parsing: #"{"results": \#(value)}"#), local: true)))
        }
        try set("7")
        try addResult("8", world, key)
        let incident = try #require(try world.tree(key).incidents.first)
        #expect(incident.type == .extractValueError)

        try set("[7]")
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))

        #expect(try world.tree(key).variable("results", in: adHoc) == "[7,8]")
        #expect(try world.replayed() == world.dump())
    }
}
