import FerryBPMN
import FerryEngine
import FerryModel

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

    /// It was there, done or refused.
    func has(_ command: String, _ situation: Situation) -> Bool { tallies[situation]?[command] != nil }

    package mutating func add(_ other: Encounters) {
        for (situation, row) in other.tallies {
            for (command, tally) in row {
                tallies[situation, default: [:]][command, default: Tally()].done += tally.done
                tallies[situation, default: [:]][command, default: Tally()].refused += tally.refused
            }
        }
    }

    // MARK: What there could be

    private static let jobCommands = [
        "CompleteJob", "FailJob", "ThrowError", "UpdateJobRetries", "UpdateJobTimeout", "UpdateJob",
    ]
    private static let taskCommands = ["AssignUserTask", "UpdateUserTask", "CompleteUserTask"]
    private static let instanceCommands = [
        "SetVariables", "CancelProcessInstance", "MigrateProcessInstance", "ModifyProcessInstance",
        "SuspendProcessInstance",
    ]

    /// Every meeting a random world can come to, by what an element can stand at between commands.
    package static let possible: [(situation: Situation, commands: [String])] = {
        var possible: [(situation: Situation, commands: [String])] = []
        func add(_ kind: ElementKind, _ state: String, _ more: [String] = []) {
            possible.append((Situation(element: kind.rawValue, state: state), more + instanceCommands))
        }
        func addJob(_ kind: ElementKind, _ name: String, _ more: [String] = []) {
            add(kind, "\(name) ACTIVATABLE", ["ActivateJobs"] + jobCommands + more)
            add(kind, "\(name) ACTIVATED", jobCommands + more)
            add(kind, "\(name) FAILED backing off", jobCommands + more)
            add(kind, "\(name) FAILED with incident", jobCommands + ["ResolveIncident"] + more)
            if name == "job" { add(kind, "job ERROR_THROWN with incident", jobCommands + ["ResolveIncident"]) }
        }
        let work: [ElementKind] = [.serviceTask, .sendTask, .scriptTask, .businessRuleTask, .userTask]
        let activities = work + [.receiveTask, .callActivity, .subProcess, .transaction, .adHocSubProcess]
        let choosing = ["ActivateAdHocActivities"]
        for kind in work { addJob(kind, "job") }
        for kind in activities + [.process, .intermediateCatchEvent] {
            addJob(kind, "start listener")
            addJob(kind, "end listener")
        }
        addJob(.multiInstanceBody, "before-all listener")
        addJob(.process, "cancel listener")
        for kind in activities + [.intermediateCatchEvent, .multiInstanceBody] {
            add(kind, "ACTIVATING with incident", ["ResolveIncident"])
            if kind != .multiInstanceBody { add(kind, "COMPLETING with incident", ["ResolveIncident"]) }
        }
        for kind in [ElementKind.process, .subProcess, .transaction, .eventSubProcess, .multiInstanceBody] {
            add(kind, "ACTIVATED")
            if kind != .multiInstanceBody { add(kind, "interrupted") }
        }
        add(.multiInstanceBody, "ACTIVATED with incident", ["ResolveIncident"])
        for kind in [
            ElementKind.exclusiveGateway, .inclusiveGateway, .eventBasedGateway, .intermediateThrowEvent, .endEvent,
        ] {
            add(kind, "ACTIVATING with incident", ["ResolveIncident"])
        }
        for kind in activities + [.intermediateCatchEvent, .intermediateThrowEvent, .exclusiveGateway] {
            add(kind, "rests BEFORE")
            add(kind, "rests AFTER")
        }
        for trigger in ["TIMER", "MESSAGE", "SIGNAL", "CONDITIONAL"] {
            add(.intermediateCatchEvent, "waits for \(trigger)")
        }
        add(.receiveTask, "waits for MESSAGE")
        add(.eventBasedGateway, "waits for several")
        add(.userTask, "open task", taskCommands)
        for change in ["creating", "assigning", "updating", "completing", "canceling"] {
            addJob(.userTask, "\(change) listener", taskCommands)
        }
        add(.userTask, "change with incident", ["ResolveIncident"] + taskCommands)
        addJob(.adHocSubProcess, "choosing job", choosing)
        add(.adHocSubProcess, "ACTIVATED", choosing)
        add(.adHocSubProcess, "interrupted", choosing)
        add(.adHocSubProcess, "ACTIVATED with incident", ["ResolveIncident"] + choosing)
        add(.adHocInnerInstance, "ACTIVATED")
        add(.adHocInnerInstance, "COMPLETING with incident", ["ResolveIncident"])
        add(.callActivity, "called instance")
        for kind in [ElementKind.intermediateThrowEvent, .endEvent] {
            add(kind, "compensating")
            addJob(kind, "job")
        }
        for kind in activities + [.process, .eventSubProcess, .multiInstanceBody, .intermediateCatchEvent] {
            possible.append(
                (
                    Situation(element: kind.rawValue, state: "suspended"),
                    ["SetVariables", "CancelProcessInstance", "MigrateProcessInstance", "ModifyProcessInstance"]
                        + ["ResumeProcessInstance"]
                ))
        }
        possible.append((.token, ["CancelProcessInstance", "MigrateProcessInstance", "ModifyProcessInstance"]))
        possible.append((.banned, ["CompleteJob", "FailJob", "ResolveIncident"] + instanceCommands))
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
        let commands =
            Self.jobCommands + ["ResolveIncident", "ActivateJobs", "ActivateAdHocActivities"] + Self.taskCommands
            + Self.instanceCommands + ["ResumeProcessInstance"]
        let seen = Set(tallies.keys).union(Self.possible.map(\.situation)).sorted()
        let width = seen.reduce(0) { max($0, $1.element.count + $1.state.count + 1) }
        var text = "command x element x state: done/refused, - for what cannot be, ! for what never was\n"
        text += "  " + String(repeating: " ", count: width)
        for command in commands { text += command.prefix(10).padded(to: 12) }
        for situation in seen {
            let name = "\(situation.element) \(situation.state)"
            text += "\n  \(name)\(String(repeating: " ", count: width - name.count))"
            let possible = Self.possible.first { $0.situation == situation }?.commands ?? []
            for command in commands {
                let tally = tallies[situation]?[command]
                let cell = tally.map { "\($0.done)/\($0.refused)" } ?? (possible.contains(command) ? "!" : "-")
                text += cell.prefix(11).padded(to: 12)
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
