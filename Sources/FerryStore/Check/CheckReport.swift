package import FerryModel

/// What a look through one partition found.
package struct CheckReport: Sendable {
    package let partition: PartitionID
    /// The newest event the tables contain.
    package internal(set) var applied = LogPosition.none
    package internal(set) var firstKept = LogPosition.none
    /// Rows by table, in the tables' order.
    package internal(set) var rows: [(table: String, count: Int)] = []
    package internal(set) var replay = Replay.notTried("")
    /// What is wrong; only so many are kept in words.
    package private(set) var findings: [String] = []
    package private(set) var findingCount = 0

    package enum Replay: Hashable, Sendable {
        case same
        case different
        /// And why.
        case notTried(String)
    }

    static let findingsMax = 50

    init(_ partition: PartitionID) { self.partition = partition }

    package var isSound: Bool { findingCount == 0 }

    mutating func find(_ finding: String) {
        findingCount += 1
        if findings.count < Self.findingsMax { findings.append(finding) }
    }

    /// For people, a line each.
    package var lines: [String] {
        let replayed =
            switch replay {
            case .same: "the log replays to the same state"
            case .different: "the log replays to another state"
            case .notTried(let why): "the log was not replayed: \(why)"
            }
        var lines = [
            "partition \(partition): \(isSound ? "sound" : "\(findingCount) faults"), "
                + "events \(firstKept) to \(applied), \(replayed)"
        ]
        lines += rows.map { "  \($0.table): \($0.count) rows" }
        lines += findings.map { "  FAULT \($0)" }
        if findingCount > findings.count { lines.append("  and \(findingCount - findings.count) faults more") }
        return lines
    }
}
