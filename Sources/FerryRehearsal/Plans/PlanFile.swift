package import FerryModel

/// A migration plan as it stands in a YAML or JSON file.
///
/// ```yaml
/// target: {process: order, version: 2}   # or {key: 123}, {process: order, hash: ab12...}, {latest: {process: order}}
/// source: {process: order, version: 1}   # optional: other instances are refused
/// mode: strict                           # optional: strict (default), adaptive
/// auto-map: equal                        # optional: none (default), equal
/// instructions:
///   - {from: charge-payment, to: collect-payment}
///   - {from: overdue, to: overdue, trigger: update, timer: credit-elapsed}   # keep, update; keep-due, restart, ...
///   - {from: ship, to: send, job: recreate}                                  # keep (default), recreate
/// variables:                             # optional: in this order; scope: an element of the source
///   - {set: region, value: EU}
///   - {set: total, expression: price * amount, scope: positions}
///   - {rename: orderId, to: orderNumber}
///   - {remove: legacy}
/// unmapped-compensation: reject          # optional: reject (default), drop
/// skip-listeners: false                  # optional
/// skip-io-mappings: false                # optional
/// ```
package struct PlanFile: Hashable, Sendable {
    /// A file may leave it to whoever uses it.
    package var target: DefinitionReference?
    package var source: DefinitionReference?
    package var mode: MigrationMode?
    package var autoMap: AutoMap?
    package var instructions: [MigrationInstruction] = []
    package var variables: [VariableChange] = []
    package var unmappedCompensation: UnmappedCompensation?
    package var skipListeners: Bool?
    package var skipIOMappings: Bool?

    package init() {}

    /// Reads the whole file. Nil, and everything that is wrong with it, each with its line, when it is no plan.
    package static func read(_ bytes: [UInt8], named name: String, problems: inout [String]) -> PlanFile? {
        var reader = DocumentReader(fileName: name)
        let root = DocumentParser.parse(bytes, problems: &reader.problems)
        let plan = root.flatMap { root in
            reader.fields(root, "a plan", known: DocumentReader.planFields).map { reader.plan($0) }
        }
        problems += reader.problems.lines
        return reader.problems.isEmpty ? plan : nil
    }

    package func plan(to target: DefinitionReference, from source: DefinitionReference?) -> MigrationPlan {
        MigrationPlan(
            target: target, source: source, instructions: instructions, autoMap: autoMap ?? .none,
            mode: mode ?? .strict, variables: variables, unmappedCompensation: unmappedCompensation ?? .reject,
            skipListeners: skipListeners ?? false, skipIOMappings: skipIOMappings ?? false)
    }
}
