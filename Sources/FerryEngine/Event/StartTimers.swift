import FerryBPMN
import FerryFEEL
import FerryModel

/// Timers that begin processes (Camunda 8: R131-R140). They live on the partition that deploys, for the latest version
/// of each process only.
extension Engine {
    /// The start timers a definition is to have from now on.
    func startTimers(of definition: Definition) throws(CommandFailure) -> [StartTimer] {
        var timers: [StartTimer] = []
        for event in definition.process.root.content.triggeredStarts.map({ definition.process[$0] }) {
            guard case .timer(let timer) = event.event else { continue }
            switch schedule(timer) {
            case .success(let schedule):
                timers.append(
                    StartTimer(
                        key: state.nextKey(), definitionKey: definition.key, eventID: event.id,
                        wait: schedule.first(after: state.now)))
            case .failure(let failure): throw .rejected(.untimely(event, failure.message))
            }
        }
        return timers
    }

    /// A version takes over from the one before it.
    func replaceStartTimers(of previous: ProcessDefinitionKey?, by timers: [StartTimer]) throws(CommandFailure) {
        if let previous { try cancelStartTimers(of: previous) }
        for timer in timers { state.emit(.startTimerCreated(timer)) }
    }

    func cancelStartTimers(of key: ProcessDefinitionKey) throws(CommandFailure) {
        for timer in try standingTimers(of: key) { state.emit(.startTimerCancelled(timer)) }
    }

    /// A start timer is due: the next time is set before the instance begins. One that cannot begin, as its definition
    /// is refused by this release, is skipped, so that it stops neither the timer nor what is due after it.
    func fireStart(
        _ key: EventSubscriptionKey, of definitionKey: ProcessDefinitionKey, at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        let outcome = try unrefusable(at: time) { () throws(CommandFailure) in
            guard let timer = try self.standingTimer(key, of: definitionKey) else { return .done }
            let definition = try self.definition(definitionKey)
            guard let event = definition.process.element(timer.eventID) else {
                throw .rejected(.unknownDefinition(.key(definitionKey)))
            }
            let instance: ProcessInstanceKey = self.state.nextKey()
            self.state.emit(
                .startTimerTriggered(
                    StartTimerTriggered(timer: timer, started: instance, next: self.next(of: timer, at: event))))
            _ = try self.begin(
                StartEvents.StartEvent(definition: definition, event: event), with: Variables(), as: instance)
            return .done
        }
        guard case .failure = outcome.result else { return outcome }
        return try command(at: time) { () throws(CommandFailure) in
            guard let timer = try self.standingTimer(key, of: definitionKey) else { return .done }
            let event = (try? self.definition(definitionKey))?.process.element(timer.eventID)
            self.state.emit(
                .startTimerTriggered(
                    StartTimerTriggered(
                        timer: timer, started: nil, next: event.flatMap { self.next(of: timer, at: $0) })))
            return .done
        }
    }

    private func next(of timer: StartTimer, at event: Element) -> TimerWait? {
        guard case .timer(let definition) = event.event, case .success(let schedule) = schedule(definition) else {
            return nil
        }
        return schedule.next(after: timer.wait, now: state.now)
    }

    /// No instance yet, so no variable: only a moment.
    private func schedule(_ timer: TimerDefinition) -> Result<TimerSchedule, EvaluationFailure> {
        let nothing = InstanceScope(variables: InstanceVariables(), chain: [], now: state.now)
        return timer.value.evaluate(in: nothing).flatMap { value in
            TimerSchedule.parsing(value, as: timer.form).mapError { EvaluationFailure(message: $0.description) }
        }
    }

    private func standingTimer(
        _ key: EventSubscriptionKey, of definition: ProcessDefinitionKey
    ) throws(CommandFailure) -> StartTimer? {
        try standingTimers(of: definition).first { $0.key == key }
    }

    private func standingTimers(of definition: ProcessDefinitionKey) throws(CommandFailure) -> [StartTimer] {
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            return try self.state.storage.startTimers(of: definition)
        }
    }
}

extension Rejection {
    fileprivate static func untimely(_ event: Element, _ found: String) -> Rejection {
        Rejection(
            .invalidArgument, "the timer of start event '\(event.id)' gives no time",
            reasons: [
                Reason(
                    code: "EXPRESSION_NOT_CONSTANT", elementID: event.id,
                    expected: "a time that is known without variables", found: found)
            ])
    }
}
