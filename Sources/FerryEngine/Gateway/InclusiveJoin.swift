import FerryBPMN
import FerryModel

/// Tokens at an inclusive gateway (BPMN 2.0, 13.4.3): they go on together once no other token of the scope can still
/// come by a flow that has none yet.
extension Execution {
    /// Camunda looks only when a token arrives, and may wait for ever for one that ended elsewhere; here the end of
    /// any path looks again.
    func reviewInclusiveJoins(in scope: ElementInstanceKey) throws(CommandFailure) {
        var waiting = process.inclusiveJoins.map { process[$0] }.filter {
            instance.waiting.flowCount(at: $0.id, in: scope) > 0
        }
        if waiting.isEmpty { return }
        let count = waiting.count
        for join in waiting where canJoin(join, awaiting: origins(in: scope, beside: [join]), in: scope) {
            try self.join(join, in: scope)
            waiting.removeAll { $0.index == join.index }
        }
        guard waiting.count == count, count > 1 else { return }
        // In a loop some may wait for nobody but each other: the first of those goes on.
        while let blocked = waiting.first(where: { join in
            !canJoin(join, awaiting: origins(in: scope, beside: waiting), in: scope)
        }) {
            waiting.removeAll { $0.index == blocked.index }
        }
        if let first = waiting.first { try join(first, in: scope) }
    }

    private func taken(_ join: Element, in scope: ElementInstanceKey) -> [FlowIndex] {
        join.incoming.filter { flow in
            instance.waiting[
                WaitingTokens.Place(scope: scope, gatewayID: join.id, flowID: process[flow].id)] > 0
        }
    }

    private func canJoin(_ join: Element, awaiting origins: [ElementIndex], in scope: ElementInstanceKey) -> Bool {
        let taken = taken(join, in: scope)
        return taken.count == join.incoming.count
            || !canBeReached(join, by: Set(join.incoming).subtracting(taken), from: origins)
    }

    private func join(_ join: Element, in scope: ElementInstanceKey) throws(CommandFailure) {
        let flows = taken(join, in: scope).map { process[$0].id }
        try emit(.tokensJoined(JoinStep(scope: scope, gatewayID: join.id, flowIDs: flows)))
        activateLater(join.index, in: scope)
    }

    /// Where tokens may come from: what is or begins in the scope, and other joins of it with tokens.
    private func origins(in scope: ElementInstanceKey, beside joins: [Element]) -> [ElementIndex] {
        // What runs in an ad-hoc subprocess runs in its inner instances.
        let children = instance.children(of: scope)
        var origins = pendingActivations(in: scope)
        origins += children.compactMap { process.element($0.elementID)?.index }
        for inner in children where inner.kind == .adHocInnerInstance {
            origins += pendingActivations(in: inner.key)
            origins += instance.children(of: inner.key).compactMap { process.element($0.elementID)?.index }
        }
        for token in instance.tokens where token.scope == scope && !joins.contains(where: { $0.id == token.gatewayID })
        {
            if let gateway = process.element(token.gatewayID) { origins.append(gateway.index) }
        }
        return origins
    }

    /// True when one of these elements has a way to one of these flows.
    private func canBeReached(_ join: Element, by open: Set<FlowIndex>, from start: [ElementIndex]) -> Bool {
        var origins = start
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
