import FerryFEEL

/// One evaluation: what it may still spend and the decisions it has been through.
struct DecisionEvaluator {
    /// The variables that were handed in; never a `DecisionScope`.
    let root: any FEELScope
    var budget: FEELBudget
    /// Required ones first.
    private(set) var evaluated: [EvaluatedDecision] = []

    init(root: any FEELScope, budget: FEELBudget) {
        self.root = root
        self.budget = budget
    }

    mutating func result(of node: DecisionNode) throws(DecisionFailure) -> FEELValue {
        var results = Results()
        try evaluate([node], into: &results)
        return results[node] ?? .null
    }

    /// The only output's result, or a context of the results by their names.
    mutating func result(
        of service: DecisionService, given: FEELContext? = nil
    ) throws(DecisionFailure) -> FEELValue {
        var results = Results()
        if let given { results.given = given }
        for input in service.inputDecisions {
            results[input] = given?[input.variable] ?? root.variable(input.variable) ?? .null
        }
        try evaluate(service.outputs, into: &results)
        let values = service.outputs.map { FEELContext.Entry(name: $0.variable, value: results[$0] ?? .null) }
        return values.count == 1 ? values[0].value : .context(FEELContext(values))
    }

    /// Results by decision, and names that hide those of the root.
    private struct Results {
        var given = FEELContext()
        private var values: [ObjectIdentifier: FEELValue] = [:]

        subscript(node: DecisionNode) -> FEELValue? {
            get { values[ObjectIdentifier(node)] }
            set { values[ObjectIdentifier(node)] = newValue }
        }
    }

    /// Evaluates what is not known yet, required decisions first, each once. A chain of them costs no stack.
    private mutating func evaluate(
        _ nodes: [DecisionNode], into results: inout Results
    ) throws(DecisionFailure) {
        var waiting: [(node: DecisionNode, isReady: Bool)] = nodes.reversed().map { ($0, false) }
        while let (node, isReady) = waiting.popLast() {
            guard results[node] == nil else { continue }
            if isReady {
                results[node] = try evaluate(node, results)
            } else {
                waiting.append((node, true))
                waiting.append(contentsOf: node.required.reversed().map { ($0, false) })
            }
        }
    }

    private mutating func evaluate(_ node: DecisionNode, _ results: Results) throws(DecisionFailure) -> FEELValue {
        var scope = DecisionScope(root: root, bindings: results.given)
        for required in node.required { scope.bindings[required.variable] = results[required] }
        for entry in node.functions.entries { scope.bindings[entry.name] = entry.value }
        var trace = TableTrace()
        do throws(DecisionFailure) {
            let value = try checked(value(of: node.box, in: scope, tracing: &trace), as: node)
            note(node, trace, value)
            return value
        } catch {
            note(node, trace, .null)
            throw error.of(node.decision)
        }
    }

    private mutating func checked(_ value: FEELValue, as node: DecisionNode) throws(DecisionFailure) -> FEELValue {
        if let type = node.type, !type.accepts(value) {
            throw DecisionFailure(
                at: node.box.place, code: "WRONG_TYPE",
                message: "expected a \(type.name) as result, found a \(value.typeName)")
        }
        do {
            try budget.pay(for: value)
        } catch {
            throw DecisionFailure(error, at: node.box.place)
        }
        return value
    }

    private mutating func note(_ node: DecisionNode, _ trace: TableTrace, _ output: FEELValue) {
        evaluated.append(
            EvaluatedDecision(
                id: node.decision.id, name: node.decision.name, kind: node.decision.kind, inputs: trace.inputs,
                matchedRules: trace.matchedRules, output: output))
    }

    /// Runs the body of a function.
    ///
    /// As in Camunda, one that cannot do its work is null with a warning to an expression that calls it, and a failure
    /// to a boxed invocation. Limits and a missed `assert` end the whole evaluation.
    static func callable(
        in scope: any FEELScope, _ budget: inout FEELBudget,
        _ body: (inout DecisionEvaluator) throws(DecisionFailure) -> FEELValue
    ) throws(FEELFailure) -> FEELValue {
        var evaluator = DecisionEvaluator(root: (scope as? DecisionScope)?.root ?? scope, budget: budget)
        defer { budget = evaluator.budget }
        do {
            return try body(&evaluator)
        } catch {
            throw error.asFunctionFailure
        }
    }
}

/// What a decision table leaves for the record, as far as it got.
struct TableTrace {
    var inputs: [EvaluatedInput] = []
    var matchedRules: [MatchedRule] = []
}
