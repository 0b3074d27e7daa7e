import FerryBPMN
import FerryFEEL
import FerryModel

/// Who catches an error or an escalation (Camunda 8: R68-R83).
struct Catcher {
    let owner: EventOwner
    /// The boundary event, or the start event of an event subprocess.
    let event: Element
}

extension Execution {
    /// Looks from an element instance outwards, and on through what called the process. Nearest level first; within
    /// one a code of its own goes before one that catches all.
    func catcher(
        of kind: EventKind, code: String, from key: ElementInstanceKey
    ) throws(CommandFailure) -> Result<Catcher, UncaughtCode> {
        var reachable: [String] = []
        var level: (execution: Execution, key: ElementInstanceKey)? = (self, key)
        while let (execution, key) = level {
            if let found = try execution.catcherHere(of: kind, code: code, from: key, &reachable) {
                return .success(found)
            }
            level = nil
            guard let caller = execution.instance.parent,
                let outer = try reading({ () throws(StorageFailure) in try self.state.instance(caller.instance) })
            else { continue }
            level = (try engine.execution(of: outer), caller.element)
        }
        return .failure(UncaughtCode(reachable: reachable))
    }

    private func catcherHere(
        of kind: EventKind, code: String, from start: ElementInstanceKey, _ reachable: inout [String]
    ) throws(CommandFailure) -> Catcher? {
        var next: ElementInstanceKey? = start
        while let key = next, let element = instance.element(key) {
            guard element.state == .activated else { return nil }
            // An escalation still meets the handlers of a scope that was interrupted, though they seldom can act.
            if element.interruptedBy != nil, kind == .error { return nil }
            // An inner instance has the model of the ad-hoc subprocess around it, and none of its events.
            let levels =
                element.kind == .adHocInnerInstance
                ? [] : try model(element).codeCatchers(of: kind, in: process, loopCounter: element.loopCounter)
            for events in levels {
                if let event = events.first(where: { $0.event?.code == code })
                    ?? events.first(where: { $0.event?.code == nil })
                {
                    return Catcher(owner: EventOwner(instance.key, key), event: event)
                }
                reachable += events.compactMap { $0.event?.code }
            }
            if element.interruptedBy != nil { return nil }
            next = element.scope
        }
        return nil
    }

    /// Lets a caught event act, here or in the instance it is caught in. False: the catcher can act no more.
    ///
    /// `thrower`: goes on when a catcher in another instance cannot act.
    func handOver(
        _ catcher: Catcher, with variables: Variables, code: String, message: String = "",
        from thrower: ElementInstanceKey? = nil
    ) throws(CommandFailure) -> Bool {
        let told = catcher.event.variables(telling: code, message)
        if catcher.owner.instance == instance.key {
            let owner = try element(catcher.owner.element)
            try tell(told, of: catcher.event, at: owner)
            return try trigger(catcher.event, nil, at: owner, with: variables)
        }
        engine.later(
            .trigger(
                eventID: catcher.event.id, catcher.owner, variables, telling: told,
                thrower: thrower.map { EventOwner(instance.key, $0) }))
        return true
    }

    /// Camunda 7's variables of what was caught are set in the scope in which the catching event stands.
    func tell(_ told: Variables, of event: Element, at owner: ElementInstance) throws(CommandFailure) {
        try setLocally(told, in: event.attachedTo == nil ? owner.key : owner.scope ?? owner.key)
    }
}

/// Nothing catches it; these codes are caught around it, from inside out.
struct UncaughtCode: Error {
    let reachable: [String]
}

extension Element {
    /// `camunda:errorCodeVariable`, `errorMessageVariable`, `escalationCodeVariable`.
    fileprivate func variables(telling code: String, _ message: String) -> Variables {
        var told = Variables()
        switch event {
        case .error(let definition), .escalation(let definition):
            if let name = definition.codeVariable { told[name] = JSONValue(trusted: FEELValue.string(code).json) }
            if let name = definition.messageVariable {
                told[name] = JSONValue(trusted: FEELValue.string(message).json)
            }
        default: break
        }
        return told
    }
}

extension EventDefinition {
    /// What a catching error or escalation event catches; nil: every code.
    var code: String? {
        switch self {
        case .error(let definition), .escalation(let definition): definition.code?.source
        default: nil
        }
    }
}

extension Element {
    /// What catches errors, or escalations, at this element: event subprocesses in it, then boundary events on it. The
    /// inner ones are nearer, so that one which catches all goes before a boundary event with the very code (R70, R71).
    fileprivate func codeCatchers(
        of kind: EventKind, in process: ExecutableProcess, loopCounter: Int32
    ) -> [[Element]] {
        let inside = content.eventSubProcesses.compactMap { process[$0].noneStart }
        let beside = loopCounter == 0 ? boundaryEvents : []
        return [inside, beside].map { level in level.map { process[$0] }.filter { $0.event?.kind == kind } }
    }
}
