import FerryFEEL
import FerryModel

/// What an expression sees: the names of the model around it, then the variables the evaluation was given.
struct DecisionScope: FEELScope {
    let root: any FEELScope
    /// Results of required decisions, functions, parameters, entries of contexts.
    var bindings: FEELContext

    func variable(_ name: String) -> FEELValue? { bindings[name] ?? root.variable(name) }

    func function(_ name: String) -> FEELFunction? { bindings.function(name) ?? root.function(name) }

    var now: Timestamp? { root.now }

    var seed: UInt64? { root.seed }
}
