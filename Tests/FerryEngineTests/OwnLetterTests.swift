import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// What a partition tells itself: kept, taken once and in turn, and not all at once.
@Suite struct OwnLetterTests {
    /// More waits for messages than letters are taken at once.
    private static let count = Engine.ownMessagesMax + 100
    private static let model = ActivityModel.file(
        "p", declaring: ActivityModel.message("paid", key: "=item"), Model.start("s"),
        ActivityModel.element(
            "receiveTask", "r", "messageRef=\"paid\"", ActivityModel.loop(over: "=items", as: "item")),
        Model.end("e"), Model.path("s", "r", "e"))

    /// One command has written all these letters, and taken as many as are taken at once.
    private func world(over store: MemoryOrderedStore) throws -> EngineWorld {
        let world = try EngineWorld(store: store)
        let items = (0..<Self.count).map { "\"\($0)\"" }.joined(separator: ",")
        _ = try world.create(try world.deploy(Self.model), #"{"items": [\#(items)]}"#)
        return world
    }

    private func subscriptions(_ world: EngineWorld) throws -> Int { try world.dump().count { $0.key[0] == 23 } }

    private func expectSound(_ world: EngineWorld, _ location: SourceLocation = #_sourceLocation) throws {
        #expect(try subscriptions(world) == Self.count, sourceLocation: location)
        #expect(try world.engine.unacknowledged().isEmpty && !world.engine.hasOwnMessages, sourceLocation: location)
        #expect(try world.replayed() == world.dump(), sourceLocation: location)
    }

    @Test func aThousandAreTakenAtOnce() throws {
        let world = try world(over: MemoryOrderedStore())

        #expect(try subscriptions(world) == Engine.ownMessagesMax)
        #expect(try world.engine.unacknowledged().count == 100 && world.engine.hasOwnMessages)
        _ = try world.engine.takeRemembered(at: world.now)

        try expectSound(world)
    }

    @Test func areRememberedAfterARestart() throws {
        let store = MemoryOrderedStore()
        try world(over: store).state.commit()
        let world = try EngineWorld(store: store)
        #expect(!world.engine.hasOwnMessages)

        try world.engine.rememberOwn()
        _ = try world.engine.takeRemembered(at: world.now)

        try expectSound(world)
    }

    @Test func areTakenOnceHoweverOftenTheyAreSent() throws {
        let world = try world(over: MemoryOrderedStore())
        let letters = try world.engine.unacknowledged()
        let early = try world.engine.receive(letters[1], from: PartitionID(1), at: world.now)
        guard case .failure(let rejection) = early.result else { throw EngineWorld.Unexpected() }
        #expect(rejection.code == .aborted, "one that comes before its turn waits for it")

        for letter in letters + letters {
            _ = try world.engine.receive(letter, from: PartitionID(1), at: world.now).result.get()
        }

        try expectSound(world)
    }
}
