import FerryModel

/// `ferry.record.v1.StartTimer`.
enum StartTimerRecord {
    static func write(_ timer: StartTimer, to writer: inout RecordWriter) {
        writer.key(1, timer.key)
        writer.key(2, timer.definitionKey)
        writer.text(3, timer.eventID)
        writer.message(4) { TimerWaitRecord.write(timer.wait, to: &$0) }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> StartTimer {
        var cursor = cursor
        var key: EventSubscriptionKey?
        var definition: ProcessDefinitionKey?
        var eventID: String?
        var wait: TimerWait?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: definition = try field.key()
            case 3: eventID = try field.text(in: bytes)
            case 4: wait = try TimerWaitRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        return StartTimer(
            key: try require(key, "a start timer's key"),
            definitionKey: try require(definition, "a start timer's definition"),
            eventID: try require(eventID, "a start timer's event"), wait: try require(wait, "a start timer's wait"))
    }
}

extension StartTimerTriggered: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.message(1) { StartTimerRecord.write(timer, to: &$0) }
        if let started { writer.key(2, started) }
        if let next { writer.message(3) { TimerWaitRecord.write(next, to: &$0) } }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var timer: StartTimer?
        var started: ProcessInstanceKey?
        var next: TimerWait?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: timer = try StartTimerRecord.read(field.content(), in: bytes)
            case 2: started = try field.key()
            case 3: next = try TimerWaitRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        self.init(timer: try require(timer, "the start timer"), started: started, next: next)
    }
}
