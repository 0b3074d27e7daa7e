import FerryClient
import FerryModel

/// Changes of where an instance stands, and the plans for them.
extension ScenarioRun {
    mutating func migrate(
        _ key: ProcessInstanceKey, _ draft: PlanDraft, _ isDryRun: Bool, _ step: Step
    ) async throws -> Seen {
        let plan = try await resolved(draft, step)
        let tree = try await runningTree(key)
        let migration = MigrateProcessInstance(processInstanceKey: key, plan: plan, dryRun: isDryRun)
        let report = try await client.migrateProcessInstance(migration)
        let now = try await runningTree(key)
        if !isDryRun {
            beforeMigration[key] = tree
        } else if now != tree {
            throw Mismatch("a dry run changed the instance", line: step.line)
        }
        return .migrated(report)
    }

    mutating func askAboutPlan(_ step: Step) async throws -> Seen {
        switch step.action {
        case .checkPlan(let draft):
            return .checked(
                try await client.validateMigrationPlan(ValidateMigrationPlan(plan: try await resolved(draft, step))))
        case .generatePlan(let source, let target):
            let (from, to) = (
                try await reference(source, line: step.line), try await reference(target, line: step.line)
            )
            var generation = GenerateMigrationPlan(source: from, target: to)
            let first = try await client.generateMigrationPlan(generation)
            var counts = first.counts
            generation.page.token = first.nextPageToken
            while !generation.page.token.isEmpty {
                let next = try await client.generateMigrationPlan(generation)
                counts += next.counts
                generation.page.token = next.nextPageToken
            }
            return .generated(first, counts)
        default: preconditionFailure("nothing else is asked about plans")
        }
    }

    private mutating func resolved(_ draft: PlanDraft, _ step: Step) async throws -> MigrationPlan {
        guard let target = draft.target ?? draft.file.target.map({ .definition($0) }) else {
            throw Mismatch("the plan has no target", line: step.line)
        }
        let source = draft.source ?? draft.file.source.map { .definition($0) }
        var found: DefinitionReference?
        if let source { found = try await reference(source, line: step.line) }
        return draft.file.plan(to: try await reference(target, line: step.line), from: found)
    }

    // MARK: Modification

    func modify(_ key: ProcessInstanceKey, _ draft: ModificationDraft, _ step: Step) async throws -> Seen {
        // Who names no element by number can be told that there is no such instance.
        let tree = try await runningTree(key)
        func element(_ choice: ElementChoice) throws -> ElementInstanceKey {
            guard let tree else { throw Mismatch("the instance has ended", line: step.line) }
            return try tree.element(choice.element, choice.number, step).key
        }
        func selection(_ selection: ModificationDraft.Selection) throws -> ElementSelection {
            switch selection {
            case .all(let id): .element(id)
            case .one(let choice): .instance(try element(choice))
            case .key(let key): .instance(key)
            }
        }
        var modification = ModifyProcessInstance(processInstanceKey: key, dryRun: draft.isDryRun)
        modification.activate = try draft.activate.map { activation in
            ElementActivation(
                elementID: activation.element, ancestor: try activation.within.map(element),
                variables: activation.variables)
        }
        modification.terminate = try draft.terminate.map(selection)
        modification.move = try draft.move.map { move in
            ElementMove(
                source: try selection(move.from), target: move.to,
                ancestor: try move.within.map { .instance(try element($0)) } ?? move.ancestor,
                variables: move.variables)
        }
        return .modified(try await client.modifyProcessInstance(modification))
    }
}
