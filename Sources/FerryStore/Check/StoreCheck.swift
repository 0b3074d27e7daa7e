import FerryEngine
package import FerryModel

/// Looks through one partition's tables and log: every row can be read, indexes and records agree, keys are below the
/// counter, counts are right, and the log leads to this very state.
///
/// It only reads. Every row that the records ask for is looked up in its index; where each is there and the index has
/// as many rows as were asked for, the two are the same, and nothing need be kept in memory to know it.
package struct StoreCheck {
    let store: any OrderedStore
    let storage: PartitionStorage
    let partition: PartitionID
    var report: CheckReport
    var meta = PartitionMeta()
    var definitions: Set<ProcessDefinitionKey> = []
    var forms: Set<FormKey> = []
    var counts = InstanceCounts()
    /// How many rows of each table the records ask for.
    var expected: [Table: Int] = [:]

    /// `scratch`: an empty store into which the log is replayed; nil leaves that out. `looksAtLog`: false for somebody
    /// who reads the log anyway.
    package static func run(
        _ partition: PartitionID, _ store: any OrderedStore, scratch: (any OrderedStore)? = nil, looksAtLog: Bool = true
    ) -> CheckReport {
        var report = CheckReport(partition)
        let storage: PartitionStorage
        do {
            storage = try PartitionStorage(over: store)
        } catch {
            report.find(error.message)
            return report
        }
        var check = StoreCheck(store: store, storage: storage, partition: partition, report: report)
        check.look("the meta row") { check throws(StorageFailure) in try check.readMeta() }
        check.look("the definitions") { check throws(StorageFailure) in try check.checkDefinitions() }
        check.look("the decisions") { check throws(StorageFailure) in try check.checkDecisions() }
        check.look("the forms") { check throws(StorageFailure) in try check.checkForms() }
        check.look("the instances") { check throws(StorageFailure) in try check.checkInstances() }
        check.look("the answers") { check throws(StorageFailure) in try check.checkAnswers() }
        check.look("the outbox") { check throws(StorageFailure) in try check.checkOutbox() }
        check.look("the messages") { check throws(StorageFailure) in try check.checkMessages() }
        check.look("the start timers") { check throws(StorageFailure) in try check.checkStartTimers() }
        check.look("the indexes") { check throws(StorageFailure) in try check.checkIndexes() }
        check.look("the instances by definition") { check throws(StorageFailure) in try check.checkDefinitionIndex() }
        guard looksAtLog else { return check.report }
        check.look("the log") { check throws(StorageFailure) in try check.checkLog(replayingInto: scratch) }
        return check.report
    }

    private init(
        store: any OrderedStore, storage: PartitionStorage, partition: PartitionID, report: CheckReport
    ) {
        self.store = store
        self.storage = storage
        self.partition = partition
        self.report = report
    }

    /// What the disk refuses to give is a finding, and the other parts are looked at all the same.
    private mutating func look(
        _ part: String, _ body: (inout StoreCheck) throws(StorageFailure) -> Void
    ) {
        do {
            try body(&self)
        } catch {
            report.find("\(part): \(error.message)")
        }
    }

    private mutating func readMeta() throws(StorageFailure) {
        meta = try storage.loadMeta()
        report.applied = meta.applied
        expected[.meta] = meta.applied == .none ? 0 : 1
    }

    private mutating func checkDefinitions() throws(StorageFailure) {
        var encoder = KeyEncoder()
        DefinitionTable.prefix(&encoder)
        try walk(encoder.bytes) { value throws(RecordFault) in
            try DefinitionRecord.read(RecordCursor(value), in: value).definition.key
        } visit: { check, key in
            check.definitions.insert(key)
            // Definitions have keys of the partition that deploys them, which is not always this one.
            check.checkKey(key.rawValue, "definition", isForeignAllowed: true)
        }
        expected[.definition] = definitions.count
    }

    private mutating func checkDecisions() throws(StorageFailure) {
        var encoder = KeyEncoder()
        DecisionTable.prefix(&encoder)
        try walk(encoder.bytes) { value throws(RecordFault) in
            try DecisionsRecord.read(RecordCursor(value), in: value)
        } visit: { check, file in
            check.expected[.decision, default: 0] += 1
            check.checkKey(file.requirementsKey.rawValue, "DMN file", isForeignAllowed: true)
            for decision in file.decisions { check.checkKey(decision.key.rawValue, "decision", isForeignAllowed: true) }
        }
    }

    private mutating func checkForms() throws(StorageFailure) {
        var encoder = KeyEncoder()
        FormTable.prefix(&encoder)
        try walk(encoder.bytes) { value throws(RecordFault) in
            try FormRecord.read(RecordCursor(value), in: value).form.key
        } visit: { check, key in
            check.forms.insert(key)
            check.checkKey(key.rawValue, "form", isForeignAllowed: true)
        }
        expected[.form] = forms.count
    }

    private mutating func checkAnswers() throws(StorageFailure) {
        var encoder = KeyEncoder()
        encoder.begin(.answer)
        try walk(encoder.bytes) { value throws(RecordFault) in
            try AnswerRowRecord.read(value)
        } visit: { check, recorded throws(StorageFailure) in
            check.expected[.answer, default: 0] += 1
            AnswerTable.expiryKey(recorded.expiresAt, recorded.idempotencyKey, &encoder)
            try check.expect(.answerExpiry, encoder.bytes, "an answer")
        }
    }

    private mutating func checkOutbox() throws(StorageFailure) {
        var encoder = KeyEncoder()
        OutboxTable.prefix(&encoder)
        try walk(encoder.bytes) { value throws(RecordFault) in
            try OutboxRecord.read(RecordCursor(value), in: value)
        } visit: { check, message in
            check.expected[.outbox, default: 0] += 1
            let last = check.meta.outboxSequences.first { $0.receiver == message.receiver }?.sequence ?? 0
            if message.sequence > last {
                check.report.find(
                    "outbox: message \(message.sequence) to partition \(message.receiver), but only \(last) were given")
            }
        }
    }

    private mutating func checkMessages() throws(StorageFailure) {
        var encoder = KeyEncoder()
        encoder.begin(.message)
        try walk(encoder.bytes) { value throws(RecordFault) in
            try MessageRecord.read(RecordCursor(value), in: value)
        } visit: { check, message throws(StorageFailure) in
            check.checkKey(message.key.rawValue, "message")
            check.expected[.message, default: 0] += 1
            let words = "message \(message.key)"
            MessageTables.address(message.address, message.key, &encoder)
            try check.expect(.messageAddress, encoder.bytes, words)
            DueTable.key(message.deadline, message.key.rawValue, &encoder)
            try check.expect(.due, encoder.bytes, words)
            check.expected[.messageMark, default: 0] += try check.storage.marks(of: message.key).count
            guard !message.id.isEmpty else { return }
            MessageTables.id(message.address, message.id, &encoder)
            try check.expect(.messageID, encoder.bytes, words)
        }
        encoder.begin(.messageSubscription)
        try walk(encoder.bytes) { value throws(RecordFault) in
            try MessageSubscriptionRecord.read(RecordCursor(value), in: value)
        } visit: { check, _ in
            check.expected[.messageSubscription, default: 0] += 1
        }
    }

    private mutating func checkStartTimers() throws(StorageFailure) {
        var encoder = KeyEncoder()
        StartTimerTable.prefix(&encoder)
        try walk(encoder.bytes) { value throws(RecordFault) in
            try StartTimerRecord.read(RecordCursor(value), in: value)
        } visit: { check, timer throws(StorageFailure) in
            check.checkKey(timer.key.rawValue, "start timer")
            check.expected[.startTimer, default: 0] += 1
            DueTable.key(timer.wait.due, timer.key.rawValue, &encoder)
            try check.expect(.due, encoder.bytes, "start timer \(timer.key)")
        }
    }

    // MARK: What all parts use

    private static let rowsAtOnce = 1_000

    /// Visits all rows behind a prefix, some at a time; those that cannot be read are findings.
    private mutating func walk<Row>(
        _ prefix: [UInt8], read: (RawSpan) throws(RecordFault) -> Row,
        visit: (inout StoreCheck, Row) throws(StorageFailure) -> Void
    ) throws(StorageFailure) {
        var next: [UInt8]? = prefix
        while let lower = next {
            var rows: [Row] = []
            var seen = 0
            var faults: [String] = []
            next = nil
            try store.scan(.state, from: lower, to: KeyEncoder.end(of: prefix)) { key, value in
                do throws(RecordFault) {
                    rows.append(try read(value))
                } catch {
                    faults.append(StorageFailure(corruptRow: key, error).message)
                }
                seen += 1
                if seen == Self.rowsAtOnce { next = [UInt8](key) + [0] }
                return seen < Self.rowsAtOnce
            }
            for fault in faults { report.find(fault) }
            for row in rows { try visit(&self, row) }
        }
    }

    /// A row that a record asks for. `instance`: what it must say.
    mutating func expect(
        _ table: Table, _ key: [UInt8], instance: ProcessInstanceKey? = nil, _ what: @autoclosure () -> String
    ) throws(StorageFailure) {
        expected[table, default: 0] += 1
        let row = try store.read(.state, key) { value in [UInt8](value) }
        guard let row else {
            report.find("\(what()) misses its row in table \(table)")
            return
        }
        guard let instance else { return }
        var reference = KeyEncoder()
        reference.append(UInt64(bitPattern: instance.rawValue))
        if row != reference.bytes { report.find("\(what()) has a row in table \(table) that names another instance") }
    }

    mutating func checkKey(_ key: Int64, _ what: String, isForeignAllowed: Bool = false) {
        let number = ProcessInstanceKey(rawValue: key)
        guard number.partition == partition else {
            if !isForeignAllowed { report.find("\(what) \(key) has a key of partition \(number.partition)") }
            return
        }
        if number.counter > meta.keyCounter {
            report.find("\(what) \(key) has counter \(number.counter), beyond the partition's \(meta.keyCounter)")
        }
    }
}
