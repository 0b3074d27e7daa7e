import FerryEngine
import FerryModel

extension StoreCheck {
    /// Counts the rows of every table, and names those nobody asked for where there are more than there should be.
    mutating func checkIndexes() throws(StorageFailure) {
        var found: [UInt8: Int] = [:]
        try store.scan(.state, from: [], to: [0xFF]) { key, _ in
            found[key.byteCount > 0 ? unsafe key.unsafeLoad(as: UInt8.self) : 0, default: 0] += 1
            return true
        }
        for byte in found.keys.sorted() {
            guard let table = Table(rawValue: byte), table != .eventLog else {
                report.find("\(found[byte] ?? 0) rows of an unknown table \(byte)")
                continue
            }
            let count = found[byte] ?? 0
            report.rows.append(("\(table)", count))
            if table == .definitionMembers || table == .definitionChanges { continue }
            let asked = expected[table] ?? 0
            if count > asked { try nameStrays(of: table, count - asked) }
        }
    }

    /// Each instance was found among those of its definition; are there more?
    mutating func checkDefinitionIndex() throws(StorageFailure) {
        var strays = storage.definitionIndex.count - (expected[.instance] ?? 0)
        for definition in storage.definitionIndex.definitions where strays > 0 {
            storage.definitionIndex.members(of: definition).visit(after: ProcessInstanceKey(rawValue: .min)) { key in
                guard instance(key)?.definitionKey != definition else { return true }
                report.find("definition \(definition) has instance \(key) among its own, which it is not")
                strays -= 1
                return strays > 0
            }
        }
    }

    private mutating func nameStrays(of table: Table, _ count: Int) throws(StorageFailure) {
        var named = 0
        var encoder = KeyEncoder()
        encoder.begin(table)
        var strays: [String] = []
        try store.scan(.state, from: encoder.bytes, to: KeyEncoder.end(of: encoder.bytes)) {
            key, value throws(StorageFailure) in
            let isAskedFor: Bool
            do throws(RecordFault) {
                isAskedFor = try self.isAskedFor(table, key, value)
            } catch {
                strays.append(StorageFailure(corruptRow: key, error).message)
                named += 1
                return named < min(count, CheckReport.findingsMax)
            }
            guard !isAskedFor else { return true }
            strays.append(StorageFailure(corruptRow: key, .inconsistent("no record asks for this row")).message)
            named += 1
            return named < min(count, CheckReport.findingsMax)
        }
        for stray in strays { report.find(stray) }
        if named == 0 { report.find("table \(table) has \(count) rows more than the records ask for") }
    }

    private func isAskedFor(_ table: Table, _ key: RawSpan, _ value: RawSpan) throws(RecordFault) -> Bool {
        var reader = KeyReader()
        switch table {
        case .instanceElement:
            let owner: ProcessInstanceKey = try reader.key(in: key)
            let element: ElementInstanceKey = try reader.key(in: key)
            return instance(owner).map { $0.savedForm == .spilled && $0.element(element) != nil } ?? false
        case .instanceToken:
            let owner: ProcessInstanceKey = try reader.key(in: key)
            let token = try TokenRecord.read(RecordCursor(value), in: value)
            return instance(owner).map { $0.savedForm == .spilled && $0.waiting[token.place] > 0 } ?? false
        case .variable:
            let owner: ProcessInstanceKey = try reader.key(in: key)
            let scope = try VariableTable.parts(ofKey: key).scope
            return instance(owner)?.element(scope)?.hasVariables == true
        case .listItem:
            let owner: ProcessInstanceKey = try reader.key(in: key)
            let scope = try ListItemTable.parts(ofKey: key).scope
            return instance(owner)?.element(scope)?.hasVariables == true
        case .jobLocator:
            let job: JobKey = try reader.key(in: key)
            return instance(try InstanceReference.read(value))?.element(owning: job) != nil
        case .incidentLocator:
            let incident: IncidentKey = try LocatorTables.thing(ofKey: key)
            return instance(try InstanceReference.read(value))?.element(owning: incident) != nil
        case .elementLocator:
            let element: ElementInstanceKey = try reader.key(in: key)
            return instance(try InstanceReference.read(value))?.element(element)?.scope != nil
        case .userTaskLocator:
            let userTask: ElementInstanceKey = try LocatorTables.thing(ofKey: key)
            return instance(try InstanceReference.read(value))?.element(userTask)?.userTask != nil
        case .jobQueue:
            let job = try JobQueueTable.job(ofKey: key)
            guard let owner = instance(try InstanceReference.read(value)), !owner.isHalted,
                let found = owner.element(owning: job)?.job, found.state == .activatable
            else { return false }
            var encoder = KeyEncoder()
            JobQueueTable.key(found.queued(in: owner.tenant), &encoder)
            return encoder.bytes == [UInt8](key)
        case .due:
            let (time, number) = try DueTable.parts(ofKey: key)
            switch try DueTable.thing(value) {
            case .job(let key):
                guard let owner = instance(key), !owner.isHalted else { return false }
                return owner.element(owning: JobKey(number))?.job?.due == time
            case .message: return (try? storage.loadMessage(MessageKey(number)))??.deadline == time
            case .startTimer(let definition):
                let timers = (try? storage.startTimers(of: definition)) ?? []
                return timers.first { $0.key.rawValue == number }?.wait.due == time
            case .continuation(let owner):
                guard let found = instance(owner.instance), !found.isHalted else { return false }
                return owner.element.rawValue == number && found.element(owner.element)?.continuation?.due == time
            case .timer(let owner): return subscription(EventSubscriptionKey(number), of: owner)?.due == time
            }
        case .signalSubscription:
            let key = try SignalSubscriptionTable.subscription(ofKey: key, prefixCount: key.byteCount - 8)
            guard case .signal = subscription(key, of: try EventOwnerReference.read(value))?.trigger else {
                return false
            }
            return true
        case .answerExpiry:
            let entry = try AnswerTable.entry(ofExpiryKey: key)
            return (try? storage.loadAnswer(idempotencyKey: entry.idempotencyKey))??.expiresAt == entry.expiresAt
        case .messageAddress:
            let message = try MessageTables.message(ofKey: key, prefixCount: key.byteCount - 8)
            return (try? storage.loadMessage(message)) != nil
        case .messageID: return (try? storage.loadMessage(try MessageReference.read(value))) != nil
        case .messageMark: return (try? storage.loadMessage(try MessageTables.mark(ofKey: key).message)) != nil
        case .businessID:
            guard let held = instance(try InstanceReference.read(value))?.heldBusinessID else { return false }
            var encoder = KeyEncoder()
            BusinessIDTable.key(held, &encoder)
            return encoder.bytes == [UInt8](key)
        case .messageStartLock: return instance(try InstanceReference.read(value))?.startLock != nil
        case .meta, .instance, .definition, .decision, .form, .answer, .outbox, .eventLog, .message,
            .messageSubscription, .startTimer, .definitionMembers, .definitionChanges:
            return true
        }
    }

    private func subscription(_ key: EventSubscriptionKey, of owner: EventOwner) -> EventSubscription? {
        guard let instance = instance(owner.instance), !instance.isHalted else { return nil }
        return instance.element(owner.element)?.subscription(key)
    }

    private func instance(_ key: ProcessInstanceKey) -> ProcessInstance? { (try? storage.loadInstance(key)) ?? nil }
}
