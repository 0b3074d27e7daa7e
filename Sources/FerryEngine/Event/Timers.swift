import FerryBPMN
import FerryFEEL
import FerryModel

/// When timers fire (Camunda 8: R130-R137).
extension Execution {
    /// nil: an incident was raised. `earlier`: the timer whose time and firings count as its own; it may have fired
    /// often enough, unless it ends something.
    func firstWait(
        _ timer: TimerDefinition, of event: Element, at element: ElementInstance,
        incidentsAt reporter: ElementInstance, crediting earlier: TimerWait? = nil
    ) throws(CommandFailure) -> TimerWait? {
        switch try schedule(timer, at: element) {
        case .success(let schedule):
            guard let earlier else { return schedule.first(after: state.now) }
            return schedule.crediting(earlier, now: state.now, atLeast: event.isInterrupting ? 1 : 0)
        case .failure(let failure):
            try raise(.extractValueError, "timer of '\(event.id)': \(failure.message)", at: reporter)
            return nil
        }
    }

    /// The timer's next firing after this one; nil: it was the last, or it is no timer.
    func nextTimer(
        after subscription: EventSubscription, _ event: Element, at element: ElementInstance
    ) throws(CommandFailure) -> TimerWait? {
        guard case .timer(let wait) = subscription.trigger, wait.repetitions == -1 || wait.repetitions > 1,
            case .timer(let definition) = event.event,
            case .success(let schedule) = try schedule(definition, at: element)
        else { return nil }
        return schedule.next(after: wait, now: state.now)
    }

    func schedule(
        _ timer: TimerDefinition, at element: ElementInstance
    ) throws(CommandFailure) -> Result<TimerSchedule, EvaluationFailure> {
        let scope = try scope(of: element.key)
        return switch timer.value.evaluate(in: scope) {
        case .success(let value):
            TimerSchedule.parsing(value, as: timer.form).mapError {
                EvaluationFailure(message: $0.description + timer.value.warnings(in: scope))
            }
        case .failure(let failure): .failure(failure)
        }
    }
}
