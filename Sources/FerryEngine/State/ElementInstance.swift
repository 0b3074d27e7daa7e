package import FerryBPMN
package import FerryModel

/// One activation of one element.
package final class ElementInstance {
    package let key: ElementInstanceKey
    /// nil for the process.
    package internal(set) var scope: ElementInstanceKey?
    package internal(set) var elementID: String
    package internal(set) var kind: ElementKind
    package internal(set) var state: ElementState
    /// How many active element instances stand directly inside. Not stored: counted when loaded.
    package var childCount: Int = 0
    /// Its own work, or that of a listener it waits for.
    package internal(set) var job: Job?
    /// The element's own incident; that of its job lies with the job.
    package internal(set) var incident: Incident?
    /// The open user task, where that is no job.
    package internal(set) var userTask: UserTask?
    /// What is about to become of the user task, once its listeners are done.
    package internal(set) var taskChange: UserTaskChange?
    /// It rests before it begins or after it has ended, until the broker goes on.
    package internal(set) var continuation: Continuation?
    /// For an ad-hoc subprocess: its worker has said that it is done once nothing is left inside.
    package internal(set) var isFulfilled: Bool
    /// True once a variable was set in this very scope; false spares a look at the variables.
    package internal(set) var hasVariables: Bool
    /// The events it waits for, oldest first.
    package internal(set) var subscriptions: [EventSubscription]
    /// Which instance of a multi-instance activity this is, counted from 1; 0 for all else.
    package internal(set) var loopCounter: Int32
    /// For the body of a multi-instance activity: how far it has come.
    package internal(set) var loop: LoopState?
    /// The start event of the event subprocess, or the terminate end event, that took this scope over.
    package internal(set) var interruptedBy: String?
    /// The instance a call activity waits for.
    package internal(set) var calledInstance: ProcessInstanceKey?
    /// For a compensation handler: what it compensates.
    package let compensates: CompensationKey?
    /// For a throw event: how many handlers it waits for.
    package internal(set) var handlersAwaited: Int32
    /// An event that has happened here and whose element has not begun yet.
    package internal(set) var pendingEvent: PendingEvent?

    /// It is active no more and only waits to be taken out of its instance.
    var hasEnded = false

    package init(
        key: ElementInstanceKey, scope: ElementInstanceKey?, elementID: String, kind: ElementKind, state: ElementState,
        job: Job? = nil, incident: Incident? = nil, hasVariables: Bool = false,
        subscriptions: [EventSubscription] = [], loopCounter: Int32 = 0, loop: LoopState? = nil,
        interruptedBy: String? = nil,
        calledInstance: ProcessInstanceKey? = nil, compensates: CompensationKey? = nil, handlersAwaited: Int32 = 0,
        pendingEvent: PendingEvent? = nil, userTask: UserTask? = nil, continuation: Continuation? = nil,
        isFulfilled: Bool = false, taskChange: UserTaskChange? = nil
    ) {
        self.key = key
        self.scope = scope
        self.elementID = elementID
        self.kind = kind
        self.state = state
        self.job = job
        self.incident = incident
        self.hasVariables = hasVariables
        self.subscriptions = subscriptions
        self.loopCounter = loopCounter
        self.loop = loop
        self.interruptedBy = interruptedBy
        self.calledInstance = calledInstance
        self.compensates = compensates
        self.handlersAwaited = handlersAwaited
        self.pendingEvent = pendingEvent
        self.userTask = userTask
        self.continuation = continuation
        self.isFulfilled = isFulfilled
        self.taskChange = taskChange
    }

    func has(_ key: IncidentKey) -> Bool { incident?.key == key || job?.incident?.key == key }

    var incidentCount: Int { (incident == nil ? 0 : 1) + (job?.incident == nil ? 0 : 1) }

    package func subscription(_ key: EventSubscriptionKey) -> EventSubscription? {
        subscriptions.first { $0.key == key }
    }

    /// Its end waits for something else to end first.
    var isHeld: Bool { childCount > 0 || job != nil || calledInstance != nil || taskChange != nil }
}

/// How far a multi-instance activity has come.
package struct LoopState: Hashable, Sendable {
    /// How many items there were when it began.
    package let total: Int32
    package var begun: Int32
    package var completed: Int32
    package var terminated: Int32

    package init(total: Int32, begun: Int32 = 0, completed: Int32 = 0, terminated: Int32 = 0) {
        self.total = total
        self.begun = begun
        self.completed = completed
        self.terminated = terminated
    }
}
