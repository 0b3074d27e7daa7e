/// What an event waits for, in a form that BPMN can be written from.
enum Trigger: Hashable, Sendable {
    case message(String)
    case timer(Timing)
    case signal(String)
    /// A FEEL condition.
    case condition(String)
    /// nil catches every code.
    case error(String?)
    case escalation(String?)

    enum Timing: Hashable, Sendable {
        case duration(String)
        case date(String)
        case cycle(String)
    }

    /// What no other event at the same place may catch too; nil where it does not matter.
    var caught: String? {
        switch self {
        case .message(let name): "message \(name)"
        case .signal(let name): "signal \(name)"
        case .condition(let condition): "condition \(condition)"
        case .error(let code): "error \(code ?? "")"
        case .escalation(let code): "escalation \(code ?? "")"
        case .timer: nil
        }
    }

    /// It cannot be caught without ending what it happens to.
    var mustInterrupt: Bool {
        if case .error = self { return true }
        return false
    }

    var repeats: Bool {
        if case .timer(.cycle) = self { return true }
        return false
    }
}

/// What an event throws.
enum Thrown: Hashable, Sendable {
    case nothing
    case signal(String)
    case escalation(String)
    case error(String)
    /// Published by the engine; with a time to live in seconds.
    case message(String, seconds: Int)
    /// Sent by a worker.
    case work(String)
    /// Of everything in the scope, or of one activity of it.
    case compensation(isAimed: Bool)
    case terminate
    /// Only directly in a transaction; elsewhere nothing.
    case cancel
}

/// What a task does.
enum Work: Hashable, Sendable {
    /// A job for a worker, at an element of this BPMN name.
    case job(String, type: String, retries: String)
    /// `task`, `manualTask`: nothing.
    case none(String)
    /// A user task for a worker of user tasks.
    case form
    /// A native user task with an assignee (an expression or a name), and jobs that its changes wait for.
    case person(assignee: String, listeners: [ModelListener] = [])
    case script(String)
    case decision(String)
    case receive(String)
    /// A send task that publishes.
    case publish(String, seconds: Int)

    /// Nobody works on it, so it has no mappings.
    var isIdle: Bool {
        if case .none = self { return true }
        return false
    }
}

/// How often an activity runs.
struct Repetition: Hashable, Sendable {
    var isSequential: Bool
    /// FEEL: a list, or with `cardinality` a number.
    var items: String
    var isCardinality = false
    var collects: Bool
    /// FEEL, or empty.
    var condition: String
}

/// A job that is done around an element's own work.
struct ModelListener: Hashable, Sendable {
    /// `start`, `end`, `beforeAll`, `cancel`; of user tasks `creating`, `assigning` and so on.
    var event: String
    var type: String
    var retries: String
}

/// A boundary event and the path behind it.
struct ModelBoundary: Sendable {
    var id: String
    var trigger: Trigger
    var isInterrupting: Bool
    var blocks: [ModelBlock]
}

/// An event subprocess.
struct ModelHandler: Sendable {
    var id: String
    var trigger: Trigger
    var isInterrupting: Bool
    var blocks: [ModelBlock]
    var ending: Thrown
}

/// How an ad-hoc subprocess chooses what runs in it, and when it is over.
struct ModelAdHoc: Hashable, Sendable {
    /// FEEL: the elements that begin by themselves; empty for none.
    var active: String
    /// The type of the job whose worker chooses; empty where the model does, or people.
    var worker: String
    var collects: Bool
    /// FEEL, or empty: over with the last inner instance.
    var condition: String
    var cancelsRemaining: Bool
}

/// A call activity's target.
struct ModelCall: Hashable, Sendable {
    /// A process id, or FEEL.
    var processID: String
    var binding: String
    var takesAll: Bool
    var givesAll: Bool
}
