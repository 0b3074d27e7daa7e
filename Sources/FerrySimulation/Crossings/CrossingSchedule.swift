/// When two things happen, and what fails meanwhile.
package struct CrossingSchedule: Hashable, Sendable, CustomStringConvertible {
    /// The migration comes first.
    package var isMigrationFirst: Bool
    /// How many steps (a turn of one partition, with a message carried before it) lie between the two.
    package var steps: Int
    /// The second is worked off in one turn with what comes next anyway: after no step, with the first.
    package var isJoined: Bool
    package var crash: Crash

    package enum Crash: String, CaseIterable, Sendable {
        case none = "no crash"
        /// The second has come in.
        case beforeCommit = "crash before commit"
        /// Nothing of the turn that the second was in is on the disk, and nothing of one right before it.
        case unsynced = "crash after commit, lost"
        /// The turn right before it is.
        case torn = "crash after commit, the second lost"
        case beforeAnswer = "crash after sync, before the answers"
    }

    /// Everything that can be told apart, when the first alone takes so many steps.
    static func all(stepsOfOther: Int, ofMigration: Int) -> [CrossingSchedule] {
        [false, true].flatMap { isMigrationFirst -> [CrossingSchedule] in
            let count = isMigrationFirst ? ofMigration : stepsOfOther
            let moments = (0..<max(1, count)).map { ($0, true) } + (1...max(1, count)).map { ($0, false) }
            return moments.flatMap { steps, isJoined in
                Crash.allCases.filter { $0 != .torn || steps == 1 && !isJoined }.map {
                    CrossingSchedule(
                        isMigrationFirst: isMigrationFirst, steps: steps, isJoined: isJoined, crash: $0)
                }
            }
        }
    }

    package var description: String {
        "\(isMigrationFirst ? "migration first" : "migration second"), \(steps) steps between"
            + (isJoined ? ", in one turn" : "") + ", \(crash.rawValue)"
    }
}
