import FerryBPMN
import FerryModel

extension Element {
    /// A parallel gateway that waits for several flows.
    package var isJoin: Bool { kind == .parallelGateway && incoming.count > 1 }
}

/// Tokens at a parallel gateway (BPMN 2.0, 13.4.1): one from each incoming flow goes on together.
extension Execution {
    func arrive(at join: Element, by flow: SequenceFlow, in scope: ElementInstanceKey) throws(CommandFailure) {
        try emit(.tokenArrived(JoinStep(scope: scope, gatewayID: join.id, flowIDs: [flow.id])))
        guard instance.waiting.flowCount(at: join.id, in: scope) == join.incoming.count else { return }
        let flows = join.incoming.map { process[$0].id }
        try emit(.tokensJoined(JoinStep(scope: scope, gatewayID: join.id, flowIDs: flows)))
        activateLater(join.index, in: scope)
    }
}
