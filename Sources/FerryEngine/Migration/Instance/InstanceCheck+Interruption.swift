import FerryBPMN
import FerryModel

/// Scopes that an event has taken over, or is taking over: what it is called in the target.
extension InstanceCheck {
    mutating func checkInterruption(of element: ElementInstance, _ target: Element) {
        if let before = element.interruptedBy {
            let after = interruption(before, of: element, target)
            if after != before { interruptions.append(RenamedEvent(element: element.key, from: before, to: after)) }
        }
        guard let before = element.pendingEvent?.eventID else { return }
        guard let after = pendingEvent(before, at: element, target) else {
            return note(.pendingEventUnmapped(before, in: plan.target.record))
        }
        if after != before { pendingEvents.append(RenamedEvent(element: element.key, from: before, to: after)) }
    }

    /// nil: the event subprocess that took the scope over is none in the target, and the scope is free again.
    private mutating func interruption(_ id: String, of element: ElementInstance, _ target: Element) -> String? {
        guard let event = plan.source.process.element(id) else { return id }
        guard let scope = event.scope.map({ plan.source.process[$0] }), scope.kind == .eventSubProcess else {
            // A terminate or cancel end event, or the activity whose repetition came to its end.
            return plan.elements[id]?.target.id ?? id
        }
        // One that is not there any more leaves the scope to its end, wherever that is.
        guard isAtWork(scope.id, in: element.key) else { return plan.elements[id]?.target.id ?? id }
        guard let mapped = plan.elements[scope.id]?.target, mapped.kind == .eventSubProcess,
            mapped.scope == target.index, let start = mapped.noneStart
        else { return nil }
        return plan.target.process[start].id
    }

    private mutating func isAtWork(_ subProcess: String, in scope: ElementInstanceKey) -> Bool {
        let known =
            eventScopes
            ?? instance.elements.reduce(into: [:]) { scopes, element in
                guard element.kind == .eventSubProcess, let outer = element.scope else { return }
                scopes[outer, default: []].insert(element.elementID)
            }
        eventScopes = known
        return known[scope]?.contains(subProcess) == true
    }

    /// nil: it has no place in the target.
    private func pendingEvent(_ id: String, at element: ElementInstance, _ target: Element) -> String? {
        let process = plan.target.process
        guard let event = plan.source.process.element(id) else { return nil }
        if event.attachedTo != nil {
            guard let mapped = plan.elements[id]?.target, mapped.attachedTo == target.index else { return nil }
            return mapped.id
        }
        // A process, or an event subprocess, that is about to begin: here, or inside the scope that noted it.
        guard let scope = event.scope.map({ plan.source.process[$0] }), let mapped = plan.elements[scope.id]?.target
        else { return nil }
        if let start = plan.elements[id]?.target, start.scope == mapped.index { return start.id }
        return mapped.noneStart.map { process[$0].id }
    }
}
