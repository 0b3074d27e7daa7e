import FerryBPMN
import FerryModel

/// Completed activities that can be compensated (R28, R29, E4 to E7).
///
/// What says where one goes is the instruction for its compensation boundary event. Scopes that completed around it
/// follow: in strict mode each as it is, in adaptive mode those with an instruction, and the missing ones anew.
extension InstanceCheck {
    mutating func checkCompensations() {
        var moves = CompensationMoves(instance.compensations)
        // Children completed before their scopes.
        for index in moves.subscriptions.indices {
            let subscription = moves.subscriptions[index]
            if subscription.thrower != nil {
                note(.compensationActive(subscription.activityID))
            } else {
                settle(index, subscription, &moves)
            }
        }
        guard fits else { return }
        for index in moves.subscriptions.indices { attach(index, &moves) }
        structure.compensations = moves.changes
    }

    /// Finds what a subscription becomes, and asks the same of the scope that completed around it.
    private mutating func settle(
        _ index: Int, _ subscription: CompensationSubscription, _ moves: inout CompensationMoves
    ) {
        if let eventID = subscription.eventID {
            if let host = host(of: eventID) {
                if let derived = moves.targets[index], derived != host.index {
                    return note(
                        .compensationScopeChanged(eventID, expected: host.id, found: plan.target.process[derived].id))
                }
                moves.targets[index] = host.index
                moves.handlers[index] = .event(plan.elements[eventID]?.target.id ?? eventID)
            } else if plan.plan.unmappedCompensation == .drop {
                // What is inside it may still be compensated with it.
                moves.handlers[index] = .dropped
            } else {
                if !plan.isInstructed(eventID) {
                    note(.compensationUnmapped(subscription, eventID, in: plan.target.record))
                }
                return
            }
        }
        guard let target = moves.targets[index], !plan.isAdaptive else { return }
        lead(from: index, subscription, to: plan.target.process[target], &moves)
    }

    /// Strict: the scope around completed or active becomes the scope around in the target.
    private mutating func lead(
        from index: Int, _ subscription: CompensationSubscription, to target: Element, _ moves: inout CompensationMoves
    ) {
        let isInner = moves.isInner(index, instance)
        guard let outer = isInner ? target.index : target.scope else { return }
        let model = plan.target.process[outer]
        if let parent = moves.parent(of: index) {
            if let known = moves.targets[parent], known != outer {
                return note(
                    .compensationScopeChanged(
                        moves.subscriptions[parent].activityID, expected: plan.target.process[known].id, found: model.id
                    ))
            }
            let activityID = moves.subscriptions[parent].activityID
            if let mapped = plan.elements[activityID]?.target, mapped.index != outer {
                return note(.compensationScopeChanged(activityID, expected: mapped.id, found: model.id))
            }
            let repeats = plan.source.process.element(activityID)?.activity.multiInstance != nil
            if repeats != (model.activity.multiInstance != nil) {
                return note(.multiInstanceChanged(activityID, repeats, model))
            }
            moves.targets[parent] = outer
            return
        }
        guard let element = instance.element(subscription.scope), let mapped = plan.elements[element.elementID]?.target,
            mapped.index != outer
        else { return }
        note(
            .compensationScopeChanged(
                subscription.eventID ?? subscription.activityID, expected: mapped.id, found: model.id))
    }

    /// The activity that a mapped compensation boundary event stands on.
    private func host(of eventID: String) -> Element? {
        guard let event = plan.elements[eventID]?.target, event.event?.kind == .compensation,
            let attachedTo = event.attachedTo
        else { return nil }
        return plan.target.process[attachedTo]
    }

    // MARK: Where they stand then

    private mutating func attach(_ index: Int, _ moves: inout CompensationMoves) {
        // A scope without a handler of its own is there for what is inside it.
        guard let target = whatBecomes(of: index, moves), moves.hasHandler(index) || moves.isAround[index] else {
            return
        }
        var scope = moves.subscriptions[index].scope
        if plan.isAdaptive {
            var outer = moves.parent(of: index)
            // Scopes that completed and have no place go; who was in them belongs to the next around.
            while let parent = outer, whatBecomes(of: parent, moves) == nil { outer = moves.parent(of: parent) }
            let base: Element
            if let outer, let model = whatBecomes(of: outer, moves) {
                moves.isAround[outer] = true
                scope = moves.subscriptions[outer].activityInstance
                base = model
            } else {
                let outermost = moves.outermost(from: index)
                scope = survivors[outermost] ?? outermost
                guard let model = instance.element(scope).flatMap({ plan.elements[$0.elementID]?.target }) else {
                    return
                }
                base = model
            }
            guard let place = place(for: target, in: scope, of: base, &moves) else {
                return note(
                    .compensationScopeChanged(
                        moves.subscriptions[index].eventID ?? moves.subscriptions[index].activityID, expected: base.id,
                        found: target.id))
            }
            scope = moves.isInner(index, instance) && base.index == target.index ? scope : place
        } else if let outer = moves.parent(of: index) {
            moves.isAround[outer] = true
        }
        moves.move(index, to: target.id, in: scope)
    }

    /// nil: it goes.
    private func whatBecomes(of index: Int, _ moves: CompensationMoves) -> Element? {
        if let target = moves.targets[index] { return plan.target.process[target] }
        guard plan.isAdaptive, moves.subscriptions[index].eventID == nil || moves.handlers[index] == .dropped,
            let mapped = plan.elements[moves.subscriptions[index].activityID]?.target,
            !moves.bodies.contains(index) || mapped.activity.multiInstance != nil
        else { return nil }
        return mapped
    }

    /// Scopes that the target has around a completed activity complete with it.
    private mutating func place(
        for target: Element, in outer: ElementInstanceKey, of base: Element, _ moves: inout CompensationMoves
    ) -> ElementInstanceKey? {
        if base.index == target.index { return outer }
        guard let missing = scopes(around: target, within: base) else { return nil }
        var scope = outer
        var made: [(model: Element, scope: ElementInstanceKey, activity: ElementInstanceKey)] = []
        for model in missing {
            if let known = moves.made[MadePlace(scope: scope, element: model.index)] {
                scope = known
                continue
            }
            let key: ElementInstanceKey = engine.state.nextKey()
            moves.made[MadePlace(scope: scope, element: model.index)] = key
            made.append((model, scope, key))
            scope = key
        }
        // As if they had completed: inner ones first.
        for scope in made.reversed() {
            moves.created.append(
                CompensationSubscription(
                    key: engine.state.nextKey(), activityID: scope.model.id, activityInstance: scope.activity,
                    scope: scope.scope, eventID: nil))
        }
        return scope
    }
}

/// The subscriptions of one instance, and what becomes of each.
struct CompensationMoves {
    let subscriptions: [CompensationSubscription]
    /// The activities they become, as far as known.
    var targets: [ElementIndex?]
    var handlers: [Handler?]
    /// Something inside stays.
    var isAround: [Bool]
    /// Bodies of multi-instance activities: what completed in them has their ids.
    private(set) var bodies: Set<Int> = []
    var made: [InstanceCheck.MadePlace: ElementInstanceKey] = [:]
    var created: [CompensationSubscription] = []
    /// By the element instances that completed.
    private var indexes: [ElementInstanceKey: Int] = [:]
    private var after: [CompensationSubscription?]

    enum Handler: Hashable {
        case event(String)
        case dropped
    }

    init(_ subscriptions: [CompensationSubscription]) {
        self.subscriptions = subscriptions
        targets = Array(repeating: nil, count: subscriptions.count)
        handlers = Array(repeating: nil, count: subscriptions.count)
        isAround = Array(repeating: false, count: subscriptions.count)
        after = Array(repeating: nil, count: subscriptions.count)
        for (index, subscription) in subscriptions.enumerated() { indexes[subscription.activityInstance] = index }
        for subscription in subscriptions {
            guard let outer = indexes[subscription.scope], subscriptions[outer].activityID == subscription.activityID
            else { continue }
            bodies.insert(outer)
        }
    }

    /// The scope that completed around; nil: that is still active.
    func parent(of index: Int) -> Int? { indexes[subscriptions[index].scope] }

    /// The active scope around all that completed.
    func outermost(from index: Int) -> ElementInstanceKey {
        var index = index
        while let parent = parent(of: index) { index = parent }
        return subscriptions[index].scope
    }

    /// An instance of a multi-instance activity: what it completed in has its id.
    func isInner(_ index: Int, _ instance: ProcessInstance) -> Bool {
        let id = subscriptions[index].activityID
        if let parent = parent(of: index) { return subscriptions[parent].activityID == id }
        return instance.element(subscriptions[index].scope)?.elementID == id
    }

    func hasHandler(_ index: Int) -> Bool {
        if case .event = handlers[index] { return true }
        return false
    }

    mutating func move(_ index: Int, to activityID: String, in scope: ElementInstanceKey) {
        let subscription = subscriptions[index]
        var eventID: String?
        if case .event(let id) = handlers[index] { eventID = id }
        after[index] = CompensationSubscription(
            key: subscription.key, activityID: activityID, activityInstance: subscription.activityInstance,
            scope: scope, eventID: eventID, variables: subscription.variables)
    }

    /// What is not as it was.
    var changes: [MovedCompensation] {
        let moved = subscriptions.indices.compactMap { index in
            after[index] == subscriptions[index]
                ? nil : MovedCompensation(before: subscriptions[index], after: after[index])
        }
        return moved + created.map { MovedCompensation(before: nil, after: $0) }
    }
}
