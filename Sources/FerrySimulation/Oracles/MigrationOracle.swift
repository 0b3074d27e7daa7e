import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore

/// An instance as it lies on disk, before and after it was moved.
struct MigrationOracle {
    private let before: ProcessInstance
    private let plan: MigrationPlan
    private let variablesBefore: [VariableView]
    private let position: LogPosition

    init?(_ migration: MigrateProcessInstance, in storage: PartitionStorage) throws(StorageFailure) {
        guard let instance = try storage.loadInstance(migration.processInstanceKey) else { return nil }
        before = instance
        plan = migration.plan
        variablesBefore = try Self.variables(of: instance.key, in: storage)
        position = try storage.loadMeta().applied
    }

    /// What the migration kept, for the report it answered.
    func check(_ report: MigrationReport, _ storage: PartitionStorage) throws {
        try checkLog(report, storage)
        // What the partition told itself by the migration may have gone on with the instance since.
        guard try !hasGoneOn(storage) else { return }
        guard let after = try storage.loadInstance(before.key) else { throw fault("the instance is gone") }
        guard after.definitionKey == report.target, before.definitionKey == report.source else {
            throw fault("the definition is \(after.definitionKey), told \(report.target)")
        }
        // Adaptive plans remove scopes and make others.
        if plan.mode == .strict { try checkElements(after, report) }
        for element in after.elements { try checkEvents(of: element, report) }
        if plan.mode == .strict { try checkTokens(after, report) }
        // With another process comes another place behind the message that began it.
        let isOfSameProcess = after.formerProcessIDs == before.formerProcessIDs
        guard after.isSuspended == before.isSuspended, after.parent == before.parent,
            after.startLock == before.startLock || !isOfSameProcess
        else { throw fault("it is another instance") }
        guard
            plan.unmappedCompensation == .drop || plan.mode == .adaptive
                || after.compensations.map(\.key) == before.compensations.map(\.key)
        else { throw fault("compensations \(before.compensations) became \(after.compensations)") }
        if plan.mode == .strict, plan.variables.isEmpty {
            guard try Self.variables(of: before.key, in: storage) == variablesBefore else {
                throw fault("variables changed")
            }
        }
    }

    private func hasGoneOn(_ storage: PartitionStorage) throws -> Bool {
        let records = try storage.eventLog.read(from: LogPosition(position.rawValue + 1))
        let others = records.first?.events.dropFirst() ?? []
        // A join that waits for nobody any more goes on at once.
        let hasStepped = others.contains { event in
            if case .elementActivating = event.event { event.instance == before.key } else { false }
        }
        return hasStepped || records.dropFirst().contains { $0.events.contains { $0.instance == before.key } }
    }

    private func checkElements(_ after: ProcessInstance, _ report: MigrationReport) throws {
        guard report.elements.map(\.key) == before.elements.map(\.key), after.elements.count == before.elements.count
        else {
            throw fault(
                "\(before.elements.count) elements became \(after.elements.count), \(report.elements.count) told")
        }
        for (old, (new, moved)) in zip(before.elements, zip(after.elements, report.elements)) {
            guard old.key == new.key, old.scope == new.scope, old.kind == new.kind, old.state == new.state,
                old.incident == new.incident, old.loop == new.loop, old.loopCounter == new.loopCounter,
                old.calledInstance == new.calledInstance, old.handlersAwaited == new.handlersAwaited,
                old.compensates == new.compensates,
                (old.userTask == nil) == (new.userTask == nil) || report.structure.isNew(old)
            else { throw fault("element \(old.key) '\(old.elementID)' changed beyond its id") }
            guard old.job == new.job || report.structure.isNew(old) else {
                throw fault("the job of '\(old.elementID)' changed from \(old.job as Any) to \(new.job as Any)")
            }
            guard moved.from == old.elementID, moved.to == new.elementID else {
                throw fault("element \(old.key) went from '\(old.elementID)' to '\(new.elementID)', told otherwise")
            }
        }
    }

    /// What an element waits for is what it waited for, but for what was told.
    private func checkEvents(of element: ElementInstance, _ report: MigrationReport) throws {
        var expected = before.element(element.key)?.subscriptions ?? []
        for moved in report.events where moved.element == element.key {
            if let old = moved.before {
                guard expected.contains(old) else {
                    throw fault("'\(element.elementID)' did not wait for \(old), told \(moved.outcome)")
                }
                expected.removeAll { $0.key == old.key }
            }
            if let new = moved.after { expected.append(new) }
        }
        func sorted(_ subscriptions: [EventSubscription]) -> [EventSubscription] {
            subscriptions.sorted { $0.key < $1.key }
        }
        guard sorted(expected) == sorted(element.subscriptions) else {
            throw fault("'\(element.elementID)' waits for \(element.subscriptions), told \(expected)")
        }
    }

    private func checkTokens(_ after: ProcessInstance, _ report: MigrationReport) throws {
        guard after.tokens.reduce(0, { $0 + $1.count }) == before.tokens.reduce(0, { $0 + $1.count }),
            after.tokens.count == before.tokens.count, report.tokens.count == before.tokens.count
        else { throw fault("tokens \(before.tokens) became \(after.tokens)") }
    }

    private func checkLog(_ report: MigrationReport, _ storage: PartitionStorage) throws {
        let records = try storage.eventLog.read(from: LogPosition(position.rawValue + 1))
        let events = records.flatMap(\.events)
        // A condition that is true may act at once; nothing else is done with the instance.
        guard let first = events.first, case .processInstanceMigrated = first.event,
            records.first?.first == report.position
        else { throw fault("the first event is \(events.first as Any)") }
        let moves = events.count { if case .processInstanceMigrated = $0.event { true } else { false } }
        guard moves == 1 else { throw fault("\(moves) migrations stand in the log") }
    }

    /// For the report of what was met: each element's kind and state, and how it was mapped.
    func describe(_ report: MigrationReport) -> [String] {
        let elements = zip(before.elements, report.elements).map { element, moved in
            let situation = Situation(element, of: before)
            let instruction = plan.instructions.first { $0.from == element.elementID }
            let how = (instruction == nil ? "auto" : "told") + (moved.from == moved.to ? ", same id" : ", other id")
            return "\(situation.element) \(situation.state): \(how)\(instruction?.choices ?? "")"
        }
        let tokens = report.tokens.map { token in
            "token to \(token.fromGateway == token.toGateway ? "same" : "other") join by "
                + "\(token.fromFlow == token.toFlow ? "same" : "other") flow" + (token.count > 1 ? ", several" : "")
        }
        let events = report.events.map { event in
            "event \((event.before ?? event.after)?.trigger.kind ?? ""): \(event.outcome.rawValue)"
        }
        return elements + tokens + events + (before.elements.count > 32 ? ["an instance of more than 32 elements"] : [])
            + (before.compensations.isEmpty ? [] : ["an instance with compensations"])
            + (plan.mode == .adaptive ? ["an instance by an adaptive plan"] : [])
            + (plan.variables.isEmpty ? [] : ["an instance with changes of variables"])
    }

    private static func variables(
        of key: ProcessInstanceKey, in storage: PartitionStorage
    ) throws(StorageFailure) -> [VariableView] {
        let all = try storage.loadVariables(of: key, withItems: true)
        return all.sortedScopes.flatMap { scope in
            all.names(in: scope).map { VariableView(scope: scope, name: $0, value: all[scope, $0] ?? .null) }
        }
    }

    private func fault(_ finding: String) -> Violation {
        Violation(.migrationConserves, "instance \(before.key): \(finding)")
    }
}

extension MigrationInstruction {
    fileprivate var choices: String {
        (trigger == .update ? ", trigger updated" : "") + (timer.map { ", timer \($0)" } ?? "")
            + (job == .recreate ? ", job recreated" : "")
    }
}

extension MigratedStructure {
    /// The work of an element was made anew.
    fileprivate func isNew(_ element: ElementInstance) -> Bool {
        jobs.contains { $0.elementInstanceKey == element.key }
    }
}
