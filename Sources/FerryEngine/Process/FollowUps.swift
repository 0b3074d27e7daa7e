import FerryModel

/// What other instances of the partition have to do because of a command: done within it, after the instance the
/// command was for has come to rest, so that deep families need no deep stack.
enum FollowUp {
    /// A called instance begins with these variables.
    case begin(ProcessInstanceKey, Variables)
    /// A called instance is over; nil: it was terminated.
    case calledInstanceEnded(CallingElement, Variables?)
    /// What called it is being terminated.
    case terminate(ProcessInstanceKey)
    /// What called it was suspended, or resumed.
    case halt(ProcessInstanceKey, isSuspension: Bool)
    /// An event that was thrown inside a called instance is caught outside.
    case broadcast(SignalBroadcast, heardBy: [OpenedSignal])
    /// `thrower`: goes on when it is caught by somebody who cannot act any more.
    case trigger(eventID: String, EventOwner, Variables, telling: Variables, thrower: EventOwner?)
}

extension Engine {
    func later(_ followUp: FollowUp) { followUps.append((followUp, chain)) }

    func settle() throws(CommandFailure) {
        isSettling = true
        var next = 0
        while next < followUps.count {
            let followUp = followUps[next]
            next += 1
            chain = followUp.chain
            if !chains[chain].isBroken { try settle(followUp.work) }
        }
        followUps.removeAll(keepingCapacity: true)
    }

    private func settle(_ followUp: FollowUp) throws(CommandFailure) {
        switch followUp {
        case .begin(let key, let variables):
            try drive(key) { execution throws(CommandFailure) in
                try execution.haltWithCaller()
                try execution.start(variables: variables, at: [])
            }
        case .halt(let key, let isSuspension):
            try drive(key) { execution throws(CommandFailure) in
                if isSuspension { try execution.suspend(caller: "") } else { try execution.resume(caller: "") }
            }
        case .calledInstanceEnded(let caller, let variables):
            try drive(caller.instance, evenIfBanned: true) { execution throws(CommandFailure) in
                try execution.calledInstanceEnded(caller.element, with: variables)
            }
        case .broadcast(let signal, let opened): try broadcast(signal, heardBy: opened)
        case .terminate(let key):
            try drive(key, evenIfBanned: true) { execution throws(CommandFailure) in try execution.terminate() }
        case .trigger(let eventID, let owner, let variables, let told, let thrower):
            var acts = false
            try drive(owner.instance) { execution throws(CommandFailure) in
                guard let element = execution.instance.element(owner.element) else { return }
                let event = try execution.model(eventID)
                try execution.tell(told, of: event, at: element)
                acts = try execution.trigger(event, nil, at: element, with: variables)
            }
            guard !acts, let thrower else { return }
            try drive(thrower.instance) { execution throws(CommandFailure) in
                if let element = execution.instance.element(thrower.element) { try execution.beginCompleting(element) }
            }
        }
    }

    /// Lets an instance go on, if it is still there and was not banned. What is banned still ends with its caller.
    func drive(
        _ key: ProcessInstanceKey, evenIfBanned: Bool = false, _ body: (Execution) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        guard let instance = try reading({ () throws(StorageFailure) in try self.state.instance(key) }),
            evenIfBanned || !instance.isBanned, !faults.holds(key)
        else { return }
        try attempt(.instance(key), instance) { () throws(CommandFailure) in
            let execution = try execution(of: instance)
            try body(execution)
            try execution.run()
            absorb(execution)
        }
    }
}
