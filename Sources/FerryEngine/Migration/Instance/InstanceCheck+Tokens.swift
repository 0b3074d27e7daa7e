import FerryBPMN
import FerryModel

/// Tokens that wait at joins (R30 to R34, V7).
extension InstanceCheck {
    /// Tokens are sorted by scope and gateway: each join is one run of them.
    mutating func checkTokens() {
        var start = 0
        let waiting = instance.tokens
        while start < waiting.count {
            let first = waiting[start]
            var end = start + 1
            while end < waiting.count, waiting[end].scope == first.scope, waiting[end].gatewayID == first.gatewayID {
                end += 1
            }
            checkJoin(Array(waiting[start..<end]))
            start = end
        }
        if !waiting.isEmpty { checkMerged() }
    }

    private mutating func checkJoin(_ waiting: [WaitingToken]) {
        let gatewayID = waiting[0].gatewayID
        guard let mapped = plan.elements[gatewayID] else {
            if !plan.isInstructed(gatewayID) { note(.waitingJoinUnmapped(gatewayID, in: plan.target.record)) }
            return
        }
        guard let join = plan.source.process.element(gatewayID) else { return }
        if mapped.target.incoming.count < join.incoming.count {
            if !mapped.isExplicit { note(.joinFewerFlows(join, mapped.target)) }
            return
        }
        let scope = waiting[0].scope
        let outer = survivors[scope] ?? scope
        if plan.isAdaptive, let found = whatKeepsOut(mapped.target, of: outer) { note(.notMigratable(join, found)) }
        // What has no place has been said of the scope.
        let toScope = plan.isAdaptive ? place(for: mapped.target, in: outer) ?? outer : scope
        let inference = TakenFlowInference(plan: plan, join: join, targetJoin: mapped.target)
        for token in waiting {
            switch inference.target(of: token.flowID) {
            case .flow(let flow):
                tokens.append(
                    MovedToken(
                        scope: scope, fromGateway: gatewayID, toGateway: mapped.target.id, fromFlow: token.flowID,
                        toFlow: flow.id, count: token.count, toScope: toScope == scope ? nil : toScope))
            case .ambiguous(let candidates, let count):
                note(.flowAmbiguous(token.flowID, into: mapped.target.id, candidates: candidates, of: count))
            case .refusedByPlan: break
            }
        }
    }

    /// Two joins, or two flows of one join, must not fall together in one scope (V7, R34).
    private mutating func checkMerged() {
        var gateways: [WaitingTokens.Place: String] = [:]
        var flows: [WaitingTokens.Place: String] = [:]
        for token in tokens {
            let scope = token.toScope ?? token.scope
            // Who came to the join first stands for all others of its source join.
            let join = WaitingTokens.Place(scope: scope, gatewayID: token.toGateway, flowID: "")
            if let first = gateways[join], first != token.fromGateway {
                if let target = plan.target.process.element(token.toGateway) {
                    note(.joinsMerged(onto: target, from: [first, token.fromGateway]))
                }
            } else {
                gateways[join] = token.fromGateway
            }
            let flow = WaitingTokens.Place(scope: scope, gatewayID: token.fromGateway, flowID: token.toFlow)
            if let first = flows.updateValue(token.fromFlow, forKey: flow), first != token.fromFlow {
                note(.flowsMerged([first, token.fromFlow], onto: token.toFlow))
            }
        }
    }
}
