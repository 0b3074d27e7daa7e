import FerryBPMN
import FerryModel

/// Comparing two definitions for somebody who writes a plan.
extension Engine {
    func generate(_ call: GenerateMigrationPlan) throws(CommandFailure) -> Answer {
        let source = try definition(named: call.source, tenant: call.tenant)
        let target = try definition(named: call.target, tenant: call.tenant)
        var answer = GenerateMigrationPlan.Answer(source: source.record, target: target.record)
        // The pages of a list begin at partition 1; each of the others has a first page of its own.
        if call.page.token.isEmpty, state.partition == PartitionID(1) { compare(source, target, &answer) }
        try count(source, call.page, &answer)
        return .generateMigrationPlan(answer)
    }

    private func compare(_ source: Definition, _ target: Definition, _ answer: inout GenerateMigrationPlan.Answer) {
        let equal = checkedPlans.plan(
            MigrationPlan(target: .key(target.key), autoMap: .equal), from: source, to: target)
        let adaptive = checkedPlans.plan(
            MigrationPlan(target: .key(target.key), autoMap: .equal, mode: .adaptive), from: source, to: target)
        let proposals = PlanProposals(from: equal, adaptive: adaptive)
        let paired = source.process.elements.dropFirst().compactMap { element in
            equal.elements[element.id].map { MigrationInstruction(from: element.id, to: $0.target.id) }
        }
        // What auto-map leaves for the instance's check to judge would be a fault of an explicit instruction.
        let explicit = CheckedPlan(
            MigrationPlan(target: .key(target.key), instructions: paired), from: source, to: target)
        var notes: [String: String] = [:]
        for fault in explicit.faults { notes[fault.elementID] = "\(fault.code): found \(fault.found)" }
        answer.instructions = paired.filter { notes[$0.from] == nil && notes[$0.to] == nil }
        answer.proposals = proposals.instructions
        let reached = Set(answer.instructions.map(\.to)).union(proposals.instructions.map(\.to))
        let gone = Set(answer.instructions.map(\.from)).union(proposals.instructions.map(\.from))
        answer.unmapped = source.process.elements.dropFirst().filter { !gone.contains($0.id) }.map { element in
            UnmappedElement(
                elementID: element.id, kind: element.kind.rawValue,
                note: notes[element.id] ?? equal.whyNotPaired(element.id) ?? "")
        }
        answer.added = target.process.elements.dropFirst().map(\.id).filter { !reached.contains($0) }
    }

    /// Goes through one page of the instances.
    private func count(
        _ source: Definition, _ page: Page, _ answer: inout GenerateMigrationPlan.Answer
    ) throws(CommandFailure) {
        let cursor = try PageCursor(page)
        let page = try self.page(cursor, examiningAtMost: cursor.size) { (visit) throws(StorageFailure) in
            try self.state.storage.scanInstances(of: source.key, after: ProcessInstanceKey(cursor.after)) {
                (key) throws(StorageFailure) in try visit(key, key)
            }
        } view: { (_: ProcessInstanceKey, instance) in
            instance
        }
        var counts: [String: ElementCount] = [:]
        for element in page.views.lazy.flatMap(\.elements) {
            let id = element.elementID
            counts[id, default: ElementCount(elementID: id, active: 0, withIncidents: 0)].active += 1
            if element.incident != nil || element.job?.incident != nil { counts[id]?.withIncidents += 1 }
        }
        answer.counts = source.process.elements.compactMap { counts[$0.id] }
        answer.instancesCounted = Int32(page.views.count)
        answer.nextPageToken = page.nextPageToken
    }
}
