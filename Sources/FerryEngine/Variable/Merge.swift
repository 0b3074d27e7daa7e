import FerryModel

/// How documents get into scopes (Camunda 8: C67, C68). A value that is already there writes no event.
extension Execution {
    /// Exactly into this scope.
    func setLocally(_ document: Variables, in scope: ElementInstanceKey) throws(CommandFailure) {
        guard !document.isEmpty else { return }
        let current = try variables()
        var changes: [VariableChange] = []
        for entry in document.entries {
            try set(entry, in: scope, current, &changes)
        }
        reviewConditions(after: changes)
    }

    /// Each variable into the nearest scope that has it, from `scope` outwards; what none has, into the process.
    func propagate(_ document: Variables, from scope: ElementInstanceKey) throws(CommandFailure) {
        guard !document.isEmpty else { return }
        let current = try variables()
        let chain = instance.scopeChain(from: scope)
        var changes: [VariableChange] = []
        for entry in document.entries {
            let owner = chain.first { current[$0, entry.name] != nil } ?? instance.key.root
            try set(entry, in: owner, current, &changes)
        }
        reviewConditions(after: changes)
    }

    /// One item of a list, or one more at its end.
    func setItem(_ item: ListItemSet) throws(CommandFailure) {
        try emit(.listItemSet(item))
        if instance.conditionCount > 0 {
            reviewConditions(after: [VariableChange(scope: item.scope, name: item.name, isNew: false)])
        }
    }

    private func set(
        _ entry: Variables.Entry, in scope: ElementInstanceKey, _ current: InstanceVariables,
        _ changes: inout [VariableChange]
    ) throws(CommandFailure) {
        let before = current[scope, entry.name]
        guard before != entry.value else { return }
        try emit(.variableSet(VariableSet(scope: scope, name: entry.name, value: entry.value)))
        if instance.conditionCount > 0 {
            changes.append(VariableChange(scope: scope, name: entry.name, isNew: before == nil))
        }
    }

    /// The variables a scope holds itself, by name.
    func ownVariables(of element: ElementInstance) throws(CommandFailure) -> Variables {
        guard element.hasVariables else { return Variables() }
        let all = try variables()
        return Variables(
            all.names(in: element.key).compactMap { name in
                all[element.key, name].map { Variables.Entry(name: name, value: $0) }
            })
    }

    /// What an element sees: nearest first wins. With names: only those that exist, in the order asked.
    func visibleVariables(from key: ElementInstanceKey, names: [String]) throws(CommandFailure) -> Variables {
        let chain = instance.scopeChain(from: key)
        guard chain.contains(where: { instance.element($0)?.hasVariables == true }) else { return Variables() }
        let all = try variables()
        let wanted = names.isEmpty ? Set(chain.flatMap { all.names(in: $0) }).sorted() : names
        return Variables(
            wanted.compactMap { name in
                chain.lazy.compactMap { all[$0, name] }.first.map { Variables.Entry(name: name, value: $0) }
            })
    }
}
