import FerryModel

/// What must be seen of an instance, or of the broker: only what is given is looked at.
package struct Expectation: Sendable {
    var line = 0
    var checks: [Check] = []

    struct Check: Sendable {
        let line: Int
        let what: What
    }

    enum What: Sendable {
        case definition(PlanDraft.Target)
        case state(String)
        /// `completed`, `cancelled` or any end.
        case ended(Ending)
        case active([Branch])
        case rows(RowKind, [Row])
        case variables([(name: String, value: JSONValue)])
        case locals(element: String, [(name: String, value: JSONValue)])
        /// All values of this name, in whatever scope.
        case everywhere(name: String, [JSONValue])
        case noVariables([String])
        case kept(Kept, [(from: String, to: String)])
        case renewed(Kept, [(from: String, to: String)])
        case events([String])
        case noEvents([String])
        case called([(element: String, definition: PlanDraft.Target)])
        case running(process: String, Int)
    }

    enum Ending: Sendable { case somehow, completed, terminated, not }

    /// An active element with those inside it.
    struct Branch: Hashable, Sendable {
        let id: String
        let inside: [Branch]

        /// The same for the same tree, in whatever order it was written.
        var canonical: String {
            inside.isEmpty ? id : "\(id) > (\(inside.map(\.canonical).sorted().joined(separator: ", ")))"
        }
    }

    /// Things of which an instance has a list.
    enum RowKind: String, Sendable, CaseIterable {
        case jobs
        case userTasks = "user-tasks"
        case timers
        case subscriptions
        case incidents
        case joins

        var fields: [String] {
            switch self {
            case .jobs: ["element", "type", "retries", "state", "worker", "kind", "message"]
            case .userTasks:
                ["element", "assignee", "groups", "users", "due", "follow-up", "priority", "form"]
            case .timers: ["event", "element", "due", "in", "repetitions", "interrupting"]
            case .subscriptions: ["event", "element", "kind", "name", "key", "condition", "interrupting"]
            case .incidents: ["element", "type", "message", "job"]
            case .joins: ["flow", "gateway", "count", "scope"]
            }
        }

        /// What a text alone names.
        var mainField: String { fields[0] }
    }

    /// One thing of a list: fields by name, as text. An expected one holds some of the fields.
    struct Row: Hashable, Sendable {
        var line = 0
        var fields: [String: String]
    }

    /// What must be the same thing as before the last migration, or another one.
    enum Kept: String, Sendable {
        case elements
        case jobs
        case events
    }
}
