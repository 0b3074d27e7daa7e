import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore

/// Element instances with what hangs on them, and tokens at joins.
extension RestOracle {
    mutating func check(
        _ element: ElementInstance, of instance: ProcessInstance, _ process: ExecutableProcess
    ) throws {
        let name = "element \(element.key) '\(element.elementID)' of instance \(instance.key)"
        let isBody = element.kind == .multiInstanceBody
        let isInner = element.kind == .adHocInnerInstance
        guard let model = process.element(element.elementID),
            isBody || model.kind == (isInner ? .adHocSubProcess : element.kind)
        else {
            throw fault("\(name), a \(element.kind.rawValue), is not in definition \(instance.definitionKey)")
        }
        if let scope = element.scope {
            guard let outer = instance.element(scope), isAtHome(element, model, in: outer, process) else {
                throw fault("\(name) is not where its scope \(scope) is")
            }
            guard try storage.locate(.element, element.key.rawValue) == instance.key else {
                throw fault("\(name) cannot be located")
            }
            expected.elements += 1
        } else if element.key != instance.key.root {
            throw fault("\(name) has no scope")
        }
        if !instance.isBanned { try checkState(element, of: instance, name) }
        if !instance.isBanned { try checkSubscriptions(element, model, process, name) }
        if isBody { try checkLoop(element, of: instance, name) }
        for subscription in element.subscriptions where !instance.isHalted {
            if let due = subscription.due { expected.due[subscription.key.rawValue] = due }
        }
        if let due = element.continuation?.due, !instance.isHalted { expected.due[element.key.rawValue] = due }
        if let job = element.job { try check(job, of: instance, name) }
        for incident in [element.incident, element.job?.incident].compactMap({ $0 }) {
            expected.incidents += 1
            guard try storage.locate(.incident, incident.key.rawValue) == instance.key else {
                throw fault("incident \(incident.key) of \(name) cannot be located")
            }
        }
    }

    /// The instances of a multi-instance activity stand in its body, everything else in the scope of the model.
    private func isAtHome(
        _ element: ElementInstance, _ model: Element, in outer: ElementInstance, _ process: ExecutableProcess
    ) -> Bool {
        guard element.loopCounter == 0 else {
            return outer.kind == .multiInstanceBody && outer.elementID == element.elementID
        }
        // Each thing that is chosen in an ad-hoc subprocess has an instance around it; joins stand beside those.
        if element.kind == .adHocInnerInstance {
            return outer.kind == .adHocSubProcess && outer.elementID == element.elementID
        }
        if outer.kind == .adHocInnerInstance { return model.scope.map({ process[$0].id }) == outer.elementID }
        // What undoes something runs where somebody asked for it.
        if element.compensates != nil { return outer.kind.isScope }
        return outer.kind.isScope && model.scope.map({ process[$0].id }) == outer.elementID
    }

    /// Between commands an element waits for a worker, a person, an event, what is inside it, or for its incident.
    private func checkState(_ element: ElementInstance, of instance: ProcessInstance, _ name: String) throws {
        let isScope = element.kind.isScope || [.multiInstanceBody, .adHocInnerInstance].contains(element.kind)
        guard element.childCount == instance.children(of: element.key).count else {
            throw fault("\(name) miscounts its children")
        }
        switch element.state {
        case .activating, .completing:
            let listens = element.job?.kind.isExecutionListener ?? false
            let reasons = [element.incident != nil, listens, element.continuation?.due != nil]
            guard reasons.count(where: { $0 }) == 1, element.userTask == nil, element.childCount == 0 else {
                throw fault("\(name) is \(element.state), and why?")
            }
        case .activated where element.kind == .adHocSubProcess:
            guard !element.isFulfilled || element.childCount > 0 || instance.hasTokens(in: element.key) else {
                throw fault("\(name) is done and stays")
            }
        case .activated where isScope:
            let isHeld = element.childCount > 0 || instance.hasTokens(in: element.key) || element.incident != nil
            // A scope that a migration made has its start listeners run beside what is in it.
            guard element.job == nil || element.job?.kind == .startListener, isHeld else {
                throw fault("\(name) has nothing inside")
            }
        case .activated where element.taskChange != nil:
            guard (element.job?.kind.isTaskListener ?? false) != (element.incident != nil) else {
                throw fault("\(name) is being changed, and nobody listens")
            }
        case .activated:
            guard element.incident == nil else { throw fault("\(name) is activated and has an incident") }
            let waits = [.intermediateCatchEvent, .receiveTask, .eventBasedGateway].contains(element.kind)
            let reasons = [
                element.job != nil, element.userTask != nil, element.calledInstance != nil, element.handlersAwaited > 0,
                waits && !element.subscriptions.isEmpty,
            ]
            guard reasons.count(where: { $0 }) == 1 else { throw fault("\(name) waits for \(reasons)") }
        case .terminating:
            let isHeld =
                element.childCount > 0 || element.calledInstance != nil
                || (element.scope == nil || element.taskChange != nil)
                    && (element.job != nil || element.incident != nil)
            guard isHeld, element.subscriptions.isEmpty, element.userTask == nil || element.taskChange != nil else {
                throw fault("\(name) is terminating between commands")
            }
        }
    }

    mutating func check(_ job: Job, of instance: ProcessInstance, _ name: String) throws {
        expected.jobs += 1
        guard try storage.locate(.job, job.key.rawValue) == instance.key else {
            throw fault("job \(job.key) of \(name) cannot be located")
        }
        let isWaitingOut = job.state == .failed && job.due != nil
        let isSound =
            switch job.state {
            case .activatable: job.due == nil && job.incident == nil
            case .activated: job.due != nil && job.incident == nil
            case .errorThrown: job.due == nil && job.incident != nil
            case .failed: isWaitingOut != (job.incident != nil)
            }
        guard isSound else { throw fault("job \(job.key) of \(name) is \(job.state) with due \(job.due as Any)") }
        guard !instance.isHalted else { return }
        if let due = job.due { expected.due[job.key.rawValue] = due }
        if job.state == .activatable {
            expected.queued[JobType(tenant: instance.tenant, name: job.type), default: []].append(job.key)
        }
    }

    func check(_ token: WaitingToken, of instance: ProcessInstance, _ process: ExecutableProcess) throws {
        let name = "a token at '\(token.gatewayID)' by '\(token.flowID)' of instance \(instance.key)"
        guard let scope = instance.element(token.scope), token.count > 0 else { throw fault("\(name) is in no scope") }
        guard let join = process.element(token.gatewayID), join.isJoin,
            join.scope.map({ process[$0].id }) == scope.elementID
        else { throw fault("\(name) waits at no join of its scope") }
        guard process.flow(token.flowID)?.target == join.index else {
            throw fault("\(name) came by no flow of its join")
        }
        let arrived = instance.tokens.filter { $0.scope == token.scope && $0.gatewayID == token.gatewayID }
        guard arrived.count < join.incoming.count else { throw fault("\(name) need not wait: all have arrived") }
    }
}
