import FerryFEEL
import FerryXML

/// A boxed expression with its place in the file.
struct Box: Sendable {
    let place: Place
    let logic: Logic
}

struct Place: Sendable {
    /// The nearest element with an id.
    let elementID: String
    let position: SourcePosition
}

/// The ways of DMN to write an expression.
indirect enum Logic: Sendable {
    case literal(FEELExpression)
    case table(DecisionTable)
    /// Later entries see earlier ones; a result takes the place of the context.
    case context([(name: String, value: Box)], result: Box?)
    case list([Box])
    case relation(columns: [String], rows: [[Box]])
    case invocation(Invocation)
    case function(FunctionDefinition)

    // Since DMN 1.4.

    case conditional(condition: Box, then: Box, otherwise: Box)
    case filter(Box, match: Box)
    case iteration(Iteration, variable: String, items: Box, body: Box)
}

enum Iteration: Sendable { case collect, some, every }

/// A call written as a box.
struct Invocation: Sendable {
    /// As written; the name of a business knowledge model or decision service where there is one in scope.
    let name: String
    /// The name as an expression that gives the function; nil where it is none.
    let function: FEELExpression?
    let bindings: [(parameter: String, value: Box)]
}

struct FunctionDefinition: Sendable {
    let parameters: [Parameter]
    let body: Box

    struct Parameter: Sendable {
        let name: String
        let type: ResultType?
    }
}
