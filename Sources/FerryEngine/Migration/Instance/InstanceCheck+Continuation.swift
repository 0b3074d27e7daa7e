import FerryBPMN
import FerryModel

/// Element instances that rest before or after themselves (E9 to E11).
extension InstanceCheck {
    mutating func checkContinuation(_ continuation: Continuation, of element: ElementInstance, _ target: Element) {
        let isInner = element.loopCounter > 0 && target.activity.multiInstance != nil
        guard target.isAsync(continuation.place, inside: isInner) else {
            return note(.asyncMissing(element.elementID, continuation.place, target))
        }
        switch continuation.place {
        case .before: checkProcessStart(element, target)
        case .after: if !isInner { checkFlows(continuation.flowIDs, of: element, target) }
        }
    }

    /// What still has to begin the process cannot begin inside something.
    private mutating func checkProcessStart(_ element: ElementInstance, _ target: Element) {
        guard element.kind == .startEvent, element.scope == instance.key.root,
            let from = plan.source.process.element(element.elementID), let scope = target.scope,
            scope != plan.target.process.root.index
        else { return }
        note(.processStartNested(from, target, scope: plan.target.process[scope]))
    }

    /// The only flow there is; else for each that was to be taken the one of an instruction, or of the same id.
    private mutating func checkFlows(_ flowIDs: [String], of element: ElementInstance, _ target: Element) {
        let process = plan.target.process
        var flows: [String] = []
        switch target.outgoing.count {
        case 0: break
        case 1: flows = [process[target.outgoing[0]].id]
        default:
            let outgoing = target.outgoing.map { process[$0].id }
            if flowIDs.isEmpty { return note(.asyncFlowAmbiguous(element.elementID, nil, target, outgoing)) }
            for id in flowIDs {
                let mapped = plan.flows[id]?.id ?? id
                guard outgoing.contains(mapped) else {
                    return note(.asyncFlowAmbiguous(element.elementID, id, target, outgoing))
                }
                if !flows.contains(mapped) { flows.append(mapped) }
            }
        }
        guard flows != flowIDs else { return }
        structure.continuations.append(MovedContinuation(key: element.key, fromFlows: flowIDs, toFlows: flows))
    }
}
