package import FerryFEEL

/// The decisions of one DMN file with what they require of each other, compiled: a decision requirements graph.
///
/// Immutable and shared freely. Every requirement leads somewhere, none leads back.
package struct DecisionModel: Sendable {
    package let id: String
    package let name: String
    /// Decisions, then decision services, each in document order; at least one decision.
    package let decisions: [Decision]
    private let nodes: [String: Node]

    enum Node: Sendable {
        case decision(DecisionNode)
        case service(DecisionService)
    }

    init(id: String, name: String, decisions: [DecisionNode], services: [DecisionService]) {
        self.id = id
        self.name = name
        self.decisions = decisions.map(\.decision) + services.map(\.decision)
        var nodes: [String: Node] = [:]
        for decision in decisions { nodes[decision.decision.id] = .decision(decision) }
        for service in services { nodes[service.decision.id] = .service(service) }
        self.nodes = nodes
    }

    package func decision(_ id: String) -> Decision? {
        switch nodes[id] {
        case .decision(let node): node.decision
        case .service(let service): service.decision
        case nil: nil
        }
    }

    /// What a decision may spend with all it requires: a few hundred thousand cells of tables.
    package static let stepsMax = 4_000_000

    /// Evaluates what the decision requires, each once, then the decision. A failure is a value, too.
    ///
    /// The variables are seen by every expression of the decision and of what it requires, as Camunda has it; the
    /// standard would hide those that are no declared input.
    package func evaluate(
        _ id: String, in variables: any FEELScope, steps: Int = DecisionModel.stepsMax
    ) -> DecisionEvaluation {
        var evaluator = DecisionEvaluator(root: variables, budget: FEELBudget(steps: steps))
        let outcome: DecisionEvaluation.Outcome
        do throws(DecisionFailure) {
            switch nodes[id] {
            case .decision(let node): outcome = .success(try evaluator.result(of: node))
            case .service(let service): outcome = .success(try evaluator.result(of: service))
            case nil:
                throw DecisionFailure(
                    decisionID: id, code: "DECISION_NOT_FOUND", message: "no decision '\(id)' in '\(self.id)'")
            }
        } catch {
            outcome = .failure(error)
        }
        return DecisionEvaluation(
            decisionID: id, outcome: outcome, evaluatedDecisions: evaluator.evaluated,
            warnings: evaluator.budget.warnings)
    }
}
