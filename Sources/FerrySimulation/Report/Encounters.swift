import FerryBPMN
import FerryEngine
import FerryModel

/// Where an element instance stood when a command met it.
package struct Situation: Hashable, Comparable, Sendable {
    package let element: String
    package let state: String

    package static func < (left: Self, right: Self) -> Bool {
        (left.element, left.state) < (right.element, right.state)
    }

    init(element: String, state: String) {
        self.element = element
        self.state = state
    }

    init(_ element: ElementInstance) {
        self.element = element.kind.rawValue
        var state = "\(element.state)"
        if let job = element.job {
            state = "job \(job.state)"
            if job.due != nil, job.state == .failed { state += " backing off" }
            if job.incident != nil { state += " with incident" }
        } else if element.incident != nil {
            state += " with incident"
        }
        self.state = state
    }

    static let token = Situation(element: "PARALLEL_GATEWAY", state: "waiting token")
    static let banned = Situation(element: "PROCESS", state: "banned")
}

/// Which command met which element in which state, done and refused, and which meetings there could be and never were.
package struct Encounters: Sendable {
    private var tallies: [Situation: [String: Tally]] = [:]

    struct Tally: Sendable {
        var done = 0
        var refused = 0
    }

    package init() {}

    mutating func note(_ command: String, _ situation: Situation, isDone: Bool) {
        if isDone {
            tallies[situation, default: [:]][command, default: Tally()].done += 1
        } else {
            tallies[situation, default: [:]][command, default: Tally()].refused += 1
        }
    }

    mutating func add(_ other: Encounters) {
        for (situation, row) in other.tallies {
            for (command, tally) in row {
                tallies[situation, default: [:]][command, default: Tally()].done += tally.done
                tallies[situation, default: [:]][command, default: Tally()].refused += tally.refused
            }
        }
    }

    // MARK: What there could be

    private static let jobCommands = ["CompleteJob", "FailJob", "UpdateJobRetries"]
    private static let instanceCommands = ["SetVariables", "CancelProcessInstance", "MigrateProcessInstance"]

    /// Every meeting a random world can come to, by what an element can stand at between commands.
    package static let possible: [(situation: Situation, commands: [String])] = {
        let work: [ElementKind] = [.serviceTask, .sendTask, .scriptTask, .businessRuleTask, .userTask]
        var possible: [(situation: Situation, commands: [String])] = []
        func add(_ kind: ElementKind, _ state: String, _ more: [String] = []) {
            possible.append((Situation(element: kind.rawValue, state: state), more + instanceCommands))
        }
        for kind in work {
            add(kind, "ACTIVATING with incident", ["ResolveIncident"])
            add(kind, "job ACTIVATABLE", ["ActivateJobs"] + jobCommands)
            add(kind, "job ACTIVATED", jobCommands)
            add(kind, "job FAILED backing off", jobCommands)
            add(kind, "job FAILED with incident", jobCommands + ["ResolveIncident"])
            add(kind, "COMPLETING with incident", ["ResolveIncident"])
        }
        add(.process, "ACTIVATED")
        add(.subProcess, "ACTIVATING with incident", ["ResolveIncident"])
        add(.subProcess, "ACTIVATED")
        add(.subProcess, "COMPLETING with incident", ["ResolveIncident"])
        add(.exclusiveGateway, "ACTIVATING with incident", ["ResolveIncident"])
        possible.append((.token, ["CancelProcessInstance", "MigrateProcessInstance"]))
        possible.append((.banned, jobCommands + ["ResolveIncident"] + instanceCommands))
        return possible
    }()

    package var possibleCount: Int { Self.possible.reduce(0) { $0 + $1.commands.count } }

    /// Possible meetings that never were.
    package var gaps: [String] {
        Self.possible.flatMap { situation, commands in
            commands.filter { tallies[situation]?[$0] == nil }
                .map { "\($0) x \(situation.element) x \(situation.state)" }
        }
    }

    /// A row for each place, a column for each command: done, and refused after a stroke.
    package var text: String {
        let commands = Self.jobCommands + ["ResolveIncident", "ActivateJobs"] + Self.instanceCommands
        let seen = Set(tallies.keys).union(Self.possible.map(\.situation)).sorted()
        let width = seen.reduce(0) { max($0, $1.element.count + $1.state.count + 1) }
        var text = "command x element x state: done/refused, - for what cannot be, ! for what never was\n"
        text += "  " + String(repeating: " ", count: width)
        for command in commands { text += command.prefix(12).padded(to: 15) }
        for situation in seen {
            let name = "\(situation.element) \(situation.state)"
            text += "\n  \(name)\(String(repeating: " ", count: width - name.count))"
            let possible = Self.possible.first { $0.situation == situation }?.commands ?? []
            for command in commands {
                let tally = tallies[situation]?[command]
                let cell = tally.map { "\($0.done)/\($0.refused)" } ?? (possible.contains(command) ? "!" : "-")
                text += cell.prefix(14).padded(to: 15)
            }
        }
        text += "\n\n\(possibleCount - gaps.count) of \(possibleCount) possible meetings were"
        return text + (gaps.isEmpty ? "\n" : "; never:\n" + gaps.map { "  \($0)\n" }.joined())
    }
}

extension Substring {
    /// Moved to the right of a column.
    fileprivate func padded(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(1, width - count)) + self
    }
}
