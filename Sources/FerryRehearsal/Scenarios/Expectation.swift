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
        /// A list of rows, of which each must fit one that is found.
        case rows(RowKind, DocumentNode)
        /// What a call answered that was to wait for the end of the instance.
        case result(DocumentNode)
        case tags([String])
        case businessID(String)
        case tenant(TenantID)
        case variables([(name: String, value: JSONValue)])
        case locals(element: String, [(name: String, value: JSONValue)])
        /// All values of this name, in whatever scope.
        case everywhere(name: String, [JSONValue])
        case noVariables([String])
        case kept(Kept, [(from: String, to: String)])
        case renewed(Kept, [(from: String, to: String)])
        case events(Occurrence, [ExpectedEvent], Span)
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

    /// How events are looked for.
    enum Occurrence: Sendable {
        /// One after the other, others in between.
        case someInOrder
        /// All there are of the kinds that are named, in this order.
        case allInOrder
        case none
    }

    /// Which events are looked at.
    struct Span: Sendable {
        /// False: those since the last step that did something.
        var isWholeHistory = false
        /// False: only those of the instance.
        var isWholeBroker = false
    }

    /// An event, by its kind, by what it is about, and by its details.
    struct ExpectedEvent: Hashable, Sendable {
        let kind: Event.Kind
        /// nil: anything.
        var subject: String?
        var details: [DocumentNode.Field] = []
        let line: Int
    }

    /// Things of which an instance, or the broker, has a list.
    enum RowKind: String, Sendable, CaseIterable {
        case elements
        case jobs
        case userTasks = "user-tasks"
        case timers
        case subscriptions
        case incidents
        case joins
        case messages
        case messageSubscriptions = "message-subscriptions"
        case startTimers = "start-timers"
        case definitions
        case decisions

        var isOfBroker: Bool {
            switch self {
            case .elements, .jobs, .userTasks, .timers, .subscriptions, .incidents, .joins: false
            case .messages, .messageSubscriptions, .startTimers, .definitions, .decisions: true
            }
        }

        /// The first is what a text alone names.
        var fields: [String] {
            switch self {
            case .elements: ["element", "kind", "state", "loop", "scope", "variables"]
            case .jobs: ["element", "type", "retries", "state", "worker", "kind", "message", "due", "in", "variables"]
            case .userTasks:
                ["element", "assignee", "groups", "users", "due", "follow-up", "priority", "form", "headers"]
            case .timers: ["event", "element", "due", "in", "repetitions", "interrupting"]
            case .subscriptions: ["event", "element", "kind", "name", "key", "condition", "interrupting"]
            case .incidents: ["element", "type", "message", "job"]
            case .joins: ["flow", "gateway", "count", "scope"]
            case .messages: ["name", "key", "id", "due", "in", "variables"]
            case .messageSubscriptions: ["name", "key", "process", "interrupting", "correlating"]
            case .startTimers: ["event", "process", "version", "due", "in", "repetitions"]
            case .definitions: ["process", "version", "name", "tag", "file"]
            case .decisions: ["decision", "version", "name", "tag", "file"]
            }
        }
    }

    /// What must be the same thing as before the last migration, or another one.
    enum Kept: String, Sendable {
        case elements
        case jobs
        case events
    }
}
