import FerryModel

/// `ferry.record.v1.EventSubscription`.
enum EventSubscriptionRecord {
    static func write(_ subscription: EventSubscription, to writer: inout RecordWriter) {
        writer.key(1, subscription.key)
        writer.text(2, subscription.eventID)
        writer.flagUnlessFalse(3, subscription.isInterrupting)
        switch subscription.trigger {
        case .timer(let timer): writer.message(4) { TimerWaitRecord.write(timer, to: &$0) }
        case .message(let message):
            writer.message(5) {
                $0.text(1, message.name)
                $0.text(2, message.correlationKey)
            }
        case .signal(let name): writer.text(6, name)
        case .conditional(let conditional):
            writer.message(7) {
                $0.text(1, conditional.condition)
                for name in conditional.variableNames { $0.text(2, name) }
                $0.flagUnlessFalse(3, conditional.onCreate)
                $0.flagUnlessFalse(4, conditional.onUpdate)
            }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> EventSubscription {
        var cursor = cursor
        var key: EventSubscriptionKey?
        var eventID: String?
        var isInterrupting = false
        var trigger: EventSubscription.Trigger?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: eventID = try field.text(in: bytes)
            case 3: isInterrupting = try field.flag()
            case 4: trigger = .timer(try TimerWaitRecord.read(field.content(), in: bytes))
            case 5: trigger = .message(try message(field.content(), in: bytes))
            case 6: trigger = .signal(try field.text(in: bytes))
            case 7: trigger = .conditional(try conditional(field.content(), in: bytes))
            default: break
            }
        }
        return EventSubscription(
            key: try require(key, "a subscription's key"), eventID: try require(eventID, "a subscription's event"),
            isInterrupting: isInterrupting, trigger: try require(trigger, "a subscription's trigger"))
    }

    private static func message(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MessageWait {
        var cursor = cursor
        var name: String?
        var correlationKey: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: name = try field.text(in: bytes)
            case 2: correlationKey = try field.text(in: bytes)
            default: break
            }
        }
        return MessageWait(
            name: try require(name, "a message's name"),
            correlationKey: try require(correlationKey, "a message's correlation key"))
    }

    private static func conditional(
        _ cursor: RecordCursor, in bytes: RawSpan
    ) throws(RecordFault) -> ConditionalWait {
        var cursor = cursor
        var condition: String?
        var names: [String] = []
        var onCreate = false
        var onUpdate = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: condition = try field.text(in: bytes)
            case 2: names.append(try field.text(in: bytes))
            case 3: onCreate = try field.flag()
            case 4: onUpdate = try field.flag()
            default: break
            }
        }
        return ConditionalWait(
            condition: try require(condition, "a condition"), variableNames: names, onCreate: onCreate,
            onUpdate: onUpdate)
    }
}

/// `ferry.record.v1.TimerWait`.
enum TimerWaitRecord {
    static func write(_ timer: TimerWait, to writer: inout RecordWriter) {
        writer.time(1, timer.due)
        writer.int32UnlessZero(2, timer.repetitions)
        writer.time(3, timer.since)
        writer.int32UnlessZero(4, timer.fired)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> TimerWait {
        var cursor = cursor
        var due: Timestamp?
        var repetitions: Int32 = 0
        var since: Timestamp?
        var fired: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: due = try field.time()
            case 2: repetitions = try field.int32()
            case 3: since = try field.time()
            case 4: fired = try field.int32()
            default: break
            }
        }
        return TimerWait(
            due: try require(due, "a timer's due time"), repetitions: repetitions,
            since: try require(since, "a timer's beginning"), fired: fired)
    }
}

/// `ferry.record.v1.PendingEvent`.
enum PendingEventRecord {
    static func write(_ event: PendingEvent, to writer: inout RecordWriter) {
        writer.text(1, event.eventID)
        for variable in event.variables.entries {
            writer.message(2) { VariableRecord.write(variable, to: &$0) }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> PendingEvent {
        var cursor = cursor
        var eventID: String?
        var variables: [Variables.Entry] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: eventID = try field.text(in: bytes)
            case 2: variables.append(try VariableRecord.read(field.content(), in: bytes))
            default: break
            }
        }
        return PendingEvent(eventID: try require(eventID, "an event's id"), variables: Variables(variables))
    }
}

/// `ferry.record.v1.CallingElement`.
enum CallingElementRecord {
    static func write(_ caller: CallingElement, to writer: inout RecordWriter) {
        writer.key(1, caller.instance)
        writer.key(2, caller.element)
        writer.int32UnlessZero(3, caller.depth)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> CallingElement {
        var cursor = cursor
        var instance: ProcessInstanceKey?
        var element: ElementInstanceKey?
        var depth: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: instance = try field.key()
            case 2: element = try field.key()
            case 3: depth = try field.int32()
            default: break
            }
        }
        return CallingElement(
            instance: try require(instance, "a caller's instance"), element: try require(element, "a caller's element"),
            depth: depth)
    }
}
