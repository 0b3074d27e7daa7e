import FerryBPMN
import FerryModel

/// What one cause sets off within a command: an instance goes on or a process begins, and other instances of the
/// partition have something to do about it.
///
/// Each instance that was there before may take all steps once, so that a signal that many hear may cost each of them as
/// much as if it were alone. What goes on again, and what begins within the command, shares the steps of the chain: so
/// signals that answer each other for ever come to an end.
struct Chain {
    /// nil: the command itself.
    let cause: Cause?
    /// Of those that share them, without those that failed.
    var steps = 0
    /// Who was driven, beside the cause.
    private var driven: Set<ProcessInstanceKey> = []
    /// It has taken too many. What it has left to do is left alone, as the command will not be kept.
    var isBroken = false

    enum Cause {
        case instance(ProcessInstanceKey)
        case start(StartEvents.StartEvent)
    }

    init(cause: Cause?) { self.cause = cause }

    /// True: it takes its steps for itself.
    mutating func isFirst(_ instance: ProcessInstance) -> Bool {
        if instance.isNew { return false }
        if case .instance(instance.key) = cause { return false }
        return driven.insert(instance.key).inserted
    }
}

extension Engine {
    /// False: the instance being driven has taken too many.
    func takeStep() -> Bool {
        stepsTaken += 1
        chains[chain].steps += 1
        return stepsTaken <= rules.stepsMax
    }

    func tooManySteps(_ key: ProcessInstanceKey) -> Rejection {
        if case .start(let start) = chains[chain].cause { return .noRest(behind: start, max: rules.stepsMax) }
        return .tooManySteps(key, max: rules.stepsMax)
    }

    /// Drives one instance: as a chain of its own, or as part of that which the follow-up being settled belongs to.
    ///
    /// Where nothing can be refused a failure is noted, and the command goes on to find all others that fail: it will
    /// be done again without them.
    func attempt(
        _ subject: Chain.Cause, _ instance: ProcessInstance, _ work: () throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let key = instance.key
        var isAlone = true
        if isSettling {
            isAlone = chains[chain].isFirst(instance)
        } else {
            chains.append(Chain(cause: subject))
            chain = chains.count - 1
        }
        stepsTaken = 0
        defer { if isAlone { chains[chain].steps -= stepsTaken } }
        let left = followUps.count
        do throws(CommandFailure) {
            try work()
            guard !isAlone, chains[chain].steps > rules.stepsMax else { return }
            chains[chain].isBroken = true
            throw .rejected(tooManySteps(of: subject))
        } catch {
            if case .storage = error { throw error }
            if isRefusable { throw error }
            faults.noteFailure(of: key)
            followUps.removeSubrange(left...)
            isAlone = true
            switch subject {
            case .start(let start): fail(start, error)
            case .instance where chains[chain].isBroken: try blameCause(for: error)
            case .instance: try blame(key, for: error)
            }
        }
    }

    /// All that goes on, or begins, because of one thing takes too many together.
    private func tooManySteps(of subject: Chain.Cause) -> Rejection {
        switch (subject, chains[chain].cause) {
        case (.start(let start), _), (_, .start(let start)?): .noRest(behind: start, max: rules.stepsMax)
        case (_, .instance(let key)?), (.instance(let key), nil): .tooManySteps(key, max: rules.stepsMax)
        }
    }

    /// The instance or, where it began within the command, the nearest that called it and was there before; else what
    /// set the chain off.
    private func blame(_ key: ProcessInstanceKey, for failure: CommandFailure) throws(CommandFailure) {
        guard let known = try reading({ () throws(StorageFailure) in try self.lasting(key) }) else {
            chains[chain].isBroken = true
            return try blameCause(for: failure)
        }
        faults.ban(known, for: failure)
    }

    private func blameCause(for failure: CommandFailure) throws(CommandFailure) {
        switch chains[chain].cause {
        case .start(let start): fail(start, failure)
        case .instance(let key):
            guard let known = try reading({ () throws(StorageFailure) in try self.lasting(key) }) else {
                throw .broken(key, failure.message)
            }
            faults.ban(known, for: failure)
        case nil: throw failure
        }
    }

    private func fail(_ start: StartEvents.StartEvent, _ failure: CommandFailure) {
        failedStarts[start.place] = failure.message
    }
}

extension Rejection {
    static func tooManySteps(_ key: ProcessInstanceKey, max: Int) -> Rejection {
        Rejection(
            .resourceExhausted, "process instance \(key) does not come to rest",
            reasons: [
                Reason(
                    code: "STEP_LIMIT", expected: "a wait state within \(max) steps", found: "none",
                    hint: "the process loops without waiting for anything; nothing was changed")
            ])
    }

    static func noRest(behind start: StartEvents.StartEvent, max: Int) -> Rejection {
        Rejection(
            .resourceExhausted, "process '\(start.definition.record.processID)', which begins, does not come to rest",
            reasons: [
                Reason(
                    code: "STEP_LIMIT", elementID: start.event.id, expected: "a wait state within \(max) steps",
                    found: "none",
                    hint: "the process loops without waiting for anything, or throws what begins it again; "
                        + "nothing was changed")
            ])
    }
}
