import FerryBPMN
import FerryModel

/// The words of every refusal of a migration: code, element, expected, found, what helps.
extension Reason {
    // MARK: The plan

    static func duplicateSource(_ id: String, targets: [String]) -> Reason {
        Reason(
            code: "DUPLICATE_SOURCE_ELEMENT", elementID: id, expected: "one instruction for each source element",
            found: "\(targets.count), to \(targets.joined(separator: ", "))", hint: "keep one of them")
    }

    static func unknownSource(_ id: String, in definition: ProcessDefinition) -> Reason {
        Reason(
            code: "UNKNOWN_SOURCE_ELEMENT", elementID: id,
            expected: "an element or sequence flow of \(definition.title)", found: "no such id",
            hint: "ids are case-sensitive; `ferry definition show \(definition.key) --xml` prints the model")
    }

    static func unknownTarget(_ instruction: MigrationInstruction, in definition: ProcessDefinition) -> Reason {
        Reason(
            code: "UNKNOWN_TARGET_ELEMENT", elementID: instruction.to,
            expected: "an element or sequence flow of \(definition.title), for '\(instruction.from)'",
            found: "no such id",
            hint: "ids are case-sensitive; `ferry definition show \(definition.key) --xml` prints the model")
    }

    static func typeChanged(_ from: Element, _ to: Element) -> Reason {
        Reason(
            code: "ELEMENT_TYPE_CHANGED", elementID: from.id, expected: from.kind.phrase,
            found: "'\(to.id)', \(to.kind.phrase)\(from.kind == to.kind ? " without a job" : "")",
            hint: "map it to an element of the same type")
    }

    static func elementToFlow(_ from: Element, _ to: SequenceFlow) -> Reason {
        Reason(
            code: "ELEMENT_TYPE_CHANGED", elementID: from.id, expected: from.kind.phrase,
            found: "'\(to.id)', a sequence flow", hint: "elements are mapped to elements, flows to flows")
    }

    static func flowToElement(_ from: SequenceFlow, _ to: Element) -> Reason {
        Reason(
            code: "ELEMENT_TYPE_CHANGED", elementID: from.id, expected: "a sequence flow",
            found: "'\(to.id)', \(to.kind.phrase)", hint: "elements are mapped to elements, flows to flows")
    }

    static func scopeChanged(_ from: Element, _ to: Element, expected: String, found: String) -> Reason {
        Reason(
            code: "SCOPE_CHANGED", elementID: from.id, expected: "an element directly inside '\(expected)'",
            found: "'\(to.id)', directly inside '\(found)'",
            hint: "strict mode keeps the nesting: map to an element of that scope, or map the scope elsewhere")
    }

    // MARK: Joins

    static func joinTypeChanged(_ from: Element, _ to: Element) -> Reason {
        Reason(
            code: "JOIN_TYPE_CHANGED", elementID: from.id, expected: from.kind.phrase,
            found: "'\(to.id)', \(to.kind.phrase)", hint: "map the join to a join of the same type")
    }

    static func joinFewerFlows(_ from: Element, _ to: Element) -> Reason {
        Reason(
            code: "JOIN_FEWER_INCOMING_FLOWS", elementID: from.id,
            expected: "a join with at least \(from.incoming.count) incoming flows",
            found: "'\(to.id)' with \(to.incoming.count)", hint: "map it to a join that waits for as many flows or more"
        )
    }

    static func joinsMerged(onto to: Element, from: [String]) -> Reason {
        Reason(
            code: "JOINS_MERGED", elementID: to.id, expected: "one source join for each target join",
            found: from.map { "'\($0)'" }.joined(separator: " and "), hint: "map each to a join of its own")
    }

    static func joinScopeUnmapped(_ from: Element, scope: String) -> Reason {
        Reason(
            code: "JOIN_SCOPE_UNMAPPED", elementID: from.id, expected: "an instruction for its scope '\(scope)'",
            found: "none", hint: "map '\(scope)' as well")
    }

    static func flowIntoOtherGateway(_ from: String, _ to: String, expected: String, found: String) -> Reason {
        Reason(
            code: "TAKEN_FLOW_AMBIGUOUS", elementID: from, expected: "a flow into '\(expected)'",
            found: "'\(to)', which leads into '\(found)'",
            hint: "map the flow to one that enters the gateway its join is mapped to")
    }

    static func flowsMerged(_ from: [String], onto to: String) -> Reason {
        Reason(
            code: "TAKEN_FLOWS_MERGED", elementID: to, expected: "one source flow for each target flow",
            found: from.map { "'\($0)'" }.joined(separator: " and "), hint: "map each to a flow of its own")
    }

    /// `candidates`: the first of `count`.
    static func flowAmbiguous(
        _ flowID: String, into gateway: String, candidates: [String], of count: Int
    ) -> Reason {
        Reason(
            code: "TAKEN_FLOW_AMBIGUOUS", elementID: flowID,
            expected: "one flow into '\(gateway)' that the waiting token can have come by",
            found: candidates.isEmpty
                ? "none that is free"
                : candidates.map { "'\($0)'" }.joined(separator: ", ")
                    + (count > candidates.count ? " and \(count - candidates.count) more" : ""),
            hint: "add an instruction from '\(flowID)' to one of them")
    }

    // MARK: The instance

    /// `pairing`: why auto-map did not pair it, where something looks as if it should have.
    static func activeElementUnmapped(
        _ element: ElementInstance, in target: ProcessDefinition, _ pairing: String?
    ) -> Reason {
        Reason(
            code: "ACTIVE_ELEMENT_UNMAPPED", elementID: element.elementID,
            expected: "an instruction for every active element",
            found: "none for this \(element.kind.rawValue)"
                + (pairing.map { "; not paired by itself, because \($0)" } ?? ""),
            hint: "map '\(element.elementID)' to \(element.kind.phrase) of \(target.title)")
    }

    static func userTaskKindChanged(_ element: ElementInstance, _ to: Element) -> Reason {
        Reason(
            code: "ELEMENT_TYPE_CHANGED", elementID: element.elementID,
            expected: "a user task with zeebe:userTask", found: "'\(to.id)', a user task that is a job",
            hint: "an open user task becomes no job: map it to one of its kind, or complete it first")
    }

    static func notMigratable(_ element: ElementInstance, _ found: String) -> Reason {
        notMigratable(element.elementID, found: found)
    }

    static func notMigratable(_ element: Element, _ found: String) -> Reason {
        notMigratable(element.id, found: found)
    }

    private static func notMigratable(_ id: String, found: String) -> Reason {
        Reason(
            code: "ELEMENT_NOT_MIGRATABLE", elementID: id, expected: "an element that this version can migrate",
            found: found, hint: "migrate the instance before it comes here, or after it has left")
    }

    static func waitingJoinUnmapped(_ gatewayID: String, in target: ProcessDefinition) -> Reason {
        Reason(
            code: "WAITING_JOIN_UNMAPPED", elementID: gatewayID,
            expected: "an instruction for every join that tokens wait at", found: "none",
            hint: "map '\(gatewayID)' to a join of \(target.title)")
    }

    static func wrongSource(expected: ProcessDefinition, found: ProcessDefinition) -> Reason {
        Reason(
            code: "WRONG_SOURCE_DEFINITION", elementID: found.processID,
            expected: "an instance of \(expected.title)", found: "an instance of \(found.title)",
            hint: "the plan names its source; leave it out to migrate instances of any definition")
    }
}

extension ElementKind {
    /// With its article, for example `an EXCLUSIVE_GATEWAY`.
    var phrase: String { ("AEIO".contains(rawValue.prefix(1)) ? "an " : "a ") + rawValue }
}

extension ProcessDefinition {
    /// For people: `order:2 (key 2251799813685255)`.
    var title: String { "\(processID):\(version) (key \(key))" }
}

extension Rejection {
    static func migration(
        of key: ProcessInstanceKey, from source: ProcessDefinition, to target: ProcessDefinition,
        _ planFaults: [Reason], _ instanceFaults: [Reason]
    ) -> Rejection {
        let reasons = planFaults + instanceFaults
        let count = reasons.count == 1 ? "1 reason" : "\(reasons.count) reasons"
        return Rejection(
            planFaults.isEmpty ? .failedPrecondition : .invalidArgument,
            source.key == target.key
                ? "process instance \(key) is on \(target.title) already, and cannot migrate there by this plan: \(count)"
                : "process instance \(key) cannot migrate from \(source.title) to \(target.title): \(count); nothing was changed",
            reasons: reasons)
    }
}
