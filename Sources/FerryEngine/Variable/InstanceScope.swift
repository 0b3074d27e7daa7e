import FerryFEEL
import FerryModel

/// The variables an expression sees: those of its scope and of every scope around it, the nearest first.
struct InstanceScope: FEELScope {
    let variables: InstanceVariables
    /// Innermost first.
    let chain: [ElementInstanceKey]
    /// The command's time.
    let now: Timestamp?
    /// nil where nothing is left to chance.
    var chance: Chance?
    /// Results of earlier mappings of the same element, seen before everything else.
    var overlay = FEELContext()
    /// An item that a list is to have at its end, seen already.
    var added: ListItemSet?

    var seed: UInt64? { chance?.next() }

    func variable(_ name: String) -> FEELValue? {
        if let value = overlay[name] { return value }
        if let added, added.name == name, let items = variables[added.scope, name]?.items {
            return FEELValue(json: JSONValue(items: items + [added.value]))
        }
        for scope in chain {
            if let value = variables[scope, name] { return FEELValue(json: value) }
        }
        return nil
    }
}

extension Execution {
    /// What can be seen from an element instance. Reads the variables only when some scope has any.
    func scope(of key: ElementInstanceKey) throws(CommandFailure) -> InstanceScope {
        let chain = draft?.chain(from: key) ?? instance.scopeChain(from: key)
        let hasVariables =
            draft?.hasVariables(in: chain) ?? chain.contains { instance.element($0)?.hasVariables == true }
        guard hasVariables else {
            return InstanceScope(variables: InstanceVariables(), chain: [], now: state.now, chance: engine.chance)
        }
        return InstanceScope(variables: try variables(), chain: chain, now: state.now, chance: engine.chance)
    }

    func variables() throws(CommandFailure) -> InstanceVariables {
        if let draft { return try draft.variables() }
        do { return try state.variables(of: instance) } catch { throw .storage(error) }
    }
}
