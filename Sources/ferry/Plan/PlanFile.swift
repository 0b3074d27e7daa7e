import FerryClient

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
struct PlanFile: Hashable, Sendable {
    /// A file may leave it to the command line.
    var target: DefinitionReference?
    var source: DefinitionReference?
    var mode: MigrationMode?
    var autoMap: AutoMap?
    var instructions: [MigrationInstruction] = []
    var variables: [VariableChange] = []
    var unmappedCompensation: UnmappedCompensation?
    var skipListeners: Bool?
    var skipIOMappings: Bool?

    /// Reads the whole file and reports everything that is wrong with it, each with its line.
    init(reading text: [UInt8], name: String) throws(InputError) {
        var reader = PlanReader(fileName: name)
        self = try reader.read(text)
    }

    init() {}

    func plan(to target: DefinitionReference, from source: DefinitionReference?) -> MigrationPlan {
        MigrationPlan(
            target: target, source: source, instructions: instructions, autoMap: autoMap ?? .none,
            mode: mode ?? .strict, variables: variables, unmappedCompensation: unmappedCompensation ?? .reject,
            skipListeners: skipListeners ?? false, skipIOMappings: skipIOMappings ?? false)
    }
}
