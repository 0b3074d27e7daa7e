import FerryBPMN
import FerryModel

@testable import FerryEngine
@testable import FerryStore

/// A seeded sequence of everything a partition does with its storage. The same seed does the same to any storage.
struct StorageWorkload {
    private var random: Seeded
    private var nextPosition: UInt64 = 1

    init(seed: UInt64) { random = Seeded(seed: seed) }

    /// One turn: some changes, always with a record and the position, then one commit.
    mutating func turn(on storage: PartitionStorage) throws(StorageFailure) {
        // Reads do not see what is staged, so the one instance of a turn is loaded first.
        if random.chance(oneIn: 2) { try changeInstance(on: storage) }
        for _ in 0..<random.below(6) { storage.stage(change()) }
        let record = random.logRecord(first: nextPosition)
        storage.append(record)
        nextPosition = record.last.rawValue + 1
        storage.saveMeta(
            PartitionMeta(
                applied: record.last, keyCounter: Int64(random.below(99)), clock: random.time(),
                outboxSequences: [OutboxAcknowledgement(receiver: PartitionID(2), sequence: nextPosition)]))
        try storage.commit()
    }

    private mutating func smallKey() -> Int64 { Int64(1 + random.below(12)) }

    private mutating func changeInstance(on storage: PartitionStorage) throws(StorageFailure) {
        let key = ProcessInstanceKey(rawValue: smallKey() << 20)
        guard let instance = try storage.loadInstance(key) else {
            storage.save(random.instance(key, elements: random.pick([1, 2, 5, 31, 33, 60])))
            return
        }
        if random.chance(oneIn: 4) {
            storage.delete(instance)
            return
        }
        if let first = instance.elements.first {
            first.state = random.pick([.activating, .activated])
            instance.changedElements.insert(first.key)
        }
        for _ in 0..<random.below(30) {
            // Only elements that hold no others may go.
            guard let leaf = instance.elements.last, instance.elements.count > 1 else { break }
            instance.elements.removeLast()
            instance.removedElements.insert(leaf.key)
        }
        for _ in 0..<random.below(30) {
            let next = ElementInstanceKey(rawValue: (instance.elements.last?.key.rawValue ?? key.rawValue) + 1)
            let added = ElementInstance(
                key: next, scope: instance.elements.first?.key, elementID: "added", kind: .serviceTask,
                state: .activated, job: random.job())
            instance.elements.append(added)
            instance.removedElements.remove(next)
            instance.changedElements.insert(next)
        }
        storage.save(instance)
    }

    private mutating func queued() -> QueuedJob {
        QueuedJob(
            tenant: random.pick([.default, TenantID(rawValue: "a")]), type: random.pick(["pay", "pa", "ship"]),
            priority: random.pick([0, 0, 0, 1, -1, .max, .min]), key: JobKey(rawValue: smallKey()))
    }

    private mutating func change() -> StateChange {
        let instance = ProcessInstanceKey(rawValue: smallKey())
        let tenant = random.pick([TenantID.default, TenantID(rawValue: "a")])
        let type = random.pick(["pay", "pa", "ship"])
        let time = Timestamp(milliseconds: Int64(random.below(20)) - 5)
        let owner = EventOwner(instance, ElementInstanceKey(rawValue: smallKey()))
        switch random.below(15) {
        case 0: return .putVariable(instance, instance.root, random.name(), random.value())
        case 1: return .deleteVariable(instance, instance.root, random.name())
        case 2: return .putLocator(random.pick([.job, .incident, .element]), smallKey(), instance)
        case 3: return .deleteLocator(random.pick([.job, .incident, .element]), smallKey())
        case 4: return .putDefinitionEntry(ProcessDefinitionKey(rawValue: smallKey()), instance)
        case 5: return .deleteDefinitionEntry(ProcessDefinitionKey(rawValue: smallKey()), instance)
        case 6, 7: return .enqueueJob(queued(), instance)
        case 8: return .dequeueJob(queued())
        case 9: return .putDue(time, smallKey(), random.chance(oneIn: 2) ? .job(instance) : .timer(owner))
        case 10:
            return random.pick([
                .deleteDue(time, smallKey()),
                .putSignalSubscription(tenant, type, EventSubscriptionKey(rawValue: smallKey()), owner),
                .deleteSignalSubscription(tenant, type, EventSubscriptionKey(rawValue: smallKey())),
            ])
        case 11:
            return random.pick([
                .putDefinition(random.definition()), .putDecisions(random.decisions()),
                .putForm(random.form()),
                .putStartTimer(random.startTimer()),
                .deleteStartTimer(
                    ProcessDefinitionKey(rawValue: smallKey()), EventSubscriptionKey(rawValue: smallKey())),
                .putDue(time, smallKey(), .startTimer(ProcessDefinitionKey(rawValue: smallKey()))),
            ])
        case 12: return .putAnswer(random.answer([UInt8(random.below(6))], expiresAt: time))
        case 13:
            return .deleteAnswer(
                AnswersForgotten.Entry(idempotencyKey: [UInt8(random.below(6))], expiresAt: time))
        default:
            if random.chance(oneIn: 2) { return .putOutbox(random.outboxMessage()) }
            return .deleteOutbox(PartitionID(UInt16(1 + random.below(5))), UInt64(1 + random.below(50)))
        }
    }
}

/// Everything the scans of a partition answer.
struct ScannedContent: Hashable {
    private(set) var lines: [String] = []

    init(_ storage: PartitionStorage) throws(StorageFailure) {
        var lines: [String] = []
        for tenant in [TenantID.default, TenantID(rawValue: "a")] {
            for type in ["pay", "pa", "ship"] {
                try storage.scanQueue(tenant: tenant, type: type) { job, instance in
                    lines.append("queue \(tenant) \(type) \(job) \(instance)")
                    return true
                }
                try storage.scanSignalSubscriptions(tenant: tenant, name: type) { subscription, owner in
                    lines.append("signal \(tenant) \(type) \(subscription) \(owner)")
                    return true
                }
            }
        }
        for time in [-3, 4, 50] as [Int64] {
            try storage.scanDue(upTo: Timestamp(milliseconds: time)) { due, key, thing in
                lines.append("due \(due.milliseconds) \(key) \(thing)")
                return true
            }
            try storage.scanExpiredAnswers(upTo: Timestamp(milliseconds: time)) { entry in
                lines.append("expired \(entry)")
                return true
            }
        }
        for definition in [nil, 1, 2, 3] as [ProcessDefinitionKey?] {
            try storage.scanInstances(of: definition, after: 2) { instance in
                lines.append("instance \(instance)")
                return true
            }
        }
        try storage.scanIncidents(after: 3) { incident, instance in
            lines.append("incident \(incident) \(instance)")
            return true
        }
        try storage.scanDefinitions { definition in
            lines.append("definition \(definition)")
            return true
        }
        try storage.scanDecisions { file in
            lines.append("decisions \(file)")
            return true
        }
        try storage.scanForms { form in
            lines.append("form \(form)")
            return true
        }
        try storage.scanOutbox { message in
            lines.append("outbox \(message)")
            return true
        }
        for key in 1...12 as ClosedRange<Int64> {
            if let instance = try storage.loadInstance(ProcessInstanceKey(rawValue: key << 20)) {
                lines.append("loaded \(InstanceValue(instance))")
            }
            let variables = try storage.loadVariables(of: ProcessInstanceKey(rawValue: key), withItems: false)
            for scope in variables.sortedScopes {
                for name in variables.names(in: scope) { lines.append("variable \(scope) \(name)") }
            }
        }
        self.lines = lines
    }
}
