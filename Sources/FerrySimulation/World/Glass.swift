import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// One call worked off alone, with the disk looked at before and after.
struct Glass {
    let partition: SimulatedPartition
    let call: CallInFlight
    let now: Timestamp

    func perform(counting coverage: inout Coverage, isPoisoned: Bool) throws {
        // What is due, and polls that can be served, would change things beside the call.
        var turns = 0
        repeat {
            try partition.observedTurn([], at: now) { _ in }
            turns += 1
        } while turns < 50 && partition.loop?.nextDue.map { $0 <= now } ?? false
        let before = try partition.reader()
        let rows = try before.dumpState()
        let key = call.submission.metadata.idempotencyKey
        let isRepeat = try !key.isEmpty && before.loadAnswer(idempotencyKey: key) != nil
        let situations = isRepeat ? [] : try Encounters.met(by: call.submission.call, in: before)
        var oracle: MigrationOracle?
        var preview: Reply.Content?
        if case .migrateProcessInstance(let migration) = call.submission.call, !migration.dryRun, !isRepeat {
            oracle = try MigrationOracle(migration, in: before)
            // A dry run that trips over poison bans the instance as the migration would.
            if !isPoisoned {
                var dryRun = migration
                dryRun.dryRun = true
                preview = try self.preview(.migrateProcessInstance(dryRun))
            }
        }
        if case .modifyProcessInstance(var dryRun) = call.submission.call, !dryRun.dryRun, !isRepeat, !isPoisoned {
            dryRun.dryRun = true
            preview = try self.preview(.modifyProcessInstance(dryRun))
        }

        var content: Reply.Content?
        try partition.observedTurn([.call(call)], at: now) { release in
            content = release.replies.first { $0.reply.requestID == call.submission.requestID }?.reply.content
        }
        let after = try partition.reader()
        for situation in situations {
            coverage.encounters.note(call.submission.call.name, situation, isDone: content?.isDone ?? false)
        }
        if case .rejected(let rejection) = content, rejection.code == .internal {
            try checkBan(before: rows, after: try after.dumpState())
            coverage.note(.faults, "instance banned")
        } else if mustNotChange(content) {
            guard try after.dumpState() == rows else {
                throw Violation(.refusalChangesNothing, "\(call.submission.call), answered \(content as Any)")
            }
        } else if let oracle, case .answer(.migrateProcessInstance(let report)) = content {
            try oracle.check(report, after)
            for what in oracle.describe(report) { coverage.note(.migrated, what) }
        }
        if let preview, let content { try compare(preview, with: content) }
    }

    private func mustNotChange(_ content: Reply.Content?) -> Bool {
        // Its refusal may come from whoever was to take the message, and cannot.
        if case .correlateMessage = call.submission.call { return false }
        if case .evaluateDecision = call.submission.call { return false }
        if case .rejected = content { return true }
        return !call.submission.call.changesState
    }

    /// A command that failed inside changes nothing but that its instance is banned, and so has no jobs to give.
    private func checkBan(before: [StateRow], after: [StateRow]) throws {
        let banning: Set<UInt8> = [1, 2, 3, 9, 10, 17]
        let changed = Set(before).symmetricDifference(after).compactMap(\.key.first).filter { !banning.contains($0) }
        guard changed.isEmpty else {
            throw Violation(.refusalChangesNothing, "a ban changed tables \(changed.sorted())")
        }
    }

    /// The same migration, or modification, as a dry run, asked by nobody.
    private func preview(_ dryRun: Call) throws -> Reply.Content? {
        guard call.submission.metadata.deadline == nil else { return nil }
        let rows = try partition.reader().dumpState()
        let nobody = Connection()
        let submission = Submission(requestID: 0, call: dryRun, metadata: CallMetadata())
        var content: Reply.Content?
        try partition.observedTurn([.call(CallInFlight(submission: submission, target: nobody))], at: now) { release in
            content = release.replies.first { $0.target === nobody }?.reply.content
            release.replies.removeAll { $0.target === nobody }
        }
        guard try partition.reader().dumpState() == rows else {
            throw Violation(.refusalChangesNothing, "\(dryRun.brief)")
        }
        return content
    }

    private func compare(_ preview: Reply.Content, with content: Reply.Content) throws {
        let isTrue =
            switch (preview, content) {
            case (.rejected(let foretold), .rejected(let rejection)): foretold == rejection
            case (.answer(.migrateProcessInstance(let foretold)), .answer(.migrateProcessInstance(let report))):
                foretold.elements == report.elements && foretold.tokens == report.tokens
                    && foretold.events.map(\.outcome) == report.events.map(\.outcome)
                    && foretold.source == report.source && foretold.target == report.target && foretold.isDryRun
            case (.answer(.modifyProcessInstance(let foretold)), .answer(.modifyProcessInstance(let report))):
                foretold.activated.map(\.elementID) == report.activated.map(\.elementID)
                    && foretold.terminated == report.terminated && foretold.hasEnded == report.hasEnded
                    && foretold.isDryRun
            default: false
            }
        guard isTrue else { throw Violation(.previewTellsTheTruth, "foretold \(preview), came \(content)") }
    }
}

extension Reply.Content {
    fileprivate var isDone: Bool {
        if case .answer = self { return true }
        return false
    }
}
