import FerryBPMN
import FerryModel

/// A checked plan held against one running instance: what would move where, and every fault at once.
///
/// Nothing is emitted: what the target's expressions come to is worked out on a draft.
struct InstanceCheck {
    let engine: Engine
    let instance: ProcessInstance
    let plan: CheckedPlan
    var elements: [MovedElement] = []
    var tokens: [MovedToken] = []
    var structure = MigratedStructure()
    /// Events that have happened and whose elements have not begun yet.
    var pendingEvents: [RenamedEvent] = []
    /// What took scopes over.
    var interruptions: [RenamedEvent] = []
    private(set) var faults: [Reason] = []
    var events: [MovedEvent] = []
    /// The process the instance was of, where that changes.
    var formerProcessID: String?
    /// The lock it is to hold instead of that of its former process.
    var startLock: MessageStartLock?
    /// User tasks that were jobs and whose first assignment listeners of the target are to hear of.
    var assignments: [(task: ElementInstanceKey, assigned: UserTask)] = []
    /// Scopes that have no place in the target, and where what is in them goes.
    var survivors: [ElementInstanceKey: ElementInstanceKey] = [:]
    /// Scopes that the target has around elements that had none, once for each scope they are in.
    var made: [MadePlace: ElementInstance] = [:]
    /// Element instances whose jobs do not stay.
    var replaced: [ElementInstance] = []
    /// Ad-hoc subprocesses, and what they become.
    var adHocSubProcesses: [(ElementInstance, Element)] = []
    /// The instance as it is to be; nil while nothing asked for it.
    var draft: InstanceDraft?
    /// Scopes with event subprocesses at work, by the ids of these; nil while nobody asked.
    var eventScopes: [ElementInstanceKey: Set<String>]?
    /// What was said already, by the plan's report or here.
    private var noted: Set<[String]>

    /// A scope of the target that is new in a scope of the instance.
    struct MadePlace: Hashable {
        let scope: ElementInstanceKey
        let element: ElementIndex
    }

    init(engine: Engine, instance: ProcessInstance, plan: CheckedPlan) {
        self.engine = engine
        self.instance = instance
        self.plan = plan
        noted = Set(plan.faults.map(\.place))
    }

    mutating func refuseSource(_ expected: ProcessDefinition) {
        faults.append(.wrongSource(expected: expected, found: plan.source.record))
    }

    mutating func run() throws(CommandFailure) {
        elements.reserveCapacity(instance.elementCount)
        for element in instance.elements { check(element) }
        if plan.isAdaptive { reshape() }
        checkTokens()
        if !instance.compensations.isEmpty { checkCompensations() }
        if !adHocSubProcesses.isEmpty { try rewriteOffers() }
        if !plan.variables.isEmpty { try changeVariables() }
        try moveStartLock()
        try moveBusinessID()
        // What the target's expressions see is known only where everything has its place.
        guard fits else { return }
        if plan.isAdaptive { try moveVariables() }
        if !replaced.isEmpty { try replaceJobs() }
        try moveEvents()
    }

    /// Nothing stands in the way so far.
    var fits: Bool { plan.faults.isEmpty && faults.isEmpty }

    /// Where an element instance goes; nil: nowhere, or its scope is taken away.
    func target(of element: ElementInstance) -> Element? {
        guard let target = plan.elements[element.elementID]?.target else { return nil }
        return element.kind == .multiInstanceBody && target.activity.multiInstance == nil ? nil : target
    }

    private mutating func check(_ element: ElementInstance) {
        if let fault = whatKeeps(element) { note(fault) }
        guard let mapped = plan.elements[element.elementID] else {
            // A faulty instruction is the plan's fault, and said there.
            if plan.isInstructed(element.elementID) { return }
            if plan.isAdaptive, element.canBeTakenAway {
                survivors[element.key] = element.scope
            } else {
                note(.activeElementUnmapped(element, in: plan.target.record, plan.whyNotPaired(element.elementID)))
            }
            return
        }
        if element.kind == .multiInstanceBody, mapped.target.activity.multiInstance == nil {
            if element.canBeTakenAway {
                survivors[element.key] = element.scope
            } else {
                note(.nothingRepeatedYet(element, mapped.target))
            }
            return
        }
        if element.interruptedBy != nil || element.pendingEvent != nil { checkInterruption(of: element, mapped.target) }
        if let continuation = element.continuation { checkContinuation(continuation, of: element, mapped.target) }
        var isReplaced = false
        if element.kind == .userTask, let isNative = element.isNativeUserTask, isNative != (mapped.target.job == nil) {
            if isNative { note(.userTaskKindChanged(element, mapped.target)) } else { isReplaced = true }
        }
        if mapped.instruction?.job == .recreate, element.job != nil { isReplaced = true }
        if isReplaced { replaced.append(element) }
        if element.kind == .adHocSubProcess { adHocSubProcesses.append((element, mapped.target)) }
        let job = isReplaced ? nil : element.job
        elements.append(
            MovedElement(
                key: element.key, from: element.elementID, to: mapped.target.id, job: job?.key,
                incident: element.incident?.key ?? job?.incident?.key))
    }

    /// What no migration moves (R12, E7): compensation under way, and an event that has happened behind its gateway.
    private func whatKeeps(_ element: ElementInstance) -> Reason? {
        if element.compensates != nil || element.handlersAwaited > 0 { return .compensationActive(element.elementID) }
        if element.kind == .intermediateCatchEvent, let model = plan.source.process.element(element.elementID),
            model.followsEventBasedGateway(in: plan.source.process)
        {
            return .notMigratable(element, "an event that has happened behind its event-based gateway")
        }
        return nil
    }

    /// Many instances of one element have one fault, and what the plan's report says is not said again.
    mutating func note(_ fault: Reason) {
        if noted.insert(fault.place).inserted { faults.append(fault) }
    }
}

extension ElementInstance {
    /// nil: neither an open user task nor its job is there.
    fileprivate var isNativeUserTask: Bool? {
        if userTask != nil || taskChange != nil { return true }
        return job?.kind == .element ? false : nil
    }

    /// A scope at work that holds others and nothing of its own that would be lost unseen.
    fileprivate var canBeTakenAway: Bool {
        (kind.isScope || kind.isAuxiliary) && scope != nil && state == .activated && childCount > 0
            && pendingEvent == nil && incident == nil && compensates == nil
    }
}

extension Reason {
    /// What makes two faults the same.
    fileprivate var place: [String] { [code, elementID] }
}
