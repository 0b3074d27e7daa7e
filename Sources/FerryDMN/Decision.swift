package import FerryXML

/// Something that can be asked for by its id: a decision, or a service that answers for several.
package struct Decision: Sendable {
    package let id: String
    package let name: String
    package let kind: Kind
    /// Of `zeebe:versionTag` or `camunda:versionTag`.
    package let versionTag: String?
    package let position: SourcePosition

    /// How a decision comes to its result; the raw values are Camunda 8's where it has the kind.
    package enum Kind: String, Sendable {
        case table = "DECISION_TABLE"
        case literalExpression = "LITERAL_EXPRESSION"
        case context = "CONTEXT"
        case list = "LIST"
        case relation = "RELATION"
        case invocation = "INVOCATION"
        case functionDefinition = "FUNCTION_DEFINITION"
        /// DMN 1.4: conditional, filter, for, some, every.
        case iteration = "ITERATION"
        case conditional = "CONDITIONAL"
        case filter = "FILTER"
        case service = "DECISION_SERVICE"
    }
}
