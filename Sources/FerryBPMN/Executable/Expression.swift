package import FerryFEEL

/// An attribute that is either fixed text or, behind `=`, a FEEL expression.
package enum Expression: Sendable {
    case text(String)
    case feel(FEELExpression)

    /// As written in the model.
    package var source: String {
        switch self {
        case .text(let text): text
        case .feel(let expression): "=" + expression.text
        }
    }
}

/// One `zeebe:input` or `zeebe:output`. The target is a path: `order.id` writes into the context `order`.
package struct VariableMapping: Sendable {
    package let source: Expression
    /// At least one name.
    package let target: [String]

    package init(source: Expression, target: [String]) {
        self.source = source
        self.target = target
    }
}
