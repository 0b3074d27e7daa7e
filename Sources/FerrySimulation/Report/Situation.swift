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

    /// In a suspended instance nothing else about it matters.
    init(_ element: ElementInstance, of instance: ProcessInstance) {
        self = instance.isSuspended ? Situation(element: element.kind.rawValue, state: "suspended") : Situation(element)
    }

    /// Where it stood before a worker took its job.
    init(_ element: ElementInstance, whoseJobWasTakenOf kind: JobKind) {
        self.init(element: element.kind.rawValue, state: "\(Self.name(of: kind)) ACTIVATABLE")
    }

    private static func name(of kind: JobKind) -> String {
        switch kind {
        case .element: "job"
        case .startListener: "start listener"
        case .endListener: "end listener"
        case .beforeAllListener: "before-all listener"
        case .cancelListener: "cancel listener"
        case .adHocSubProcess: "choosing job"
        case .creatingListener: "creating listener"
        case .assigningListener: "assigning listener"
        case .updatingListener: "updating listener"
        case .completingListener: "completing listener"
        case .cancelingListener: "canceling listener"
        }
    }

    private init(_ element: ElementInstance) {
        self.element = element.kind.rawValue
        if let job = element.job {
            state = Self.state(of: job)
            return
        }
        if let continuation = element.continuation, element.incident == nil {
            state = "rests \(continuation.place)"
        } else if element.taskChange != nil, element.incident != nil {
            state = "change with incident"
        } else if element.incident != nil {
            state = "\(element.state) with incident"
        } else if element.userTask != nil {
            state = "open task"
        } else if element.calledInstance != nil {
            state = element.state == .terminating ? "terminating called instance" : "called instance"
        } else if element.handlersAwaited > 0 {
            state = "compensating"
        } else if let waits = Self.awaited(by: element) {
            state = "waits for \(waits)"
        } else if element.kind.isScope, element.interruptedBy != nil, element.state == .activated {
            state = "interrupted"
        } else {
            state = "\(element.state)"
        }
    }

    private static func state(of job: Job) -> String {
        var state = "\(name(of: job.kind)) \(job.state)"
        if job.due != nil, job.state == .failed { state += " backing off" }
        if job.incident != nil { state += " with incident" }
        return state
    }

    /// What the element itself waits for, not what stands on it.
    private static func awaited(by element: ElementInstance) -> String? {
        switch element.kind {
        case .intermediateCatchEvent: element.subscriptions.first?.trigger.kind
        case .receiveTask: "MESSAGE"
        case .eventBasedGateway: "several"
        default: nil
        }
    }

    static let token = Situation(element: "JOIN", state: "waiting token")
    static let banned = Situation(element: "PROCESS", state: "banned")
}
