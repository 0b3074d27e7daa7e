import FerryDMN
import FerryFEEL
import FerryModel

/// What led to a decision's result, as the log and the answer keep it: no more than so many bytes, however large the
/// values were that it looked at.
///
/// It is put together from its end, where the decision stands that was asked for, or the one that failed. From the first
/// part on that does not fit all others are left out, and none of them is even turned into JSON.
struct DecisionTrace {
    static let bytesMax = 256 << 10

    private(set) var decisions: [EvaluatedDecisionView] = []
    /// Decisions that are not there, and values that are null in their place.
    private(set) var omitted: Int32 = 0
    private var bytesLeft = bytesMax

    init(_ evaluated: [EvaluatedDecision]) {
        for decision in evaluated.reversed() {
            guard fits(decision.id, decision.name) else { continue }
            decisions.append(view(of: decision))
        }
        decisions.reverse()
    }

    private mutating func view(of decision: EvaluatedDecision) -> EvaluatedDecisionView {
        EvaluatedDecisionView(
            decisionID: decision.id, name: decision.name, kind: decision.kind.rawValue, output: json(decision.output),
            inputs: decision.inputs.compactMap { value($0.id, $0.name, $0.value) },
            matchedRules: decision.matchedRules.compactMap { rule in
                guard fits(rule.id) else { return nil }
                return MatchedRuleView(
                    id: rule.id, index: Int32(clamping: rule.index),
                    outputs: rule.outputs.compactMap { value($0.id, $0.name, $0.value) })
            })
    }

    private mutating func value(_ id: String, _ name: String, _ value: FEELValue) -> EvaluatedValue? {
        fits(id, name) ? EvaluatedValue(id: id, name: name, value: json(value)) : nil
    }

    private mutating func json(_ value: FEELValue) -> JSONValue {
        guard bytesLeft > 0 else {
            omitted += 1
            return .null
        }
        let json = JSONValue(trusted: value.json)
        return take(json.bytes.count) ? json : .null
    }

    private mutating func fits(_ texts: String...) -> Bool { take(texts.reduce(16) { $0 + $1.utf8.count }) }

    private mutating func take(_ bytes: Int) -> Bool {
        guard bytes <= bytesLeft else {
            bytesLeft = 0
            omitted += 1
            return false
        }
        bytesLeft -= bytes
        return true
    }
}
