import FerryBPMN
import FerryFEEL
import FerryModel

/// One step of a plan's changes of variables, its scope known and its expression parsed.
struct CheckedVariableChange {
    let change: VariableChange
    /// nil for those that evaluate nothing.
    let expression: FEELExpression?
    let scope: Scope

    enum Scope: Hashable {
        case process
        /// Every active instance of this element.
        case element(String)
        /// Every body of this multi-instance activity.
        case body(String)
        /// Every inner instance of this ad-hoc subprocess.
        case innerInstance(String)
    }

    init?(_ change: VariableChange, in source: Definition, _ faults: inout [Reason]) {
        self.change = change
        let process = source.process
        if change.scopeID.isEmpty || change.scopeID == process.id {
            scope = .process
        } else {
            switch process.node(change.scopeID) {
            case .element(let element): scope = .element(element.id)
            case .body(let element): scope = .body(element.id)
            case .innerInstance(let element): scope = .innerInstance(element.id)
            case .flow, nil:
                faults.append(.unknownVariableScope(change.scopeID, in: source.record))
                return nil
            }
        }
        guard case .evaluate(let name, let text) = change.action else {
            expression = nil
            return
        }
        do {
            expression = try FEELExpression(text)
        } catch {
            faults.append(
                .expressionFailed(
                    change.scopeID.isEmpty ? process.id : change.scopeID, "variable '\(name)': \(error)"))
            return nil
        }
    }
}
