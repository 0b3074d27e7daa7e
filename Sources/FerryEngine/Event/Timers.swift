import FerryBPMN
import FerryFEEL
import FerryModel

/// When timers fire (Camunda 8: R130-R137).
extension Execution {
    /// nil: an incident was raised. `begun`: it counts as having waited since then, and is due now at the earliest.
    func firstWait(
        _ timer: TimerDefinition, of event: Element, at element: ElementInstance,
        incidentsAt reporter: ElementInstance, begun: Timestamp? = nil
    ) throws(CommandFailure) -> TimerWait? {
        switch try schedule(timer, at: element) {
        case .success(let schedule):
            var wait = schedule.first(after: begun ?? state.now)
            wait.due = max(wait.due, begun == nil ? wait.due : state.now)
            return wait
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
        switch try evaluate(timer.value, in: element) {
        case .success(let value):
            TimerSchedule.parsing(value, as: timer.form).mapError { EvaluationFailure(message: $0.description) }
        case .failure(let failure): .failure(failure)
        }
    }
}
