import FerryEngine
import FerryModel
import FerryStore

/// The table of everything that happens at the moment of a migration.
///
/// Each situation is played in every order and at every step between the two (`CrossingSchedule`), on one partition and
/// on several, with a migration that can be done and one that cannot. How it ends must not depend on whether the node
/// crashed in between, and a refused migration must leave the very bytes that are there without it.
package enum Crossings {
    package static let situations = jobs + events + instances

    /// What one situation came to.
    package struct Account: Sendable {
        package let situation: String
        /// Each way it can end, by which came first: `OTHER | MIGRATION | where everything stands`.
        package var otherFirst: [String] = []
        package var migrationFirst: [String] = []
        package var runs = 0
        /// Runs in which the migration was to be refused and was.
        package var refusals = 0
    }

    /// - Parameter isWhole: every step between the two, and crashes also beside what is refused; else the nearest.
    package static func play(
        _ situation: CrossingSituation, partitions: Int, isWhole: Bool = true
    ) throws -> Account {
        var account = Account(situation: situation.name)
        var moment = "before it begins"
        do {
            let stage = try CrossingStage(situation, partitions: partitions)
            let alone = try aloneOn(stage)
            let schedules = CrossingSchedule.all(
                stepsOfOther: isWhole ? alone.otherSteps : 1, ofMigration: isWhole ? alone.migrationSteps : 1)
            for plan in CrossingPlan.allCases {
                // Calm ones first: the others must end as one of them does.
                var calm: [CrossingSchedule: Crossing.End] = [:]
                for schedule in schedules.filter({ $0.crash == .none }) + schedules.filter({ $0.crash != .none }) {
                    if plan == .refused, !isWhole, schedule.crash != .none { continue }
                    moment = "a migration that \(plan.rawValue), \(schedule)"
                    let end = try Crossing(stage: stage, plan: plan, schedule: schedule).run()
                    account.runs += 1
                    if plan == .refused, end.answers.migration != "OK" {
                        account.refusals += 1
                        try compare(end, withoutMigration: alone.rows)
                    }
                    if schedule.crash == .none {
                        calm[schedule] = end
                        if plan == .good { account.add(end, schedule) }
                    } else {
                        try compare(end, schedule, with: calm)
                    }
                }
            }
        } catch {
            throw Failure(situation: situation.name, partitions: partitions, moment: moment, problem: "\(error)")
        }
        return account
    }

    /// What was found, and where.
    struct Failure: Error, CustomStringConvertible {
        let situation: String
        let partitions: Int
        let moment: String
        let problem: String

        var description: String {
            "\(situation), on \(partitions) partitions; \(moment): \(problem)"
        }
    }

    private static func aloneOn(
        _ stage: CrossingStage
    ) throws -> (otherSteps: Int, migrationSteps: Int, rows: [[StateRow]]) {
        let other = try CrossingRun(stage, .good)
        try other.begin(.other)
        let otherSteps = try other.countSteps()
        try other.world.check()
        let migration = try CrossingRun(stage, .good)
        try migration.begin(.migration)
        return (otherSteps, try migration.countSteps(), try other.world.rows())
    }

    private static func compare(_ end: Crossing.End, withoutMigration rows: [[StateRow]]) throws {
        guard end.rows == rows || end.answers.other == "no answer" else {
            throw Violation(.refusalChangesNothing, "not as if there had been no migration: \(end.standing)")
        }
    }

    /// A crash may let another of the two be first: clients ask again, messages are sent again. Where both are of one
    /// turn and both have succeeded there is no doubt, and every byte is the same.
    private static func compare(
        _ end: Crossing.End, _ schedule: CrossingSchedule, with ends: [CrossingSchedule: Crossing.End]
    ) throws {
        var calm = schedule
        calm.crash = .none
        // Who cannot ask again may have got nothing.
        guard let expected = ends[calm], ![end.answers.other, expected.answers.other].contains("no answer") else {
            return
        }
        guard ends.values.contains(where: { $0.answers == end.answers && $0.standing == end.standing }) else {
            throw Violation(
                .acknowledgedSurvives,
                "never ends so without a crash: \(end.answers), \(end.standing); \(expected.answers) is expected, "
                    + expected.standing)
        }
        let isCertain =
            schedule.steps == 0 && end.answers == expected.answers && ["", "OK"].contains(end.answers.other)
        guard !isCertain || end.rows == expected.rows else {
            throw Violation(.acknowledgedSurvives, "other rows than without a crash; \(end.standing)")
        }
    }
}

extension Crossings.Account {
    fileprivate mutating func add(_ end: Crossing.End, _ schedule: CrossingSchedule) {
        let other = end.answers.other.isEmpty ? "" : "\(end.answers.other) | "
        let line = "\(other)\(end.answers.migration) | \(end.standing)"
        if schedule.isMigrationFirst {
            if !migrationFirst.contains(line) { migrationFirst.append(line) }
        } else if !otherFirst.contains(line) {
            otherFirst.append(line)
        }
    }

    /// As people read it.
    package var text: String {
        let parts = [("first", otherFirst), ("after the migration", migrationFirst)].map { name, lines in
            "  \(name)\n" + lines.map { "    \($0)\n" }.joined()
        }
        return "\(situation)\n" + parts.joined()
    }

    package mutating func add(_ account: Crossings.Account) {
        runs += account.runs
        refusals += account.refusals
        otherFirst += account.otherFirst.filter { !otherFirst.contains($0) }
        migrationFirst += account.migrationFirst.filter { !migrationFirst.contains($0) }
    }
}
