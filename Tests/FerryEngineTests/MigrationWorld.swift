import FerryBPMN
import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

extension EngineWorld {
    /// Migrates by a whole plan.
    func migrate(_ key: ProcessInstanceKey, by plan: MigrationPlan, dryRun: Bool = false) throws -> MigrationReport {
        let answer = try call(
            .migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan, dryRun: dryRun)))
        guard case .migrateProcessInstance(let report) = answer else { throw Unexpected() }
        return report
    }

    /// The reasons why a plan is refused, as `CODE element`; nothing may have changed.
    func refusals(_ key: ProcessInstanceKey, _ plan: MigrationPlan) throws -> [String] {
        let before = try dump()
        let refusal = try refusal(
            .migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan)))
        #expect(try dump() == before, "a refused migration changes nothing")
        return refusal.reasons.map { "\($0.code) \($0.elementID)" }
    }

    /// Every element instance as `id`, indented by its scopes, in the order of the keys; a body as `id*`.
    func shape(_ key: ProcessInstanceKey) throws -> [String] {
        let elements = try tree(key).elements
        let scopes = Dictionary(uniqueKeysWithValues: elements.map { ($0.key, $0.scope) })
        func depth(_ key: ElementInstanceKey) -> Int {
            (scopes[key] ?? nil).map { 1 + depth($0) } ?? 0
        }
        var ordered: [ElementInstanceView] = []
        func add(_ scope: ElementInstanceKey?) {
            for element in elements where element.scope == scope {
                ordered.append(element)
                add(element.key)
            }
        }
        add(nil)
        return ordered.map {
            String(repeating: " ", count: depth($0.key)) + $0.elementID + ($0.kind == "MULTI_INSTANCE_BODY" ? "*" : "")
        }
    }

    func cancel(_ key: ProcessInstanceKey) throws {
        try call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
    }
}

extension MigrationPlan {
    /// In adaptive mode.
    static func adaptive(
        _ target: ProcessDefinition, _ map: [(String, String)] = [], autoMap: AutoMap = .none,
        variables: [VariableChange] = [], skipListeners: Bool = false, skipIOMappings: Bool = false,
        unmappedCompensation: UnmappedCompensation = .reject
    ) -> MigrationPlan {
        MigrationPlan(
            target: .key(target.key), instructions: map.map { MigrationInstruction(from: $0.0, to: $0.1) },
            autoMap: autoMap, mode: .adaptive, variables: variables, unmappedCompensation: unmappedCompensation,
            skipListeners: skipListeners, skipIOMappings: skipIOMappings)
    }

    static func strict(
        _ target: ProcessDefinition, _ map: [(String, String)] = [], autoMap: AutoMap = .none,
        variables: [VariableChange] = [], unmappedCompensation: UnmappedCompensation = .reject,
        recreating: Set<String> = []
    ) -> MigrationPlan {
        MigrationPlan(
            target: .key(target.key),
            instructions: map.map {
                MigrationInstruction(from: $0.0, to: $0.1, job: recreating.contains($0.0) ? .recreate : .keep)
            },
            autoMap: autoMap, variables: variables, unmappedCompensation: unmappedCompensation)
    }
}
