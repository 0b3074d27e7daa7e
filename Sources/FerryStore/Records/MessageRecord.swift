import FerryModel

/// `ferry.record.v1.MessageAddress`.
enum MessageAddressRecord {
    static func write(_ address: MessageAddress, to writer: inout RecordWriter) {
        if address.tenant != .default { writer.text(1, address.tenant.rawValue) }
        writer.text(2, address.name)
        writer.textUnlessEmpty(3, address.correlationKey)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageAddress {
        var cursor = cursor
        var tenant = TenantID.default
        var name: String?
        var correlationKey = ""
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: tenant = TenantID(rawValue: try field.text(in: bytes))
            case 2: name = try field.text(in: bytes)
            case 3: correlationKey = try field.text(in: bytes)
            default: break
            }
        }
        return MessageAddress(
            tenant: tenant, name: try require(name, "a message's name"), correlationKey: correlationKey)
    }
}

/// `ferry.record.v1.Message`.
enum MessageRecord {
    static func write(_ message: Message, to writer: inout RecordWriter) {
        writer.key(1, message.key)
        writer.message(2) { MessageAddressRecord.write(message.address, to: &$0) }
        writer.textUnlessEmpty(3, message.id)
        writer.time(4, message.deadline)
        for variable in message.variables.entries {
            writer.message(5) { VariableRecord.write(variable, to: &$0) }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> Message {
        var cursor = cursor
        var key: MessageKey?
        var address: MessageAddress?
        var id = ""
        var deadline: Timestamp?
        var variables: [Variables.Entry] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: address = try MessageAddressRecord.read(field.content(), in: bytes)
            case 3: id = try field.text(in: bytes)
            case 4: deadline = try field.time()
            case 5: variables.append(try VariableRecord.read(field.content(), in: bytes))
            default: break
            }
        }
        return Message(
            key: try require(key, "a message's key"), address: try require(address, "a message's address"), id: id,
            deadline: try require(deadline, "a message's deadline"), variables: Variables(variables))
    }
}

/// `ferry.record.v1.MessageSubscription`.
enum MessageSubscriptionRecord {
    static func write(_ subscription: MessageSubscription, to writer: inout RecordWriter) {
        writer.key(1, subscription.key)
        writer.message(2) { MessageAddressRecord.write(subscription.address, to: &$0) }
        writer.key(3, subscription.instance)
        writer.key(4, subscription.element)
        writer.text(5, subscription.processID)
        writer.flagUnlessFalse(6, subscription.isInterrupting)
        if let message = subscription.correlating { writer.key(7, message) }
        for processID in subscription.formerProcessIDs { writer.text(8, processID) }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageSubscription {
        var cursor = cursor
        var key: EventSubscriptionKey?
        var address: MessageAddress?
        var instance: ProcessInstanceKey?
        var element: ElementInstanceKey?
        var processID: String?
        var isInterrupting = false
        var correlating: MessageKey?
        var formerProcessIDs: [String] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: address = try MessageAddressRecord.read(field.content(), in: bytes)
            case 3: instance = try field.key()
            case 4: element = try field.key()
            case 5: processID = try field.text(in: bytes)
            case 6: isInterrupting = try field.flag()
            case 7: correlating = try field.key()
            case 8: formerProcessIDs.append(try field.text(in: bytes))
            default: break
            }
        }
        return MessageSubscription(
            key: try require(key, "a subscription's key"), address: try require(address, "a subscription's address"),
            instance: try require(instance, "a subscription's instance"),
            element: try require(element, "a subscription's element instance"),
            processID: try require(processID, "a subscription's process"), isInterrupting: isInterrupting,
            formerProcessIDs: formerProcessIDs, correlating: correlating)
    }
}

/// `ferry.record.v1.MessageMark`.
enum MessageMarkRecord {
    static func write(_ mark: MessageMark, to writer: inout RecordWriter) {
        writer.key(1, mark.message)
        writer.text(2, mark.processID)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageMark {
        var cursor = cursor
        var message: MessageKey?
        var processID: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: message = try field.key()
            case 2: processID = try field.text(in: bytes)
            default: break
            }
        }
        return MessageMark(
            message: try require(message, "a message's key"), processID: try require(processID, "a process id"))
    }
}

/// `ferry.record.v1.MessageStartLock`.
enum MessageStartLockRecord {
    static func write(_ lock: MessageStartLock, to writer: inout RecordWriter) {
        if lock.tenant != .default { writer.text(1, lock.tenant.rawValue) }
        writer.text(2, lock.processID)
        writer.text(3, lock.correlationKey)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageStartLock {
        var cursor = cursor
        var tenant = TenantID.default
        var processID: String?
        var correlationKey: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: tenant = TenantID(rawValue: try field.text(in: bytes))
            case 2: processID = try field.text(in: bytes)
            case 3: correlationKey = try field.text(in: bytes)
            default: break
            }
        }
        return MessageStartLock(
            tenant: tenant, processID: try require(processID, "a lock's process"),
            correlationKey: try require(correlationKey, "a lock's correlation key"))
    }
}
