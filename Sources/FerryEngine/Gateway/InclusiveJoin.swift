import FerryBPMN
import FerryModel

/// Tokens at an inclusive gateway (BPMN 2.0, 13.4.3): they go on together once no other token of the scope can still
/// come by a flow that has none yet.
extension Execution {
    /// Camunda looks only when a token arrives, and may wait for ever for one that ended elsewhere; here the end of
    /// any path looks again.
    func reviewInclusiveJoins(in scope: ElementInstanceKey) throws(CommandFailure) {
        for join in process.inclusiveJoins where instance.waiting.flowCount(at: process[join].id, in: scope) > 0 {
            try joinIfComplete(process[join], in: scope)
        }
    }

    func joinIfComplete(_ join: Element, in scope: ElementInstanceKey) throws(CommandFailure) {
        let taken = join.incoming.filter { flow in
            instance.waiting[
                WaitingTokens.Place(scope: scope, gatewayID: join.id, flowID: process[flow].id)] > 0
        }
        guard !taken.isEmpty else { return }
        if taken.count < join.incoming.count {
            let open = Set(join.incoming).subtracting(taken)
            if canStillBeReached(join, by: open, in: scope) { return }
        }
        try emit(
            .tokensJoined(JoinStep(scope: scope, gatewayID: join.id, flowIDs: taken.map { process[$0].id })))
        activateLater(join.index, in: scope)
    }

    /// True while something in the scope, or a token at another join of it, has a way to one of these flows.
    private func canStillBeReached(_ join: Element, by open: Set<FlowIndex>, in scope: ElementInstanceKey) -> Bool {
        // What runs in an ad-hoc subprocess runs in its inner instances.
        let children = instance.children(of: scope)
        let inner = children.filter { $0.kind == .adHocInnerInstance }.map(\.key)
        var origins: [ElementIndex] = pendingActivations(in: scope)
        origins += children.compactMap { process.element($0.elementID)?.index }
        for key in inner {
            origins += pendingActivations(in: key)
            origins += instance.children(of: key).compactMap { process.element($0.elementID)?.index }
        }
        for token in instance.tokens where token.scope == scope && token.gatewayID != join.id {
            if let gateway = process.element(token.gatewayID) { origins.append(gateway.index) }
        }
        var seen = Set(origins)
        while let index = origins.popLast() {
            // Another token that comes to this very gateway does not wait for itself.
            if index == join.index { continue }
            let element = process[index]
            for flow in element.outgoing {
                if open.contains(flow) { return true }
                let target = process[flow].target
                if seen.insert(target).inserted { origins.append(target) }
            }
            for next in element.boundaryEvents + (element.linkTarget.map { [$0] } ?? [])
            where seen.insert(next).inserted {
                origins.append(next)
            }
        }
        return false
    }
}
