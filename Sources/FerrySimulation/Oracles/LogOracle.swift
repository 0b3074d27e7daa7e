import FerryModel

/// Follows one partition's log and knows what must never stand in it: a suspended instance that acts, a message that
/// instances of one process took twice.
struct LogOracle {
    private var suspended: Set<ProcessInstanceKey> = []
    private var taken: Set<Taking> = []
    private var kinds: [ElementInstanceKey: String] = [:]

    /// Instances that were called, or have shown their mark.
    private var marked: Set<ProcessInstanceKey> = []

    /// Calling passes the mark of a creation on, and back when the call ends: those do not count.
    mutating func counts(_ fact: Fact, of instance: ProcessInstanceKey) -> Bool {
        if case .marked = fact { return marked.insert(instance).inserted }
        return true
    }

    private struct Taking: Hashable {
        let message: MessageKey
        let processID: String
    }

    mutating func look(at event: InstanceEvent, counting coverage: inout Coverage) throws(Violation) {
        switch event.event {
        case .processInstanceCreated(let created): if created.parent != nil { marked.insert(event.instance) }
        case .processInstanceSuspended: suspended.insert(event.instance)
        case .processInstanceResumed: suspended.remove(event.instance)
        case .outboxMessageQueued(let message):
            guard case .messageReceipt(let receipt) = message.content, receipt.isTaken else { break }
            let taking = Taking(message: receipt.message, processID: receipt.processID)
            guard taken.insert(taking).inserted else {
                throw Violation(.onceOnly, "'\(receipt.processID)' took message \(receipt.message) twice")
            }
        case .elementActivating(let activating):
            kinds[activating.key] = activating.kind
            coverage.note(.elements, "\(activating.kind) begins")
        case .elementCompleted(let step):
            if let kind = kinds.removeValue(forKey: step.key) { coverage.note(.elements, "\(kind) completes") }
        case .elementTerminated(let step):
            if let kind = kinds.removeValue(forKey: step.key) { coverage.note(.elements, "\(kind) is terminated") }
        case .eventTriggered(let triggered):
            coverage.note(.elements, "\(kinds[triggered.elementInstanceKey] ?? "?") is met by \(triggered.kind)")
        case .incidentRaised(let raised):
            coverage.note(
                .elements, "\(kinds[raised.elementInstanceKey] ?? "?") stops at \(raised.type)")
        default: break
        }
        guard suspended.contains(event.instance), event.event.acts else { return }
        throw Violation(.suspendedRests, "instance \(event.instance) is suspended: \(event.event)")
    }
}

extension Event {
    /// What comes from outside to an instance at work, and from its clock.
    fileprivate var acts: Bool {
        switch self {
        case .eventTriggered(let triggered): triggered.subscription != nil
        // What is said of its variables is heard by a suspended instance, too.
        case .userTaskUpdated(let updated): updated.changed != ["variables"]
        case .jobActivated, .jobCompleted, .jobFailed, .jobTimedOut, .jobRecurred, .jobErrorThrown, .userTaskAssigned,
            .userTaskCompleted:
            true
        default: false
        }
    }
}
