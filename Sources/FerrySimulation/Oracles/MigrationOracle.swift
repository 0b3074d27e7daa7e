import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore

/// An instance as it lies on disk, before and after it was moved.
struct MigrationOracle {
    private let before: ProcessInstance
    private let variablesBefore: [VariableView]
    private let position: LogPosition

    init?(_ key: ProcessInstanceKey, in storage: PartitionStorage) throws(StorageFailure) {
        guard let instance = try storage.loadInstance(key) else { return nil }
        before = instance
        variablesBefore = try Self.variables(of: key, in: storage)
        position = try storage.loadMeta().applied
    }

    /// What the migration kept, for the report it answered.
    func check(_ report: MigrationReport, _ storage: PartitionStorage) throws {
        guard let after = try storage.loadInstance(before.key) else { throw fault("the instance is gone") }
        guard report.elements.map(\.key) == before.elements.map(\.key), after.elements.count == before.elements.count
        else {
            throw fault(
                "\(before.elements.count) elements became \(after.elements.count), \(report.elements.count) told")
        }
        for (old, (new, moved)) in zip(before.elements, zip(after.elements, report.elements)) {
            guard old.key == new.key, old.scope == new.scope, old.kind == new.kind, old.state == new.state,
                old.job == new.job, old.incident == new.incident, old.hasVariables == new.hasVariables
            else { throw fault("element \(old.key) '\(old.elementID)' changed beyond its id") }
            guard moved.from == old.elementID, moved.to == new.elementID, moved.job == old.job?.key else {
                throw fault("element \(old.key) went from '\(old.elementID)' to '\(new.elementID)', told otherwise")
            }
        }
        guard after.tokens.reduce(0, { $0 + $1.count }) == before.tokens.reduce(0, { $0 + $1.count }),
            after.tokens.count == before.tokens.count, report.tokens.count == before.tokens.count
        else { throw fault("tokens \(before.tokens) became \(after.tokens)") }
        guard after.definitionKey == report.target, before.definitionKey == report.source else {
            throw fault("the definition is \(after.definitionKey), told \(report.target)")
        }
        guard try Self.variables(of: before.key, in: storage) == variablesBefore else {
            throw fault("variables changed")
        }
        try checkLog(report, storage)
    }

    private func checkLog(_ report: MigrationReport, _ storage: PartitionStorage) throws {
        let records = try storage.eventLog.read(from: LogPosition(position.rawValue + 1))
        let events = records.flatMap(\.events).filter { event in
            if case .answerRecorded = event.event { return false }
            return true
        }
        guard events.count == 1, records.first?.first == report.position,
            case .processInstanceMigrated = events[0].event
        else { throw fault("\(events.count) events, the first at \(records.first?.first.description ?? "none")") }
    }

    /// For the report of what was met: each element's kind and state, and how it was mapped.
    func describe(_ report: MigrationReport) -> [String] {
        zip(before.elements, report.elements).map { element, moved in
            let situation = Situation(element)
            return "\(situation.element) \(situation.state) to \(moved.from == moved.to ? "same id" : "other id")"
        }
            + report.tokens.map { token in
                "token to \(token.fromGateway == token.toGateway ? "same" : "other") join by "
                    + "\(token.fromFlow == token.toFlow ? "same" : "other") flow" + (token.count > 1 ? ", several" : "")
            } + (before.elements.count > 32 ? ["an instance of more than 32 elements"] : [])
    }

    private static func variables(
        of key: ProcessInstanceKey, in storage: PartitionStorage
    ) throws(StorageFailure) -> [VariableView] {
        let all = try storage.loadVariables(of: key)
        return all.sortedScopes.flatMap { scope in
            all.names(in: scope).map { VariableView(scope: scope, name: $0, value: all[scope, $0] ?? .null) }
        }
    }

    private func fault(_ finding: String) -> Violation {
        Violation(.migrationConserves, "instance \(before.key): \(finding)")
    }
}
