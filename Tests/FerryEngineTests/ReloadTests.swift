import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// What is read again from disk behaves like what was in memory.
@Suite struct ReloadTests {
    @Test func variablesAreSeenAfterARestart() throws {
        let store = MemoryOrderedStore()
        let first = try EngineWorld(store: store)
        let definition = try first.deploy(Model.oneTask("p", task: "a"))
        let key = try first.create(definition, #"{"x":1}"#)
        try first.state.commit()

        let second = try EngineWorld(store: store)

        let job = try #require(try second.jobs("a").first)
        #expect(job.processInstanceKey == key)
        #expect(job.variables["x"]?.text == "1")
    }

    @Test func variablesAreSeenAfterADryRun() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneTask("p", task: "a"))
        let key = try world.create(definition, #"{"x":1}"#)

        _ = try world.migrate(key, to: definition, [("a", "a")], dryRun: true)

        #expect(try world.jobs("a").first?.variables["x"]?.text == "1")
    }

    @Test func keysGoOnWhereTheyWere() throws {
        let store = MemoryOrderedStore()
        let first = try EngineWorld(store: store)
        let definition = try first.deploy(Model.oneTask("p"))
        let older = try first.create(definition)
        try first.state.commit()

        let second = try EngineWorld(store: store)

        #expect(try second.create(definition) > older)
    }
}
