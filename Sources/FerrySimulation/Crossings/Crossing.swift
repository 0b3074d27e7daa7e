import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// A migration and something else at the same moment, on the partitions of one stage.
struct Crossing {
    let stage: CrossingStage
    let plan: CrossingPlan
    let schedule: CrossingSchedule

    /// How it ended.
    struct End {
        /// What the other, and the migration, were answered; empty for what nobody waits for.
        let answers: (other: String, migration: String)
        let standing: String
        let rows: [[StateRow]]
    }

    func run() throws -> End {
        let acts = try CrossingRun(stage, plan)
        let world = acts.world
        try play(schedule.isMigrationFirst ? [.migration, .other] : [.other, .migration], acts)
        try world.settle()
        try world.check()
        let end = End(
            answers: (acts.answer(.other), acts.answer(.migration)), standing: world.standing,
            rows: try world.rows())
        if plan == .good { try world.finish() }
        return end
    }

    private func mayHaveHappened(isFirst: Bool) -> Bool {
        switch schedule.crash {
        case .none, .beforeAnswer: true
        case .beforeCommit, .torn: isFirst && schedule.steps > 0
        case .unsynced: isFirst && schedule.steps > 1
        }
    }

    private func play(_ order: [CrossingRun.Which], _ acts: CrossingRun) throws {
        let world = acts.world
        let isLost = schedule.crash == .unsynced || schedule.crash == .torn
        try acts.begin(order[0])
        var spared: [Int]?
        for step in 0..<schedule.steps {
            if step == schedule.steps - 1, schedule.steps == 1, isLost {
                world.turnAll()
                spared = world.unsyncedCommits
            } else {
                _ = try world.step()
            }
        }
        if schedule.isJoined, schedule.steps > 0 { _ = world.poise() }
        let isAlone = !schedule.isJoined && schedule.crash == .none
        try acts.begin(order[1], isAlone: isAlone)
        switch schedule.crash {
        case .none: return
        case .beforeCommit: try world.crash(sparing: world.unsyncedCommits.map { _ in 0 })
        case .unsynced, .torn:
            world.turnAll()
            let none = world.unsyncedCommits.map { _ in 0 }
            try world.crash(sparing: schedule.crash == .torn ? spared ?? none : none)
        case .beforeAnswer:
            world.turnAll()
            try world.syncAll()
            try world.crash(sparing: world.unsyncedCommits.map { _ in 0 })
        }
        // Who has no answer asks again, in the same order.
        let again = order.filter { acts.isOpen($0, mayHaveHappened: mayHaveHappened(isFirst: $0 == order[0])) }
        if schedule.isJoined, schedule.steps > 0 { _ = world.poise() }
        for which in again {
            try acts.begin(which)
            if !schedule.isJoined, which != again.last { _ = try world.step() }
        }
    }
}
