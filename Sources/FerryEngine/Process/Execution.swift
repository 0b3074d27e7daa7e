import FerryBPMN
import FerryFEEL
import FerryModel

/// One instance being driven from a wait state to the next, within one command.
///
/// Steps are taken in the order they came up (breadth first), so scopes and joins see tokens in a fixed order. When
/// no step is left the instance rests: at jobs, events, joins, with incidents, or it has ended. What other instances
/// have to do about it is left with the engine as follow-ups.
final class Execution {
    let engine: Engine
    let state: PartitionState
    let instance: ProcessInstance
    let process: ExecutableProcess
    /// What bindings to a deployment go by. A migration tries out on behalf of its target.
    var definitionKey: ProcessDefinitionKey
    /// Job types of which this command made jobs available, in order, each once.
    private(set) var jobTypes: [String] = []
    /// Set when the process completed: its own variables at that moment.
    private(set) var result: Variables?
    private(set) var hasEnded = false
    /// The caller waits for the result.
    var isAwaited = false
    /// Set where expressions are only tried out.
    var draft: InstanceDraft?

    /// Multi-instance bodies whose completion condition came true in this command.
    var satisfiedLoops: Set<ElementInstanceKey> = []

    /// What began because a modification named it, in order.
    var placed: [ElementInstanceReference] = []
    /// A modification is ending element instances: what that leaves empty ends too, and does not go on.
    var isClearing = false

    private var steps: [Step] = []
    private var nextStep = 0
    /// Activations that stand in `steps`, by scope: a scope with some is not finished.
    private var pending: [ElementInstanceKey: Int] = [:]

    enum Step {
        case activate(ElementIndex, scope: ElementInstanceKey, Beginning)
        case complete(ElementInstanceKey)
        case trigger(EventSubscriptionKey, of: ElementInstanceKey)
    }

    /// What an element begins with.
    enum Beginning {
        /// A token came.
        case token
        /// An event happened, and brings variables.
        case event(Variables)
        /// It is one instance of a multi-instance activity, counted from 1, with its item.
        case iteration(Int32, FEELValue?)
        /// Someone wants it to begin here, with variables of its own.
        case placed(Variables)
        /// It undoes a completed activity, and is to see what the scopes around that knew.
        case compensation(CompensationKey, Variables)
    }

    init(engine: Engine, instance: ProcessInstance, process: ExecutableProcess) {
        self.engine = engine
        state = engine.state
        self.instance = instance
        self.process = process
        definitionKey = instance.definitionKey
    }

    func emit(_ event: Event) throws(CommandFailure) {
        do { try state.emit(event, of: instance) } catch { throw .storage(error) }
    }

    func activateLater(
        _ element: ElementIndex, in scope: ElementInstanceKey, _ beginning: Beginning = .token
    ) {
        steps.append(.activate(element, scope: scope, beginning))
        pending[scope, default: 0] += 1
    }

    func completeLater(_ key: ElementInstanceKey) { steps.append(.complete(key)) }

    func triggerLater(_ subscription: EventSubscriptionKey, of key: ElementInstanceKey) {
        steps.append(.trigger(subscription, of: key))
    }

    /// Takes steps until none is left.
    func run() throws(CommandFailure) {
        while nextStep < steps.count {
            guard engine.takeStep() else { throw .rejected(engine.tooManySteps(instance.key)) }
            let step = steps[nextStep]
            nextStep += 1
            switch step {
            case .activate(let index, let scope, let beginning):
                pending[scope, default: 1] -= 1
                try activate(process[index], in: scope, beginning)
            case .complete(let key):
                guard let element = instance.element(key), !isBusy(element), element.handlersAwaited == 0 else {
                    continue
                }
                if element.kind.isEvent { try goOnAfterCompensation(element) } else { try beginCompleting(element) }
            case .trigger(let subscription, let key):
                guard let element = instance.element(key), let found = element.subscription(subscription) else {
                    continue
                }
                try trigger(found, of: element, with: Variables())
            }
        }
        steps.removeAll(keepingCapacity: true)
        nextStep = 0
    }

    func element(_ key: ElementInstanceKey) throws(CommandFailure) -> ElementInstance {
        guard let element = instance.element(key) else { throw broken("element instance \(key) is not active") }
        return element
    }

    /// The model element an element instance stands on.
    func model(_ element: ElementInstance) throws(CommandFailure) -> Element {
        guard let model = process.element(element.elementID) else {
            throw broken("element '\(element.elementID)' is not in definition \(instance.definitionKey)")
        }
        return model
    }

    func model(_ id: String) throws(CommandFailure) -> Element {
        guard let model = process.element(id) else {
            throw broken("element '\(id)' is not in definition \(instance.definitionKey)")
        }
        return model
    }

    func broken(_ invariant: String) -> CommandFailure { .broken(instance.key, invariant) }

    /// True while something inside a scope, or a listener of its beginning, is still to come or to end.
    func isBusy(_ scope: ElementInstance) -> Bool {
        scope.childCount > 0 || scope.job != nil || pending[scope.key, default: 0] > 0 || scope.pendingEvent != nil
            || instance.hasTokens(in: scope.key)
    }

    func hasPendingActivations(in scope: ElementInstanceKey) -> Bool { pending[scope, default: 0] > 0 }

    /// Ends a scope in which nothing is left to do.
    func completeIfIdle(_ key: ElementInstanceKey) {
        guard let scope = instance.element(key), scope.state == .activated, !isBusy(scope) else { return }
        // It waits for more until it has been decided that it is done.
        if scope.kind == .adHocSubProcess, scope.interruptedBy == nil, !scope.isFulfilled { return }
        completeLater(key)
    }

    /// The elements that are still to begin in a scope.
    func pendingActivations(in scope: ElementInstanceKey) -> [ElementIndex] {
        steps[nextStep...].compactMap { step in
            if case .activate(let index, scope, _) = step { return index }
            return nil
        }
    }

    func noteJob(ofType type: String) {
        if !jobTypes.contains(type) { jobTypes.append(type) }
    }

    func noteEnd(result: Variables?) {
        hasEnded = true
        self.result = result
    }
}
