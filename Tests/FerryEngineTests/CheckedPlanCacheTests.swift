import FerryModel
import FerryTestSupport
import Testing

@testable import FerryEngine

/// A fleet shares the check of its plan.
@Suite struct CheckedPlanCacheTests {
    @Test func aPlanIsCheckedOnceHoweverManyInstancesMoveByIt() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.file("p", Model.start("s"), Model.user("a"), Model.path("s", "a")))
        let v2 = try world.deploy(Model.file("p", Model.start("s"), Model.user("b"), Model.path("s", "b")))
        let keys = try (0..<20).map { _ in try world.create(v1) }

        for key in keys { _ = try world.migrate(key, to: v2, [("a", "b")]) }

        #expect(world.engine.checkedPlans.checkedCount == 1)
    }

    @Test func anotherPlanIsCheckedAnew() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.file("p", Model.start("s"), Model.user("a"), Model.path("s", "a")))
        let v2 = try world.deploy(Model.file("p", Model.start("s"), Model.user("b"), Model.path("s", "b")))
        let keys = try (0..<2).map { _ in try world.create(v1) }

        _ = try world.migrate(keys[0], to: v2, [("a", "b")])
        _ = try world.migrate(keys[1], to: v2, [("a", "b")], autoMap: .equal)

        #expect(world.engine.checkedPlans.checkedCount == 2)
    }
}
