import FerryBPMN
import FerryEngine
import FerryModel

/// Which elements were moved in which state by which kind of instruction, which events became what, and which of all
/// that never was.
package struct MigrationKinds: Sendable {
    /// Lines of the report: a place with all ways it can be moved in.
    package static let possible: [(place: String, ways: [String])] = {
        var possible: [(place: String, ways: [String])] = []
        for (situation, commands) in Encounters.possible where commands.contains("MigrateProcessInstance") {
            // What is undone never moves (COMPENSATION_ACTIVE), and the rest of these stands for whole instances.
            guard ![Situation.token, .banned].contains(situation), situation.state != "compensating" else { continue }
            possible.append(("\(situation.element) \(situation.state)", ways(of: situation)))
        }
        let joins = ["same join by same flow", "same join by other flow", "other join by other flow"]
        possible.append(("token", joins.map { "to \($0)" }))
        for kind in ["MESSAGE", "TIMER", "SIGNAL", "CONDITIONAL"] {
            possible.append(("event \(kind)", ["KEPT", "UPDATED", "CLOSED", "OPENED"]))
        }
        return possible
    }()

    private static func ways(of situation: Situation) -> [String] {
        guard situation.element != ElementKind.process.rawValue else { return ["auto, same id", "auto, other id"] }
        var ways = ["auto, same id", "told, same id", "told, other id"]
        let hasOwnJob = situation.state.hasPrefix("job ") && situation.state != "job ERROR_THROWN with incident"
        if hasOwnJob || situation.state.contains("listener") && situation.element != "USER_TASK" {
            ways.append("job recreated")
        }
        if situation.state.hasPrefix("waits for "), situation.state != "waits for several" {
            ways.append("trigger updated")
        }
        if situation.state == "waits for TIMER" {
            ways += ["keepDue", "restart", "creditElapsed"].map { "timer \($0)" }
        }
        return ways
    }

    private let met: [String]

    package init(_ coverage: Coverage) { met = coverage.names(.migrated) }

    package var possibleCount: Int { Self.possible.reduce(0) { $0 + $1.ways.count } }

    package var gaps: [String] {
        Self.possible.flatMap { place, ways in
            let found = met.filter { $0.hasPrefix("\(place): ") || $0.hasPrefix("\(place) to ") }
            return ways.filter { way in !found.contains { $0.contains(way) } }.map { "\(place): \($0)" }
        }
    }

    package var text: String {
        let gaps = gaps
        return "\(possibleCount - gaps.count) of \(possibleCount) migrations of element, state and instruction were"
            + (gaps.isEmpty ? "\n" : "; never:\n" + gaps.map { "  \($0)\n" }.joined())
    }
}
