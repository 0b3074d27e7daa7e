import FerryBPMN
import FerryModel

/// A checked plan held against one running instance: what would move where, and every fault at once.
struct InstanceCheck {
    let instance: ProcessInstance
    let plan: CheckedPlan
    private(set) var elements: [MovedElement] = []
    private(set) var tokens: [MovedToken] = []
    private(set) var faults: [Reason] = []
    /// What was said already, by the plan's report or here.
    private var noted: Set<[String]>

    init(instance: ProcessInstance, plan: CheckedPlan) {
        self.instance = instance
        self.plan = plan
        noted = Set(plan.faults.map(\.place))
    }

    mutating func refuseSource(_ expected: ProcessDefinition) {
        faults.append(.wrongSource(expected: expected, found: plan.source.record))
    }

    mutating func run() {
        elements.reserveCapacity(instance.elementCount)
        for element in instance.elements { check(element) }
        checkTokens()
        for compensation in instance.compensations { note(.notMigratable(compensation)) }
    }

    private mutating func check(_ element: ElementInstance) {
        if let found = element.whatCannotMove { note(.notMigratable(element, found)) }
        guard let mapped = plan.elements[element.elementID] else {
            // A faulty instruction is the plan's fault, and said there.
            if !plan.isInstructed(element.elementID) {
                note(.activeElementUnmapped(element, in: plan.target.record, plan.whyNotPaired(element.elementID)))
            }
            return
        }
        if element.kind == .userTask, let isNative = element.isNativeUserTask, isNative != (mapped.target.job == nil) {
            note(.userTaskKindChanged(element, mapped.target))
        }
        if let found = whatCannotBegin(element, on: mapped.target) { note(.notMigratable(element, found)) }
        elements.append(
            MovedElement(
                key: element.key, from: element.elementID, to: mapped.target.id, job: element.job?.key,
                incident: element.incident?.key ?? element.job?.incident?.key))
    }

    /// What the target would have to open or begin for an element that is there already.
    private func whatCannotBegin(_ element: ElementInstance, on target: Element) -> String? {
        if target.activity.multiInstance != nil { return "target '\(target.id)', which repeats" }
        // Before that it will find them itself, after that it needs them no more.
        guard element.state == .activated else { return nil }
        let process = plan.target.process
        let event = target.awaitedEvents(in: process, as: element.kind).first { event in
            switch event.event?.kind {
            case .message, .timer, .signal, .conditional: true
            default: false
            }
        }
        return event.map { "target '\(target.id)', which waits for event '\($0.id)'" }
    }

    /// Tokens are sorted by scope and gateway: each join is one run of them.
    private mutating func checkTokens() {
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
        checkMerged()
    }

    private mutating func checkJoin(_ waiting: [WaitingToken]) {
        let gatewayID = waiting[0].gatewayID
        if plan.source.process.element(gatewayID)?.kind == .inclusiveGateway { note(.notMigratable(gatewayID)) }
        guard let mapped = plan.elements[gatewayID] else {
            if !plan.isInstructed(gatewayID) { note(.waitingJoinUnmapped(gatewayID, in: plan.target.record)) }
            return
        }
        guard let join = plan.source.process.element(gatewayID) else { return }
        if mapped.target.incoming.count < join.incoming.count {
            if !mapped.isExplicit { note(.joinFewerFlows(join, mapped.target)) }
            return
        }
        let inference = TakenFlowInference(plan: plan, join: join, targetJoin: mapped.target)
        for token in waiting {
            switch inference.target(of: token.flowID) {
            case .flow(let flow):
                tokens.append(
                    MovedToken(
                        scope: token.scope, fromGateway: gatewayID, toGateway: mapped.target.id,
                        fromFlow: token.flowID, toFlow: flow.id, count: token.count))
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
            // Who came to the join first stands for all others of its source join.
            let join = WaitingTokens.Place(scope: token.scope, gatewayID: token.toGateway, flowID: "")
            if let first = gateways[join], first != token.fromGateway {
                if let target = plan.target.process.element(token.toGateway) {
                    note(.joinsMerged(onto: target, from: [first, token.fromGateway]))
                }
            } else {
                gateways[join] = token.fromGateway
            }
            let flow = WaitingTokens.Place(scope: token.scope, gatewayID: token.fromGateway, flowID: token.toFlow)
            if let first = flows.updateValue(token.fromFlow, forKey: flow) {
                note(.flowsMerged([first, token.fromFlow], onto: token.toFlow))
            }
        }
    }

    /// Many instances of one element have one fault, and what the plan's report says is not said again.
    private mutating func note(_ fault: Reason) {
        if noted.insert(fault.place).inserted { faults.append(fault) }
    }
}

extension ElementInstance {
    /// nil: neither an open user task nor its job is there.
    fileprivate var isNativeUserTask: Bool? {
        if userTask != nil { return true }
        return job?.kind == .element ? false : nil
    }
}

extension ElementInstance {
    /// What migration does not move: leaving it behind would move the element by half. nil: all of it moves.
    fileprivate var whatCannotMove: String? {
        if kind == .multiInstanceBody || loopCounter > 0 { return "a multi-instance activity" }
        if !subscriptions.isEmpty { return "one that waits for \(subscriptions.count == 1 ? "an event" : "events")" }
        if continuation != nil { return "one that rests before or after itself" }
        if calledInstance != nil { return "one that waits for a called instance" }
        if compensates != nil || handlersAwaited > 0 { return "a part of a compensation" }
        if interruptedBy != nil || pendingEvent != nil { return "one that an event is taking over" }
        if let job, job.kind != .element { return "one that waits for a listener" }
        return kind.moves ? nil : "a \(kind.rawValue)"
    }
}

extension ElementKind {
    fileprivate var moves: Bool {
        switch self {
        case .process, .subProcess, .startEvent, .endEvent, .task, .manualTask, .serviceTask, .sendTask, .scriptTask,
            .businessRuleTask, .userTask, .exclusiveGateway, .parallelGateway:
            true
        default: false
        }
    }
}

extension Reason {
    /// What makes two faults the same.
    fileprivate var place: [String] { [code, elementID] }
}
