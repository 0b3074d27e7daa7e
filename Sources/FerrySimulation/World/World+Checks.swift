import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

extension World {
    /// The node loses its memory, and of each disk what was not synced, or only the newest part of that.
    func crash(isLast: Bool = false) throws {
        var stores: [MemoryOrderedStore] = []
        for partition in node.partitions {
            let spared = random.below(partition.store.memory.unsyncedCommits + 1)
            let lost = partition.store.memory.unsyncedCommits - spared
            coverage.note(
                .faults, lost == 0 ? "crash: nothing lost" : spared == 0 ? "crash: all unsynced lost" : "crash: torn")
            if !partition.mailbox.isEmpty { coverage.note(.faults, "crash before commit") }
            if !partition.unsynced.isEmpty { coverage.note(.faults, "crash after commit, before sync") }
            if !partition.ready.isEmpty { coverage.note(.faults, "crash after sync, before answers") }
            stores.append(partition.store.memory.afterCrash(sparing: spared))
        }
        let told = node.partitions.map(\.toldPosition)
        let poisoned = isLast ? [] : poison()
        write("the node crashes")
        node = try SimulatedNode(
            over: stores, mailboxCallsMax: swarm.mailboxCallsMax, cachedElements: swarm.cachedElements,
            poisoned: poisoned)
        requests = []
        book.excuse()
        connections = connections.map { _ in Connection() }
        for (partition, told) in zip(node.partitions, told) where partition.syncedPosition < told {
            throw Violation(
                .acknowledgedSurvives, "partition \(partition.id) is at \(partition.syncedPosition), told up to \(told)"
            )
        }
        try check()
    }

    /// Definitions that the next node will not make sense of.
    private func poison() -> Set<ProcessDefinitionKey> {
        guard random.chance(swarm.poisoned) else { return [] }
        let victims = Eye(node: node).definitions.map(\.definition.key).filter { _ in random.chance(50) }
        coverage.note(.faults, "definition poisoned", victims.count)
        write("definitions \(victims) are poisoned")
        return Set(victims)
    }

    /// A partition that stopped refuses what it has, what it gets and what waits in it: nobody is left without an answer.
    func checkRefusals() throws {
        for index in node.partitions.indices {
            while !node.partitions[index].mailbox.isEmpty { try turn(index, callsMax: 20) }
            // What was safe before the failure still leaves.
            try sync(node.partitions[index])
            node.letGo(node.partitions[index])
        }
        try collect()
        let stopped = node.partitions.filter { $0.failure != nil }.map(\.id)
        let here = Set(requests.map(\.submission.requestID))
        for request in book.unanswered where !here.contains(request) {
            guard let number = book.order(of: request) else { continue }
            let order = book.orders[number]
            guard owner(of: order).map({ stopped.contains($0) }) ?? false else { continue }
            throw Violation(.answeredOnce, "a stopped partition owes order \(number) an answer: \(order.call.brief)")
        }
    }

    /// The partition that a call must be answered by; nil where that is not told by the call.
    private func owner(of order: Order) -> PartitionID? {
        switch order.call {
        case .deployResources: PartitionID(1)
        case .createProcessInstance:
            order.metadata.idempotencyKey.isEmpty
                ? nil
                : node.partitions[
                    Int(IdempotencyRoute.hash(order.metadata.idempotencyKey) % UInt64(node.partitions.count))
                ].id
        case .completeJob(let call): call.jobKey.partition
        case .failJob(let call): call.jobKey.partition
        case .updateJobRetries(let call): call.jobKey.partition
        case .resolveIncident(let call): call.incidentKey.partition
        case .cancelProcessInstance(let call): call.processInstanceKey.partition
        case .migrateProcessInstance(let call): call.processInstanceKey.partition
        case .setVariables(let call): call.scope.partition
        case .throwError(let call): call.jobKey.partition
        case .updateJobTimeout(let call): call.jobKey.partition
        case .updateJob(let call): call.jobKey.partition
        case .activateAdHocActivities(let call): call.adHocInstanceKey.partition
        case .modifyProcessInstance(let call): call.processInstanceKey.partition
        case .suspendProcessInstance(let call): call.processInstanceKey.partition
        case .resumeProcessInstance(let call): call.processInstanceKey.partition
        case .assignUserTask(let call): call.userTaskKey.partition
        case .updateUserTask(let call): call.userTaskKey.partition
        case .completeUserTask(let call): call.userTaskKey.partition
        case .publishMessage(let call):
            PartitionID(forCorrelationKey: call.correlationKey, of: node.partitions.count)
        // All look at a poll; the last one left answers it.
        case .activateJobs: node.partitions.allSatisfy { $0.failure != nil } ? node.partitions[0].id : nil
        default: nil
        }
    }

    /// All oracles that look at what lies on the disks.
    func check() throws {
        for (partition, index) in zip(node.partitions, indexes) where partition.failure == nil {
            try sync(partition)
            guard partition.failure == nil else { continue }
            let reader = try partition.reader()
            try index.follow(reader.eventLog, counting: &coverage)
            try compare(try index.replayedState(), with: try reader.dumpState(), of: partition)
            var rest = try RestOracle(
                partition, library: node.library, mayLackModels: swarm.poisoned > 0)
            try rest.check()
        }
        guard node.partitions.allSatisfy({ $0.failure == nil }) else { return }
        try checkPromises()
        try checkOnce()
    }

    func compare(_ replayed: [StateRow], with live: [StateRow], of partition: SimulatedPartition) throws {
        guard replayed != live else { return }
        let wrong = Set(replayed).symmetricDifference(live).sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let tables = wrong.prefix(6).map { row in
            "table \(row.key.first ?? 0), key \(row.key.dropFirst()), value \(row.value)"
        }
        throw Violation(
            .replayEqualsLive,
            "partition \(partition.id): \(wrong.count) rows differ:\n  \(tables.joined(separator: "\n  "))")
    }

    private func checkPromises() throws {
        for promise in book.takeNewPromises() {
            let keepers = indexes.count { $0.facts[promise] != nil }
            if case .deployed = promise {
                guard keepers == indexes.count else {
                    throw Violation(.deployedEverywhere, "\(promise) is on \(keepers) of \(indexes.count) partitions")
                }
            } else if keepers == 0 {
                throw Violation(.acknowledgedSurvives, "\(promise) was answered and is in no log")
            }
        }
    }

    private func checkOnce() throws {
        for index in indexes {
            try index.checkOnce()
            for case .marked(let order) in index.facts.keys {
                guard let number = Int(order.text), number >= forgottenBelow else { continue }
                let total = indexes.reduce(0) { $0 + ($1.facts[.marked(order)] ?? 0) }
                guard total == 1 else { throw Violation(.onceOnly, "order \(number) made \(total) instances") }
            }
        }
    }
}
