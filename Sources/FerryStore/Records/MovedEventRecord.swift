import FerryModel

/// `ferry.record.v1.MovedEvent`. What is kept is written once.
enum MovedEventRecord {
    static func write(_ event: MovedEvent, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, event.element)
        if let before = event.before { writer.message(2) { EventSubscriptionRecord.write(before, to: &$0) } }
        guard let after = event.after else { return }
        guard event.outcome == .kept else {
            return writer.message(3) { EventSubscriptionRecord.write(after, to: &$0) }
        }
        writer.number(4, names.number(of: after.eventID))
        writer.flagUnlessFalse(5, after.isInterrupting)
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> MovedEvent {
        var cursor = cursor
        var element: ElementInstanceKey?
        var before: EventSubscription?
        var after: EventSubscription?
        var keptAs: String?
        var isInterrupting = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: element = try field.key()
            case 2: before = try EventSubscriptionRecord.read(field.content(), in: bytes)
            case 3: after = try EventSubscriptionRecord.read(field.content(), in: bytes)
            case 4: keptAs = try field.name(of: names)
            case 5: isInterrupting = try field.flag()
            default: break
            }
        }
        if let keptAs {
            let kept = try require(before, "what a moved event was")
            after = EventSubscription(
                key: kept.key, eventID: keptAs, isInterrupting: isInterrupting, trigger: kept.trigger)
        }
        return MovedEvent(element: try require(element, "who waits for a moved event"), before: before, after: after)
    }
}

/// `ferry.record.v1.RenamedEvent`.
enum RenamedEventRecord {
    static func write(_ event: RenamedEvent, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, event.element)
        writer.number(2, names.number(of: event.from))
        if let to = event.to { writer.number(3, names.number(of: to)) }
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> RenamedEvent {
        var cursor = cursor
        var element: ElementInstanceKey?
        var from: String?
        var to: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: element = try field.key()
            case 2: from = try field.name(of: names)
            case 3: to = try field.name(of: names)
            default: break
            }
        }
        return RenamedEvent(
            element: try require(element, "who remembers a renamed event"),
            from: try require(from, "an event's former id"), to: to)
    }
}
