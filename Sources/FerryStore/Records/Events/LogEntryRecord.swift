import FerryModel

/// `ferry.record.v1.LogRecord`: the events of one command.
///
/// The names come before the events that mean them by number. An event names its instance only where it is another
/// one than that of the event before it.
struct LogEntryRecord {
    private var events = RecordWriter()
    private var names = NameTable()

    mutating func write(_ record: LogRecord, to writer: inout RecordWriter) {
        events.reset()
        names.reset()
        var instance = ProcessInstanceKey(rawValue: 0)
        for entry in record.events {
            events.message(3) { writer in
                if entry.instance != instance { writer.key(EventRecord.instanceField, entry.instance) }
                EventRecord.write(entry.event, to: &writer, &names)
            }
            instance = entry.instance
        }
        writer.time(1, record.timestamp)
        for name in names.names { writer.text(2, name) }
        writer.append(events.bytes)
    }

    static func read(first: LogPosition, in bytes: RawSpan) throws(RecordFault) -> LogRecord {
        var timestamp: Timestamp?
        var names: [String] = []
        var events: [InstanceEvent] = []
        var instance = ProcessInstanceKey(rawValue: 0)
        var cursor = RecordCursor(bytes)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: timestamp = try field.time()
            case 2: names.append(try field.text(in: bytes))
            case 3: events.append(try event(field.content(), in: bytes, names, &instance))
            default: break
            }
        }
        guard !events.isEmpty else { throw .missing("an event") }
        guard !first.rawValue.addingReportingOverflow(UInt64(events.count)).overflow else {
            throw .inconsistent("no log holds position \(first)")
        }
        return LogRecord(first: first, timestamp: try require(timestamp, "the time"), events: events)
    }

    private static func event(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String], _ instance: inout ProcessInstanceKey
    ) throws(RecordFault) -> InstanceEvent {
        var cursor = cursor
        var event: Event?
        while let field = try cursor.next(in: bytes) {
            if field.number == EventRecord.instanceField {
                instance = try field.key()
            } else if let known = try EventRecord.read(field, in: bytes, names) {
                event = known
            }
        }
        // Skipping an event of a kind from the future would rebuild another state than the one that was.
        return InstanceEvent(instance: instance, event: try require(event, "an event of a known kind"))
    }
}

/// `ferry.record.v1.AnswerRow`: an answer with the names it uses.
struct AnswerRowRecord {
    private var answer = RecordWriter()
    private var names = NameTable()

    mutating func write(_ recorded: RecordedAnswer, to writer: inout RecordWriter) {
        answer.reset()
        names.reset()
        answer.message(2) { AnswerRecord.write(recorded, to: &$0, &names) }
        for name in names.names { writer.text(1, name) }
        writer.append(answer.bytes)
    }

    static func read(_ bytes: RawSpan) throws(RecordFault) -> RecordedAnswer {
        var names: [String] = []
        var answer: RecordedAnswer?
        var cursor = RecordCursor(bytes)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: names.append(try field.text(in: bytes))
            case 2: answer = try AnswerRecord.read(field.content(), in: bytes, names)
            default: break
            }
        }
        return try require(answer, "the answer")
    }
}
