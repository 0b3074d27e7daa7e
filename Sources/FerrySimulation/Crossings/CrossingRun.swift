import FerryBroker
import FerryEngine
import FerryModel

/// The two things of one run.
final class CrossingRun {
    enum Which { case other, migration }

    let world: CrossingWorld
    private let stage: CrossingStage
    private let plan: CrossingPlan
    private var orders: [Which: Order] = [:]
    private var hasPassed = false
    /// What nobody can ask for again may have been lost.
    private var mayBeLost = false

    init(_ stage: CrossingStage, _ plan: CrossingPlan) throws {
        world = try CrossingWorld(stage.snapshot, library: stage.library)
        self.stage = stage
        self.plan = plan
    }

    /// `isAlone`: nothing else is done in the turn, if nothing is due.
    func begin(_ which: Which, isAlone: Bool = false) throws {
        if let order = orders[which] { return try world.send(order) }
        guard which == .other else {
            guard let migration = stage.migrations[plan] else { preconditionFailure("every plan has its migration") }
            let order = world.issue(.migrateProcessInstance(migration), key: "migration")
            orders[which] = order
            return isAlone ? try world.watch(migration, order) : try world.send(order)
        }
        switch stage.act {
        case .call(let call):
            let order = world.issue(call, key: call.changesState ? "other" : nil)
            orders[which] = order
            try world.send(order)
        case .wait(let milliseconds):
            if !hasPassed { world.pass(milliseconds: milliseconds) }
            hasPassed = true
        case .giveBack(let jobs): world.giveBack(jobs)
        }
    }

    /// How many steps there are until nothing is left to do.
    func countSteps() throws -> Int {
        var count = 0
        while try world.step() {
            count += 1
            guard count < 200 else { throw Violation(.comesToAnEnd, "the partitions do not come to rest") }
        }
        return count
    }

    /// After a crash: its caller has no answer, and asking again cannot do it twice.
    func isOpen(_ which: Which, mayHaveHappened: Bool) -> Bool {
        guard let order = orders[which] else {
            mayBeLost = mayHaveHappened
            return !mayHaveHappened
        }
        return world.contents[order.number] == nil && (order.isRepeatable || !mayHaveHappened)
    }

    func answer(_ which: Which) -> String {
        guard let order = orders[which] else {
            if case .giveBack = stage.act, mayBeLost { return "no answer" }
            return ""
        }
        guard let content = world.contents[order.number] else { return "no answer" }
        guard case .rejected(let rejection) = content else { return content.brief }
        let codes = Set(rejection.reasons.map(\.code)).sorted()
        return ([rejection.code.description] + codes).joined(separator: " ")
    }
}
