import FerryClient

extension DemoRun {
    mutating func showDryRun() async throws {
        step("Ask first: a dry run for one order that waits for its payment")
        guard let key = try await orderAtPayment() else { throw InputError("no order waits for its payment") }
        let report = try await client.migrateProcessInstance(
            MigrateProcessInstance(processInstanceKey: key, plan: files.plan, dryRun: true))
        say(report.lines(naming: await DefinitionNames(of: [report.source, report.target], from: client)))
        let bare = MigrationPlan(target: files.plan.target, source: files.plan.source)
        if let rejection = await client.refusal(of: key, by: bare) {
            say("", "The same order by a plan that maps nothing: every reason at once.", "")
            say(rejection.lines(width: console.terminal.columns - 3))
        }
    }

    mutating func migrateAll() async throws -> [MigrationRun.Refusal] {
        step("Migrate every running order to version 2")
        let keys = try await client.instances(of: .version(processID: OrderModel.processID, version: 1)).map(\.key)
        let run = MigrationRun(client: client, plan: files.plan, inFlight: inFlight)
        let outcome = await run.migrate(
            keys, progress: ProgressBar("   migrating", total: keys.count, console: console))
        if let failed = outcome.refused.first(where: { $0.rejection.code != .failedPrecondition }) {
            throw failed.rejection
        }
        tally.migrated = outcome.migrated
        tally.refused = outcome.refused.count
        tally.migrating = outcome.elapsed
        tally.migrationLatencies = outcome.latencies
        say(
            "\(outcome.migrated) migrated in \(rate(outcome.migrated, outcome.elapsed)), each one safe on disk; "
                + "\(outcome.refused.count) refused")
        return outcome.refused
    }

    mutating func showRefusal(_ refused: [MigrationRun.Refusal]) async throws {
        guard let refusal = refused.first else { return }
        step("See why \(refused.count) were refused: instance \(refusal.key), for example")
        say(refusal.rejection.lines(width: console.terminal.columns - 3))
    }

    /// Cancel and create anew: the fallback for an order that cannot move.
    mutating func takeOver(_ refused: [MigrationRun.Refusal]) async throws {
        guard !refused.isEmpty else { return }
        step("Take the refused ones over: cancel, and create at the same element of version 2")
        let target = files.plan.target
        let client = client
        let recreated = try await withThrowingTaskGroup(of: ProcessInstanceKey.self) { group in
            for refusal in refused {
                group.addTask { try await client.recreate(refusal.key, on: target) }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        // Counted where they run: that every creation was answered does not show it.
        tally.recreated = try await client.instances(of: target).count { recreated.contains($0.key) }
        say("\(tally.recreated) recreated with their variables")
    }

    /// An order at the payment, if possible one whose stock is reserved: there a token waits at the join as well.
    private func orderAtPayment() async throws -> ProcessInstanceKey? {
        let waiting = try await client.instances(
            of: .version(processID: OrderModel.processID, version: 1), at: OrderModel.chargePayment)
        return (waiting.first { $0.activeElements == [OrderModel.chargePayment] } ?? waiting.first)?.key
    }
}

extension FerryClient {
    /// Why a dry run says no; nil when it says yes.
    fileprivate func refusal(of key: ProcessInstanceKey, by plan: MigrationPlan) async -> Rejection? {
        do {
            _ = try await migrateProcessInstance(
                MigrateProcessInstance(processInstanceKey: key, plan: plan, dryRun: true))
            return nil
        } catch {
            return error
        }
    }

    /// The new instance.
    fileprivate func recreate(
        _ key: ProcessInstanceKey, on target: DefinitionReference
    ) async throws -> ProcessInstanceKey {
        let tree = try await getProcessInstance(key)
        let variables = tree.variables.filter { $0.scope == key.root }
        try await cancelProcessInstance(key)
        return try await createProcessInstance(
            CreateProcessInstance(
                definition: target,
                variables: Variables(variables.map { Variables.Entry(name: $0.name, value: $0.value) }),
                startElements: tree.summary.activeElements)
        ).processInstanceKey
    }
}
