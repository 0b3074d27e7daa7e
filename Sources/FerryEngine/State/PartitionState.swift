package import FerryModel

/// Everything a partition knows, and the command it is working on.
///
/// State changes only by `emit`: the event is remembered for the log and applied at once. `keep` makes the command's
/// events part of the turn, `discard` undoes them; `commit` hands the turn to the storage as one atomic batch.
/// Belongs to one partition thread.
package final class PartitionState {
    package let partition: PartitionID
    package let storage: any StateStorage
    package private(set) var meta: PartitionMeta
    package private(set) var definitions: DefinitionTable
    package private(set) var decisions: DecisionTable
    package private(set) var forms: FormTable
    /// The earliest moment at which something may be due; nil when nothing waits for time.
    package internal(set) var earliestDue: Timestamp?

    private var cache: InstanceCache
    /// How often an instance was found in memory, and how often it had to be looked for on disk.
    package private(set) var cacheHits: UInt64 = 0
    package private(set) var cacheMisses: UInt64 = 0
    private var turn = TurnOverlay()

    // The command being worked on.
    private var time: Timestamp
    private var events: [InstanceEvent] = []
    private var changes: [StateChange] = []
    private var touched: [ProcessInstance] = []
    private var touchedKeys: Set<ProcessInstanceKey> = []
    /// What was deployed before the command; nil: it has deployed nothing.
    private var tablesKept: (DefinitionTable, DecisionTable, FormTable)?
    /// `meta` as it was before the command.
    private var metaKept: PartitionMeta

    /// Reads what was kept. `cachedElements`: how many element instances to keep decoded in memory.
    package init(
        partition: PartitionID, storage: any StateStorage, cachedElements: Int = 20_000
    ) throws(StorageFailure) {
        self.partition = partition
        self.storage = storage
        meta = try storage.loadMeta()
        metaKept = meta
        time = meta.clock
        cache = InstanceCache(elementsMax: cachedElements)
        var table = DefinitionTable()
        try storage.scanDefinitions { (deployed) throws(StorageFailure) in
            table.insert(deployed)
            return true
        }
        definitions = table
        var decisionTable = DecisionTable()
        try storage.scanDecisions { (deployed) throws(StorageFailure) in
            decisionTable.insert(deployed)
            return true
        }
        decisions = decisionTable
        var formTable = FormTable()
        try storage.scanForms { (deployed) throws(StorageFailure) in
            formTable.insert(deployed)
            return true
        }
        forms = formTable
        try refreshEarliestDue()
    }

    /// The time of the command being worked on: never earlier than that of any command before it.
    package var now: Timestamp { time }

    /// How many events the command has emitted so far.
    package var emittedCount: Int { events.count }

    /// Where the next event will stand.
    package var nextPosition: LogPosition { LogPosition(meta.applied.rawValue + UInt64(events.count) + 1) }

    // MARK: A command's life

    package func begin(at time: Timestamp) {
        precondition(events.isEmpty && changes.isEmpty && touched.isEmpty, "the command before was kept or discarded")
        self.time = max(time, meta.clock)
    }

    package func emit(_ event: Event, of instance: ProcessInstance) throws(StorageFailure) {
        events.append(InstanceEvent(instance: instance.key, event: event))
        touch(instance)
        try apply(event, to: instance)
    }

    /// Emits an event of the partition itself.
    package func emit(_ event: Event) {
        events.append(InstanceEvent(instance: 0, event: event))
        apply(event)
    }

    /// Begins the life of a process instance.
    package func emit(_ event: ProcessInstanceCreated, for key: ProcessInstanceKey) -> ProcessInstance {
        events.append(InstanceEvent(instance: key, event: .processInstanceCreated(event)))
        return applyCreation(event, key)
    }

    /// The command is done: its events join the turn.
    package func keep() {
        guard !events.isEmpty else {
            meta = metaKept
            return
        }
        let record = LogRecord(first: LogPosition(meta.applied.rawValue + 1), timestamp: time, events: events)
        stage(record)
    }

    /// The command is not to have happened.
    package func discard() throws(StorageFailure) {
        meta = metaKept
        guard !events.isEmpty else { return }
        // What was changed in memory is dropped and read again, so what the turn holds of it must be readable.
        if touched.contains(where: { turn.holds($0.key) }) { try commit() }
        for instance in touched { cache.remove(instance.key) }
        if let (definitions, decisions, forms) = tablesKept {
            self.definitions.restore(definitions)
            self.decisions = decisions
            self.forms = forms
        }
        clearCommand()
    }

    /// Writes the turn as one batch, without waiting for the disk. Returns the newest position it holds.
    @discardableResult
    package func commit() throws(StorageFailure) -> LogPosition {
        if turn.isDirty {
            storage.saveMeta(metaKept)
            try storage.commit()
            turn = TurnOverlay()
        }
        if touched.isEmpty { cache.trim() }
        return metaKept.applied
    }

    /// Applies a record of the log again, exactly as when it was written.
    package func replay(_ record: LogRecord) throws(StorageFailure) {
        precondition(record.first.rawValue == meta.applied.rawValue + 1, "the log is replayed without a gap")
        begin(at: record.timestamp)
        for recorded in record.events {
            events.append(recorded)
            try replay(recorded)
        }
        stage(record)
    }

    private func replay(_ recorded: InstanceEvent) throws(StorageFailure) {
        noteKeys(of: recorded)
        if case .processInstanceCreated(let created) = recorded.event {
            _ = applyCreation(created, recorded.instance)
        } else if recorded.instance != 0 {
            guard let instance = try instance(recorded.instance) else {
                throw StorageFailure(.corruption, "the log speaks of instance \(recorded.instance), which is not there")
            }
            touch(instance)
            try apply(recorded.event, to: instance)
        } else {
            apply(recorded.event)
        }
    }

    private func stage(_ record: LogRecord) {
        storage.append(record)
        for change in changes {
            storage.stage(change)
            turn.note(change)
        }
        for instance in touched {
            let standing = instance.standing
            meta.instances.move(from: instance.countedAs, to: standing)
            instance.countedAs = standing
            if instance.isOver {
                storage.delete(instance)
                turn.noteGone(instance.key)
                cache.remove(instance.key)
            } else {
                storage.save(instance)
                turn.noteSaved(instance.key)
                cache.insert(instance)
            }
        }
        meta.applied = record.last
        meta.clock = record.timestamp
        metaKept = meta
        turn.isDirty = true
        clearCommand()
    }

    private func clearCommand() {
        events.removeAll(keepingCapacity: true)
        changes.removeAll(keepingCapacity: true)
        touched.removeAll(keepingCapacity: true)
        touchedKeys.removeAll(keepingCapacity: true)
        tablesKept = nil
    }

    private func touch(_ instance: ProcessInstance) {
        guard touched.last !== instance, touchedKeys.insert(instance.key).inserted else { return }
        touched.append(instance)
        // A commit since it was looked up may have trimmed it away: whoever looks it up now must find this very one.
        cache.insert(instance)
    }

    // MARK: Reading

    /// The running instance of this key, as the command sees it.
    package func instance(_ key: ProcessInstanceKey) throws(StorageFailure) -> ProcessInstance? {
        if turn.isGone(key) { return nil }
        // What the command has touched is in the cache: it is trimmed between commands only.
        if let cached = cache.find(key) {
            cacheHits += 1
            return cached.isOver ? nil : cached
        }
        cacheMisses += 1
        guard let loaded = try storage.loadInstance(key) else { return nil }
        cache.insert(loaded)
        return loaded
    }

    package func instance(owning key: JobKey) throws(StorageFailure) -> ProcessInstance? {
        try instance(located: .job, key.rawValue)
    }

    package func instance(owning key: IncidentKey) throws(StorageFailure) -> ProcessInstance? {
        try instance(located: .incident, key.rawValue)
    }

    package func instance(owning key: ElementInstanceKey) throws(StorageFailure) -> ProcessInstance? {
        if let instance = try instance(ProcessInstanceKey(key.rawValue)) { return instance }
        return try instance(located: .element, key.rawValue)
    }

    private func instance(located table: LocatorTable, _ key: Int64) throws(StorageFailure) -> ProcessInstance? {
        let owner: ProcessInstanceKey?
        switch turn.locate(table, key) {
        case .some(let known): owner = known
        case nil: owner = try storage.locate(table, key)
        }
        guard let owner else { return nil }
        return try instance(owner)
    }

    /// The instance's variables, read on first use.
    package func variables(of instance: ProcessInstance) throws(StorageFailure) -> InstanceVariables {
        if let variables = instance.variables { return variables }
        // Variables set earlier in this turn may wait in the batch.
        if turn.holds(instance.key) { try commit() }
        let loaded = try storage.loadVariables(of: instance.key, withItems: instance.hasLists)
        instance.variables = loaded
        // They weigh something.
        cache.insert(instance)
        return loaded
    }

    package func answer(idempotencyKey: [UInt8]) throws(StorageFailure) -> RecordedAnswer? {
        if let recorded = turn.answer(idempotencyKey) { return recorded }
        return try storage.loadAnswer(idempotencyKey: idempotencyKey)
    }

    // MARK: Used by the applier

    func change(_ change: StateChange) { changes.append(change) }

    private func keepTables() {
        if tablesKept == nil { tablesKept = (definitions, decisions, forms) }
    }

    func insertDefinition(_ deployed: DeployedDefinition) {
        keepTables()
        definitions.insert(deployed)
    }

    func insertDecisions(_ deployed: DeployedDecisions) {
        keepTables()
        decisions.insert(deployed)
    }

    func deleteDefinition(_ key: ProcessDefinitionKey) -> DeployedDefinition? {
        keepTables()
        return definitions.delete(key)
    }

    func deleteDecisions(_ key: DecisionRequirementsKey) -> DeployedDecisions? {
        keepTables()
        return decisions.delete(key)
    }

    func insertForm(_ deployed: DeployedForm) {
        keepTables()
        forms.insert(deployed)
    }

    func deleteForm(_ key: FormKey) -> DeployedForm? {
        keepTables()
        return forms.delete(key)
    }

    func changeMeta(_ body: (inout PartitionMeta) -> Void) { body(&meta) }

    func adopt(_ instance: ProcessInstance) {
        touch(instance)
        cache.insert(instance)
    }

    func noteDue(_ due: Timestamp) { earliestDue = earliestDue.map { min($0, due) } ?? due }

    /// The next key of this partition.
    package func nextKey<K: Key>(_: K.Type = K.self) -> K {
        meta.keyCounter += 1
        return K(partition: partition, counter: meta.keyCounter)
    }

    /// Keys seen in the log are in use.
    func noteKey(_ key: Int64) {
        let key = ProcessInstanceKey(key)
        if key.partition == partition { meta.keyCounter = max(meta.keyCounter, key.counter) }
    }

    func refreshEarliestDue() throws(StorageFailure) {
        try commit()
        earliestDue = nil
        var earliest: Timestamp?
        try storage.scanDue(upTo: Timestamp(milliseconds: .max)) { (due, _, _) throws(StorageFailure) in
            earliest = due
            return false
        }
        try storage.scanExpiredAnswers(upTo: Timestamp(milliseconds: .max)) { (entry) throws(StorageFailure) in
            earliest = earliest.map { min($0, entry.expiresAt) } ?? entry.expiresAt
            return false
        }
        earliestDue = earliest
    }
}
