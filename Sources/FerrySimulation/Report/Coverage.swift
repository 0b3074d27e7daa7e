/// What a simulation met: how often each combination occurred.
package struct Coverage: Sendable {
    package enum Section: String, CaseIterable, Sendable {
        case outcomes = "call: outcome"
        case reasons = "refusal of a migration: reason"
        case migrated = "element and state when migrated"
        case faults = "faults and chances"
        case deployments = "refusal of a deployment: reason"
        case elements = "elements and what became of them"
        case events = "events in the logs"
    }

    private var counts: [Section: [String: Int]] = [:]
    package var encounters = Encounters()

    package init() {}

    mutating func note(_ section: Section, _ what: String, _ times: Int = 1) {
        counts[section, default: [:]][what, default: 0] += times
    }

    package func count(_ section: Section, _ what: String) -> Int { counts[section]?[what] ?? 0 }

    func names(_ section: Section) -> [String] { counts[section].map { $0.keys.sorted() } ?? [] }

    package mutating func add(_ other: Coverage) {
        encounters.add(other.encounters)
        for section in Section.allCases {
            for (what, times) in other.counts[section] ?? [:] { note(section, what, times) }
        }
    }

    /// As tables, each sorted by name.
    package var text: String {
        Section.allCases.reduce(into: "") { text, section in
            guard let rows = counts[section], !rows.isEmpty else { return }
            let width = rows.keys.reduce(0) { max($0, $1.count) }
            text += "\(section.rawValue)\n"
            for row in rows.sorted(by: { $0.key < $1.key }) {
                let gap = String(repeating: " ", count: width - row.key.count + 2 + max(0, 9 - "\(row.value)".count))
                text += "  \(row.key)\(gap)\(row.value)\n"
            }
            text += "\n"
        }
    }
}
