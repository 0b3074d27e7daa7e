import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// What migration cannot move whole is not moved at all.
@Suite struct MigrationRefusedElementsTests {
    private static let toTask = Model.path("s", "t", "e")

    static let models: [(String, [UInt8], String)] = [
        (
            "catch event",
            Model.eventFile(
                "p", Model.start("s"), Model.catching("t", Model.signal("alarm")), Model.end("e"), toTask), "t"
        ),
        (
            "boundary event",
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), toTask,
                Model.onBoundary("b", on: "t", Model.signal("alarm")), Model.end("e2"), Model.path("b", "e2")), "t"
        ),
        (
            "event subprocess",
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), toTask,
                Model.eventSub("sub", on: Model.after("PT1H"))), "p"
        ),
        (
            "event-based gateway",
            Model.eventFile(
                "p", Model.start("s"), Model.eventBased("t"), Model.catching("c", Model.signal("alarm")),
                Model.catching("d", Model.after("PT1H")), Model.end("e"), Model.end("e2"),
                Model.path("s", "t", "c", "e"), Model.path("t", "d", "e2")), "t"
        ),
    ]

    @Test(arguments: models.indices)
    func areNamedAndNothingIsMoved(index: Int) throws {
        let (name, model, element) = Self.models[index]
        let world = try EngineWorld()
        try world.deploy(Model.oneTask("called", task: "x"))
        let definition = try world.deploy(model)
        let key = try world.create(definition)
        let before = try world.dump()

        for dryRun in [true, false] {
            let refusal = try world.refusal(world.migration(key, to: definition, autoMap: .equal, dryRun: dryRun))
            #expect(refusal.code == .failedPrecondition, "\(name)")
            #expect(
                refusal.reasons.contains { $0.code == "ELEMENT_NOT_MIGRATABLE" && $0.elementID == element },
                "\(name): \(refusal.reasons)")
        }

        #expect(try world.dump() == before, "\(name)")
    }

    /// A target that waits for events would have to begin with them.
    @Test func aTargetWithEventsIsRefused() throws {
        let world = try EngineWorld()
        let plain = try world.deploy(Model.oneTask("p", task: "t"))
        let guarded = try world.deploy(Self.models[1].1)
        let key = try world.create(plain)

        let refusal = try world.refusal(world.migration(key, to: guarded, [("t", "t")]))

        #expect(refusal.reasons.map(\.code) == ["ELEMENT_NOT_MIGRATABLE"])
        #expect(refusal.reasons.first?.elementID == "t")
        #expect(refusal.reasons.first?.found.contains("'b'") == true)
    }
}
