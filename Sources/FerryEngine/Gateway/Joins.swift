import FerryBPMN
import FerryModel

extension Element {
    /// A gateway that waits for several flows.
    package var isJoin: Bool { (kind == .parallelGateway || kind == .inclusiveGateway) && incoming.count > 1 }
}

/// Tokens at a join. At a parallel gateway (BPMN 2.0, 13.4.1) one from each incoming flow goes on together.
extension Execution {
    func arrive(at join: Element, by flow: SequenceFlow, in scope: ElementInstanceKey) throws(CommandFailure) {
        try emit(.tokenArrived(JoinStep(scope: scope, gatewayID: join.id, flowIDs: [flow.id])))
        // Whether more can come is known only when the element that sent this token has sent all of its own.
        if join.kind == .inclusiveGateway { return }
        try joinIfFull(join, in: scope)
    }

    /// Looks at every join with tokens: what it waits for may have changed without one coming.
    func reviewJoins() throws(CommandFailure) {
        var seen: Set<WaitingTokens.Place> = []
        var reviewed: Set<ElementInstanceKey> = []
        for token in instance.tokens {
            let place = WaitingTokens.Place(scope: token.scope, gatewayID: token.gatewayID, flowID: "")
            guard seen.insert(place).inserted, instance.element(token.scope)?.state == .activated else { continue }
            let join = try model(token.gatewayID)
            if join.kind == .inclusiveGateway {
                if reviewed.insert(token.scope).inserted { try reviewInclusiveJoins(in: token.scope) }
            } else {
                try joinIfFull(join, in: token.scope)
            }
        }
    }

    private func joinIfFull(_ join: Element, in scope: ElementInstanceKey) throws(CommandFailure) {
        guard instance.waiting.flowCount(at: join.id, in: scope) == join.incoming.count else { return }
        let flows = join.incoming.map { process[$0].id }
        try emit(.tokensJoined(JoinStep(scope: scope, gatewayID: join.id, flowIDs: flows)))
        activateLater(join.index, in: scope)
    }
}
