import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore

/// What waits, repeats, calls and can be undone, held against the definition.
extension RestOracle {
    /// An element that waits does so for the events of its model and for no other, each once.
    func checkSubscriptions(
        _ element: ElementInstance, _ model: Element, _ process: ExecutableProcess, _ name: String
    ) throws {
        var seen: Set<String> = []
        for subscription in element.subscriptions {
            guard seen.insert(subscription.eventID).inserted else {
                throw fault("\(name) waits twice for '\(subscription.eventID)'")
            }
            guard let event = process.element(subscription.eventID), belongs(event, to: element, model, process) else {
                throw fault("\(name) waits for '\(subscription.eventID)', which is not its event")
            }
        }
    }

    private func belongs(
        _ event: Element, to element: ElementInstance, _ model: Element, _ process: ExecutableProcess
    ) -> Bool {
        if element.kind == .adHocInnerInstance { return false }
        if event.attachedTo != nil { return event.attachedTo == model.index && element.loopCounter == 0 }
        if event.id == model.id { return element.kind != .multiInstanceBody }
        if element.kind == .eventBasedGateway {
            return model.outgoing.contains { process[$0].target == event.index }
        }
        guard let scope = event.scope, process[scope].kind == .eventSubProcess else { return false }
        return process[scope].scope == model.index && element.kind.isScope
    }

    /// The counters of a body are those of what began and ended in it.
    func checkLoop(_ body: ElementInstance, of instance: ProcessInstance, _ name: String) throws {
        guard let loop = body.loop else {
            guard body.state != .activated else { throw fault("\(name) repeats and does not know how often") }
            return
        }
        let inside = instance.children(of: body.key)
        guard loop.begun == loop.completed + loop.terminated + Int32(inside.count) else {
            throw fault("\(name) counts \(loop) with \(inside.count) inside")
        }
        let counters = inside.map(\.loopCounter)
        guard Set(counters).count == counters.count, counters.allSatisfy({ $0 >= 1 }) else {
            throw fault("\(name) has instances \(counters)")
        }
    }

    func checkCompensations(of instance: ProcessInstance, _ process: ExecutableProcess) throws {
        var awaited: [ElementInstanceKey: Int32] = [:]
        for subscription in instance.compensations {
            let name = "compensation \(subscription.key) of '\(subscription.activityID)' of instance \(instance.key)"
            let isInside = instance.compensations.contains { $0.activityInstance == subscription.scope }
            guard instance.element(subscription.scope) != nil || isInside else { throw fault("\(name) is in no scope") }
            if let id = subscription.eventID, process.element(id)?.compensationHandler == nil {
                throw fault("\(name) has no handler")
            }
            guard let thrower = subscription.thrower else { continue }
            guard instance.element(thrower) != nil else { throw fault("\(name) is done for nobody") }
            if subscription.eventID != nil { awaited[thrower, default: 0] += 1 }
        }
        for element in instance.elements where !instance.isBanned {
            guard element.handlersAwaited == awaited[element.key] ?? 0 else {
                throw fault(
                    "element \(element.key) '\(element.elementID)' waits for \(element.handlersAwaited) handlers, "
                        + "there are \(awaited[element.key] ?? 0)")
            }
        }
        guard !instance.isBanned else { return }
        // Each handler that is awaited runs: else nobody ends the waiting.
        let running = Set(instance.elements.compactMap(\.compensates))
        for subscription in instance.compensations where subscription.thrower != nil && subscription.eventID != nil {
            guard running.contains(subscription.key) else {
                throw fault("'\(subscription.activityID)' of instance \(instance.key) is being undone by nobody")
            }
        }
    }

    /// Who calls and who is called know each other; the called one stops with its caller.
    func checkFamily(of instance: ProcessInstance) throws {
        for element in instance.elements {
            guard let called = element.calledInstance else { continue }
            guard let child = try storage.loadInstance(called), child.parent?.element == element.key else {
                throw fault(
                    "element \(element.key) of instance \(instance.key) calls \(called), which does not know it")
            }
            guard !instance.isSuspended || child.isSuspended || child.isBanned || instance.isBanned else {
                throw fault("instance \(called) goes on, but \(instance.key), which called it, is suspended")
            }
        }
        guard let parent = instance.parent else { return }
        guard try storage.loadInstance(parent.instance)?.element(parent.element)?.calledInstance == instance.key else {
            throw fault("instance \(instance.key) was called by \(parent), which does not know it")
        }
    }

    /// Inclusive joins wait for what can still come. Where nothing else is left they would wait for each other.
    func checkJoins(of instance: ProcessInstance, _ process: ExecutableProcess) throws {
        for scope in Set(instance.tokens.map(\.scope)).sorted() where !instance.isBanned {
            // Also what is on its way out: when it is gone, the joins are looked at again.
            let isAlone = instance.children(of: scope).isEmpty
            let joins = instance.tokens.filter { $0.scope == scope }.compactMap { process.element($0.gatewayID) }
            guard isAlone, joins.allSatisfy({ $0.kind == .inclusiveGateway }) else { continue }
            throw fault("instance \(instance.key): the joins \(joins.map(\.id)) in scope \(scope) wait for nobody")
        }
    }
}
