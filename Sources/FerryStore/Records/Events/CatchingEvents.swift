import FerryModel

extension EventSubscribed: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, elementInstanceKey)
        writer.message(2) { EventSubscriptionRecord.write(subscription, to: &$0) }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var element: ElementInstanceKey?
        var subscription: EventSubscription?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: element = try field.key()
            case 2: subscription = try EventSubscriptionRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        self.init(
            elementInstanceKey: try require(element, "the element instance's key"),
            subscription: try require(subscription, "the subscription"))
    }
}

extension EventUnsubscribed: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, elementInstanceKey)
        writer.key(2, key)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var element: ElementInstanceKey?
        var key: EventSubscriptionKey?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: element = try field.key()
            case 2: key = try field.key()
            default: break
            }
        }
        self.init(
            elementInstanceKey: try require(element, "the element instance's key"),
            key: try require(key, "the subscription's key"))
    }
}

extension EventTriggered: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, elementInstanceKey)
        writer.number(2, names.number(of: eventID))
        writer.number(3, names.number(of: kind))
        if let subscription { writer.key(4, subscription) }
        if let next { writer.message(5) { TimerWaitRecord.write(next, to: &$0) } }
        if let stored { writer.message(6) { PendingEventRecord.write(stored, to: &$0) } }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var element: ElementInstanceKey?
        var eventID: String?
        var kind: String?
        var subscription: EventSubscriptionKey?
        var next: TimerWait?
        var stored: PendingEvent?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: element = try field.key()
            case 2: eventID = try field.name(of: names)
            case 3: kind = try field.name(of: names)
            case 4: subscription = try field.key()
            case 5: next = try TimerWaitRecord.read(field.content(), in: bytes)
            case 6: stored = try PendingEventRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        self.init(
            elementInstanceKey: try require(element, "the element instance's key"),
            eventID: try require(eventID, "the event's id"), kind: try require(kind, "the event's kind"),
            subscription: subscription, next: next, stored: stored)
    }
}

extension ScopeInterrupted: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, scope)
        writer.number(2, names.number(of: by))
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var scope: ElementInstanceKey?
        var by: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: scope = try field.key()
            case 2: by = try field.name(of: names)
            default: break
            }
        }
        self.init(scope: try require(scope, "the scope's key"), by: try require(by, "the event's id"))
    }
}

extension ProcessInstanceCalled: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, elementInstanceKey)
        writer.key(2, called)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var element: ElementInstanceKey?
        var called: ProcessInstanceKey?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: element = try field.key()
            case 2: called = try field.key()
            default: break
            }
        }
        self.init(
            elementInstanceKey: try require(element, "the element instance's key"),
            called: try require(called, "the called instance's key"))
    }
}
