extension Logic {
    var kind: Decision.Kind {
        switch self {
        case .literal: .literalExpression
        case .table: .table
        case .context: .context
        case .list: .list
        case .relation: .relation
        case .invocation: .invocation
        case .function: .functionDefinition
        case .conditional: .conditional
        case .filter: .filter
        case .iteration: .iteration
        }
    }
}
