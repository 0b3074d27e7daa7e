import FerryBPMN
import FerryFEEL
import FerryModel

/// One instance being driven from a wait state to the next, within one command.
///
/// Steps are taken in the order they came up (breadth first), so scopes and joins see tokens in a fixed order. When
/// no step is left the instance rests: at jobs, at joins, with incidents, or it has ended.
final class Execution {
    let state: PartitionState
    let instance: ProcessInstance
    let process: ExecutableProcess
    /// Job types of which this command made jobs available, in order, each once.
    private(set) var jobTypes: [String] = []
    /// Set when the process completed: its own variables at that moment.
    private(set) var result: Variables?
    private(set) var hasEnded = false
    /// The caller waits for the result.
    var isAwaited = false

    private var steps: [Step] = []
    private var nextStep = 0
    /// Activations that stand in `steps`, by scope: a scope with some is not finished.
    private var pending: [ElementInstanceKey: Int] = [:]

    /// More steps than any sound process takes between two wait states.
    static let stepsMax = 200_000

    enum Step {
        case activate(ElementIndex, scope: ElementInstanceKey)
        case complete(ElementInstanceKey)
    }

    init(state: PartitionState, instance: ProcessInstance, process: ExecutableProcess) {
        self.state = state
        self.instance = instance
        self.process = process
    }

    func emit(_ event: Event) throws(CommandFailure) {
        do { try state.emit(event, of: instance) } catch { throw .storage(error) }
    }

    func activateLater(_ element: ElementIndex, in scope: ElementInstanceKey) {
        steps.append(.activate(element, scope: scope))
        pending[scope, default: 0] += 1
    }

    func completeLater(_ key: ElementInstanceKey) { steps.append(.complete(key)) }

    /// Takes steps until none is left.
    func run() throws(CommandFailure) {
        while nextStep < steps.count {
            guard nextStep < Self.stepsMax else { throw .rejected(.tooManySteps(instance.key)) }
            let step = steps[nextStep]
            nextStep += 1
            switch step {
            case .activate(let index, let scope):
                pending[scope, default: 1] -= 1
                try activate(process[index], in: scope)
            case .complete(let key):
                try beginCompleting(try element(key))
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

    func broken(_ invariant: String) -> CommandFailure { .broken(instance.key, invariant) }

    /// True while something inside a scope is still to come or to end.
    func isBusy(_ scope: ElementInstance) -> Bool {
        scope.childCount > 0 || pending[scope.key, default: 0] > 0 || instance.hasTokens(in: scope.key)
    }

    func noteJob(ofType type: String) {
        if !jobTypes.contains(type) { jobTypes.append(type) }
    }

    func noteEnd(result: Variables?) {
        hasEnded = true
        self.result = result
    }
}

extension Rejection {
    static func tooManySteps(_ key: ProcessInstanceKey) -> Rejection {
        Rejection(
            .resourceExhausted, "process instance \(key) does not come to rest",
            reasons: [
                Reason(
                    code: "STEP_LIMIT", expected: "a wait state within \(Execution.stepsMax) steps", found: "none",
                    hint: "the process loops without waiting for anything; nothing was changed")
            ])
    }
}
