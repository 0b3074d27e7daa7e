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
/// ```
struct PlanFile: Hashable, Sendable {
    /// A file may leave it to the command line.
    var target: DefinitionReference?
    var source: DefinitionReference?
    var mode: MigrationMode?
    var autoMap: AutoMap?
    var instructions: [MigrationInstruction] = []

    /// Reads the whole file and reports everything that is wrong with it, each with its line.
    init(reading text: [UInt8], name: String) throws(InputError) {
        var reader = PlanReader(fileName: name)
        self = try reader.read(text)
    }

    init() {}
}
