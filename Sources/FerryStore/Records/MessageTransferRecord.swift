import FerryModel

/// `ferry.record.v1.MessagePublished`.
enum MessagePublishedRecord {
    static func write(_ published: MessagePublished, to writer: inout RecordWriter) {
        writer.message(1) { MessageRecord.write(published.message, to: &$0) }
        writer.flagUnlessFalse(2, published.isKept)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessagePublished {
        var cursor = cursor
        var message: Message?
        var isKept = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: message = try MessageRecord.read(field.content(), in: bytes)
            case 2: isKept = try field.flag()
            default: break
            }
        }
        return MessagePublished(message: try require(message, "a message"), isKept: isKept)
    }
}

/// `ferry.record.v1.MessageDelivery`.
enum MessageDeliveryRecord {
    static func write(_ delivery: MessageDelivery, to writer: inout RecordWriter) {
        writer.key(1, delivery.message)
        writer.key(2, delivery.subscription)
        writer.message(3) { MessageAddressRecord.write(delivery.address, to: &$0) }
        writer.key(4, delivery.instance)
        writer.key(5, delivery.element)
        for variable in delivery.variables.entries {
            writer.message(6) { VariableRecord.write(variable, to: &$0) }
        }
        writer.text(7, delivery.processID)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageDelivery {
        var cursor = cursor
        var message: MessageKey?
        var subscription: EventSubscriptionKey?
        var address: MessageAddress?
        var instance: ProcessInstanceKey?
        var element: ElementInstanceKey?
        var variables: [Variables.Entry] = []
        var processID: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: message = try field.key()
            case 2: subscription = try field.key()
            case 3: address = try MessageAddressRecord.read(field.content(), in: bytes)
            case 4: instance = try field.key()
            case 5: element = try field.key()
            case 6: variables.append(try VariableRecord.read(field.content(), in: bytes))
            case 7: processID = try field.text(in: bytes)
            default: break
            }
        }
        return MessageDelivery(
            message: try require(message, "a message's key"),
            subscription: try require(subscription, "a subscription's key"),
            address: try require(address, "a message's address"), instance: try require(instance, "an instance's key"),
            element: try require(element, "an element instance's key"),
            processID: try require(processID, "a process id"), variables: Variables(variables))
    }
}

/// `ferry.record.v1.MessageReceipt`.
enum MessageReceiptRecord {
    static func write(_ receipt: MessageReceipt, to writer: inout RecordWriter) {
        writer.key(1, receipt.message)
        writer.key(2, receipt.subscription)
        writer.message(3) { MessageAddressRecord.write(receipt.address, to: &$0) }
        writer.key(4, receipt.instance)
        writer.textUnlessEmpty(5, receipt.processID)
        writer.flagUnlessFalse(6, receipt.isTaken)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageReceipt {
        var cursor = cursor
        var message: MessageKey?
        var subscription: EventSubscriptionKey?
        var address: MessageAddress?
        var instance: ProcessInstanceKey?
        var processID = ""
        var isTaken = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: message = try field.key()
            case 2: subscription = try field.key()
            case 3: address = try MessageAddressRecord.read(field.content(), in: bytes)
            case 4: instance = try field.key()
            case 5: processID = try field.text(in: bytes)
            case 6: isTaken = try field.flag()
            default: break
            }
        }
        return MessageReceipt(
            message: try require(message, "a message's key"),
            subscription: try require(subscription, "a subscription's key"),
            address: try require(address, "a message's address"), instance: try require(instance, "an instance's key"),
            processID: processID, isTaken: isTaken)
    }
}

/// `ferry.record.v1.MessageToPublish`.
enum MessageToPublishRecord {
    static func write(_ message: MessageToPublish, to writer: inout RecordWriter) {
        writer.message(1) { MessageAddressRecord.write(message.address, to: &$0) }
        writer.textUnlessEmpty(2, message.id)
        writer.numberUnlessZero(3, UInt64(bitPattern: message.timeToLiveMilliseconds))
        for variable in message.variables.entries {
            writer.message(4) { VariableRecord.write(variable, to: &$0) }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageToPublish {
        var cursor = cursor
        var address: MessageAddress?
        var id = ""
        var timeToLive: Int64 = 0
        var variables: [Variables.Entry] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: address = try MessageAddressRecord.read(field.content(), in: bytes)
            case 2: id = try field.text(in: bytes)
            case 3: timeToLive = Int64(bitPattern: try field.unsigned())
            case 4: variables.append(try VariableRecord.read(field.content(), in: bytes))
            default: break
            }
        }
        return MessageToPublish(
            address: try require(address, "a message's address"), id: id, timeToLiveMilliseconds: timeToLive,
            variables: Variables(variables))
    }
}

/// `ferry.record.v1.MessageExpired`.
enum MessageExpiredRecord {
    static func write(_ expired: MessageExpired, to writer: inout RecordWriter) {
        writer.key(1, expired.key)
        writer.message(2) { MessageAddressRecord.write(expired.address, to: &$0) }
        writer.textUnlessEmpty(3, expired.id)
        writer.time(4, expired.deadline)
        for processID in expired.processIDs { writer.text(5, processID) }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageExpired {
        var cursor = cursor
        var key: MessageKey?
        var address: MessageAddress?
        var id = ""
        var deadline: Timestamp?
        var processIDs: [String] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: address = try MessageAddressRecord.read(field.content(), in: bytes)
            case 3: id = try field.text(in: bytes)
            case 4: deadline = try field.time()
            case 5: processIDs.append(try field.text(in: bytes))
            default: break
            }
        }
        return MessageExpired(
            key: try require(key, "a message's key"), address: try require(address, "a message's address"), id: id,
            deadline: try require(deadline, "a message's deadline"), processIDs: processIDs)
    }
}
