import FerryFEEL
import FerryModel

/// An instance as it is to be: variables and scopes that differ from what it has, worked out before anything is
/// emitted.
///
/// An execution with a draft only tries expressions out. It sees the draft, and what would be an incident is noted.
final class InstanceDraft {
    private let instance: ProcessInstance
    private let state: PartitionState
    /// nil while no variable differs.
    private var changed: InstanceVariables?
    private var places: [Place] = []
    private var values: [Place: JSONValue?] = [:]
    /// Scopes that differ, and those of element instances that are not there yet.
    private var scopes: [ElementInstanceKey: ElementInstanceKey] = [:]
    private var failure: String?

    /// Names are what their bytes are.
    private struct Place: Hashable {
        let scope: ElementInstanceKey
        let name: [UInt8]
    }

    init(of instance: ProcessInstance, in state: PartitionState) {
        self.instance = instance
        self.state = state
    }

    // MARK: Trying out

    func note(_ failure: String) { self.failure = failure }

    /// What a trial comes to, or why it came to nothing.
    func attempt<Value>(
        _ trial: () throws(CommandFailure) -> Value?
    ) throws(CommandFailure) -> Result<Value, EvaluationFailure> {
        failure = nil
        if let value = try trial() { return .success(value) }
        return .failure(EvaluationFailure(message: failure ?? "no value"))
    }

    // MARK: Scopes

    func put(_ key: ElementInstanceKey, in scope: ElementInstanceKey) { scopes[key] = scope }

    /// The element instance and the scopes around it, innermost first.
    func chain(from key: ElementInstanceKey) -> [ElementInstanceKey] {
        if scopes.isEmpty { return instance.scopeChain(from: key) }
        var chain: [ElementInstanceKey] = []
        var next: ElementInstanceKey? = key
        while let scope = next {
            chain.append(scope)
            next = scopes[scope] ?? instance.element(scope)?.scope
        }
        return chain
    }

    // MARK: Variables

    func hasVariables(in chain: [ElementInstanceKey]) -> Bool {
        changed != nil || chain.contains { instance.element($0)?.hasVariables == true }
    }

    func variables() throws(CommandFailure) -> InstanceVariables {
        if let changed { return changed }
        return try reading { () throws(StorageFailure) in try self.state.variables(of: self.instance) }
    }

    /// nil takes it away.
    func set(_ name: String, to value: JSONValue?, in scope: ElementInstanceKey) throws(CommandFailure) {
        let current = try variables()
        let before = current[scope, name]
        guard before != value else { return }
        let place = Place(scope: scope, name: Array(name.utf8))
        if values.updateValue(values[place] ?? before, forKey: place) == nil { places.append(place) }
        if changed == nil { changed = InstanceVariables(copying: current) }
        changed?[scope, name] = value
    }

    func set(_ document: Variables, in scope: ElementInstanceKey) throws(CommandFailure) {
        for entry in document.entries { try set(entry.name, to: entry.value, in: scope) }
    }

    /// Each variable into the nearest scope that has it, from `scope` outwards; what none has, into the process.
    func propagate(_ document: Variables, from scope: ElementInstanceKey) throws(CommandFailure) {
        let chain = chain(from: scope)
        for entry in document.entries {
            let current = try variables()
            let owner = chain.first { current[$0, entry.name] != nil } ?? instance.key.root
            try set(entry.name, to: entry.value, in: owner)
        }
    }

    /// The scope goes, and what it holds with it.
    func drop(_ scope: ElementInstanceKey) throws(CommandFailure) {
        guard hasVariables(in: [scope]) else { return }
        for name in try variables().names(in: scope) { try set(name, to: nil, in: scope) }
    }

    /// What differs, in the order in which it came up.
    func changes() throws(CommandFailure) -> [MigratedVariable] {
        guard let changed else { return [] }
        return places.compactMap { place in
            let name = String(decoding: place.name, as: UTF8.self)
            let before = values[place] ?? nil
            let after = changed[place.scope, name]
            return before == after
                ? nil : MigratedVariable(scope: place.scope, name: name, before: before, after: after)
        }
    }
}
