import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// Plans that would tear events apart, and triggers that cannot be worked out: refused, and nothing is touched.
@Suite struct EventMigrationRefusalTests {
    private static let body = [
        Model.start("s"), Model.service("t"), Model.service("u"), Model.end("e"), Model.path("s", "t", "u", "e"),
    ].joined()

    private static func model(_ events: String...) -> [UInt8] {
        Model.eventFile("p", Self.body, events.joined())
    }

    private static func boundary(_ id: String, on task: String = "t", _ trigger: String) -> String {
        Model.onBoundary(id, on: task, trigger) + Model.end("\(id)-end") + Model.path(id, "\(id)-end")
    }

    static let cases:
        [(name: String, source: [UInt8], target: [UInt8], [MigrationInstruction], code: String, at: String)] =
            [
                (
                    "another trigger", model(boundary("b", Model.signal("alarm"))),
                    model(boundary("b", Model.after("PT1S"))), [MigrationInstruction(from: "b", to: "b")],
                    "EVENT_TYPE_CHANGED", "b"
                ),
                (
                    "on another activity", model(boundary("b", Model.signal("alarm"))),
                    model(boundary("b", on: "u", Model.signal("alarm"))), [MigrationInstruction(from: "b", to: "b")],
                    "EVENT_DETACHED", "b"
                ),
                (
                    "two onto one", model(boundary("b", Model.signal("alarm")), boundary("c", Model.signal("calm"))),
                    model(boundary("d", Model.signal("alarm"))),
                    [MigrationInstruction(from: "b", to: "d"), MigrationInstruction(from: "c", to: "d")],
                    "EVENTS_MERGED", "d"
                ),
                (
                    "an update without a trigger", model(boundary("b", Model.error("broken"))),
                    model(boundary("b", Model.error("broken"))),
                    [MigrationInstruction(from: "b", to: "b", trigger: .update)], "TRIGGER_UPDATE_WITHOUT_TRIGGER", "b"
                ),
                (
                    "an update of an activity", model(), model(),
                    [MigrationInstruction(from: "t", to: "t", trigger: .update)], "TRIGGER_UPDATE_WITHOUT_TRIGGER", "t"
                ),
                (
                    "a timer's option for a signal", model(boundary("b", Model.signal("alarm"))),
                    model(boundary("b", Model.signal("alarm"))),
                    [MigrationInstruction(from: "b", to: "b", timer: .restart)], "TRIGGER_UPDATE_WITHOUT_TRIGGER", "b"
                ),
                (
                    "a message whose key is missing", model(), model(boundary("b", Model.message("paid"))), [],
                    "EXPRESSION_FAILED", "b"
                ),
                (
                    "a timer that gives no time", model(), model(boundary("b", Model.after("=later"))), [],
                    "EXPRESSION_FAILED", "b"
                ),
                (
                    "a signal without a name", model(boundary("b", Model.signal("alarm"))),
                    model(boundary("b", Model.signal("named"))),
                    [MigrationInstruction(from: "b", to: "b", trigger: .update)], "EXPRESSION_FAILED", "b"
                ),
                (
                    "an event subprocess whose key is missing", model(),
                    model(Model.eventSub("sub", on: Model.message("stop"))),
                    [], "EXPRESSION_FAILED", "sub-start"
                ),
            ]

    @Test(arguments: cases.indices)
    func isRefusedByNameAndNothingIsTouched(index: Int) throws {
        let (name, source, target, instructions, code, element) = Self.cases[index]
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(source))
        let definition = try world.deploy(target)
        let before = try world.dump()

        for dryRun in [true, false] {
            let refusal = try world.refusal(
                .migrateProcessInstance(
                    MigrateProcessInstance(
                        processInstanceKey: key,
                        plan: MigrationPlan(
                            target: .key(definition.key), instructions: instructions, autoMap: .equal),
                        dryRun: dryRun)))
            #expect(refusal.reasons.map(\.code) == [code], "\(name): \(refusal.reasons)")
            #expect(refusal.reasons.first?.elementID == element, "\(name)")
            #expect(refusal.code == (code == "EXPRESSION_FAILED" ? .failedPrecondition : .invalidArgument), "\(name)")
            #expect(refusal.reasons.allSatisfy { !$0.expected.isEmpty && !$0.found.isEmpty && !$0.hint.isEmpty })
        }

        #expect(try world.dump() == before, "\(name)")
    }

    /// An explicit instruction for an event's place keeps what would have come there by itself away.
    @Test func anExplicitInstructionGoesBeforeAPairedOne() throws {
        let world = try EngineWorld()
        let key = try world.create(
            try world.deploy(
                Self.model(Self.boundary("b", Model.signal("alarm")), Self.boundary("c", Model.signal("calm")))))
        let target = try world.deploy(Self.model(Self.boundary("c", Model.signal("calm"))))

        let report = try world.migrate(key, to: target, [("b", "c")], autoMap: .equal)

        #expect(report.events.map(\.outcome) == [.kept, .closed])
        #expect(report.events.map(\.before?.eventID) == ["b", "c"])
    }
}
