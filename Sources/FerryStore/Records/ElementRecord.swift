import FerryBPMN
import FerryEngine
import FerryModel

/// `ferry.record.v1.ElementInstance`, with its job and its own incident.
enum ElementRecord {
    static func write(_ element: ElementInstance, to writer: inout RecordWriter) {
        writer.key(1, element.key)
        if let scope = element.scope { writer.key(2, scope) }
        writer.text(3, element.elementID)
        writer.number(4, element.kind.recordNumber)
        writer.number(5, element.state.recordNumber)
        if let job = element.job { writer.message(6) { JobRecord.write(job, to: &$0) } }
        if let incident = element.incident { writer.message(7) { IncidentRecord.write(incident, to: &$0) } }
        if element.hasVariables { writer.number(8, 1) }
        for subscription in element.subscriptions {
            writer.message(9) { EventSubscriptionRecord.write(subscription, to: &$0) }
        }
        writer.int32UnlessZero(10, element.loopCounter)
        if let event = element.interruptedBy { writer.text(11, event) }
        if let event = element.pendingEvent { writer.message(12) { PendingEventRecord.write(event, to: &$0) } }
        if let called = element.calledInstance { writer.key(13, called) }
        if let loop = element.loop {
            writer.message(14) {
                $0.int32UnlessZero(1, loop.total)
                $0.int32UnlessZero(2, loop.begun)
                $0.int32UnlessZero(3, loop.completed)
                $0.int32UnlessZero(4, loop.terminated)
            }
        }
        if let compensates = element.compensates { writer.key(15, compensates) }
        writer.int32UnlessZero(16, element.handlersAwaited)
        if let continuation = element.continuation {
            writer.message(21) { ContinuationRecord.write(continuation, to: &$0) }
        }
        writer.flagUnlessFalse(22, element.isFulfilled)
        if let change = element.taskChange { writer.message(23) { UserTaskChangeRecord.write(change, to: &$0) } }
        if let task = element.userTask { writer.message(20) { UserTaskRecord.write(task, to: &$0) } }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> ElementInstance {
        var cursor = cursor
        var key: ElementInstanceKey?
        var scope: ElementInstanceKey?
        var elementID: String?
        var kind: ElementKind?
        var state: ElementState?
        var job: Job?
        var incident: Incident?
        var hasVariables = false
        var subscriptions: [EventSubscription] = []
        var loopCounter: Int32 = 0
        var interruptedBy: String?
        var pendingEvent: PendingEvent?
        var calledInstance: ProcessInstanceKey?
        var loop: LoopState?
        var compensates: CompensationKey?
        var handlersAwaited: Int32 = 0
        var userTask: UserTask?
        var continuation: Continuation?
        var isFulfilled = false
        var taskChange: UserTaskChange?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: scope = try field.key()
            case 3: elementID = try field.text(in: bytes)
            case 4: kind = try ElementKind(recordNumber: field.unsigned())
            case 5: state = try ElementState(recordNumber: field.unsigned())
            case 6: job = try JobRecord.read(field.content(), in: bytes)
            case 7: incident = try IncidentRecord.read(field.content(), in: bytes)
            case 8: hasVariables = try field.unsigned() != 0
            case 9: subscriptions.append(try EventSubscriptionRecord.read(field.content(), in: bytes))
            case 10: loopCounter = try field.int32()
            case 11: interruptedBy = try field.text(in: bytes)
            case 12: pendingEvent = try PendingEventRecord.read(field.content(), in: bytes)
            case 13: calledInstance = try field.key()
            case 14: loop = try readLoop(field.content(), in: bytes)
            case 15: compensates = try field.key()
            case 16: handlersAwaited = try field.int32()
            case 21: continuation = try ContinuationRecord.read(field.content(), in: bytes)
            case 22: isFulfilled = try field.flag()
            case 23: taskChange = try UserTaskChangeRecord.read(field.content(), in: bytes)
            case 20: userTask = try UserTaskRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        return ElementInstance(
            key: try require(key, "an element instance's key"), scope: scope,
            elementID: try require(elementID, "an element's id"), kind: try require(kind, "an element's kind"),
            state: try require(state, "an element's state"), job: job, incident: incident, hasVariables: hasVariables,
            subscriptions: subscriptions, loopCounter: loopCounter, loop: loop, interruptedBy: interruptedBy,
            calledInstance: calledInstance, compensates: compensates, handlersAwaited: handlersAwaited,
            pendingEvent: pendingEvent, userTask: userTask, continuation: continuation,
            isFulfilled: isFulfilled, taskChange: taskChange)
    }

    private static func readLoop(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> LoopState {
        var cursor = cursor
        var numbers: [Int32] = [0, 0, 0, 0]
        while let field = try cursor.next(in: bytes) {
            if (1...4).contains(field.number) { numbers[field.number - 1] = try field.int32() }
        }
        return LoopState(total: numbers[0], begun: numbers[1], completed: numbers[2], terminated: numbers[3])
    }
}

/// `ferry.record.v1.Job`.
enum JobRecord {
    static func write(_ job: Job, to writer: inout RecordWriter) {
        writer.key(1, job.key)
        writer.text(2, job.type)
        writer.int32UnlessZero(3, job.retries)
        writer.number(4, job.state.recordNumber)
        for header in job.headers {
            writer.message(5) { HeaderRecord.write(header, to: &$0) }
        }
        writer.textUnlessEmpty(6, job.worker)
        if let due = job.due { writer.time(7, due) }
        writer.textUnlessEmpty(8, job.errorMessage)
        if let incident = job.incident { writer.message(9) { IncidentRecord.write(incident, to: &$0) } }
        if job.kind != .element { writer.number(10, job.kind.recordNumber) }
        writer.int32UnlessZero(11, job.listenerIndex)
        writer.int32UnlessZero(12, job.priority)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> Job {
        var cursor = cursor
        var key: JobKey?
        var type: String?
        var retries: Int32 = 0
        var state: JobState?
        var headers: [ActivatedJob.Header] = []
        var worker = ""
        var due: Timestamp?
        var errorMessage = ""
        var incident: Incident?
        var kind = JobKind.element
        var listenerIndex: Int32 = 0
        var priority: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: type = try field.text(in: bytes)
            case 3: retries = try field.int32()
            case 4: state = try JobState(recordNumber: field.unsigned())
            case 5: headers.append(try HeaderRecord.read(field.content(), in: bytes))
            case 6: worker = try field.text(in: bytes)
            case 7: due = try field.time()
            case 8: errorMessage = try field.text(in: bytes)
            case 9: incident = try IncidentRecord.read(field.content(), in: bytes)
            case 10: kind = try JobKind(recordNumber: field.unsigned())
            case 11: listenerIndex = try field.int32()
            case 12: priority = try field.int32()
            default: break
            }
        }
        return Job(
            key: try require(key, "a job's key"), type: try require(type, "a job's type"), retries: retries,
            headers: headers, kind: kind, listenerIndex: listenerIndex, priority: priority,
            state: try require(state, "a job's state"), worker: worker, due: due, errorMessage: errorMessage,
            incident: incident)
    }
}

/// `ferry.record.v1.Incident`.
enum IncidentRecord {
    static func write(_ incident: Incident, to writer: inout RecordWriter) {
        writer.key(1, incident.key)
        writer.number(2, incident.type.recordNumber)
        writer.textUnlessEmpty(3, incident.message)
        writer.time(4, incident.raisedAt)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> Incident {
        var cursor = cursor
        var key: IncidentKey?
        var type: IncidentType?
        var message = ""
        var raisedAt: Timestamp?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: type = try IncidentType(recordNumber: field.unsigned())
            case 3: message = try field.text(in: bytes)
            case 4: raisedAt = try field.time()
            default: break
            }
        }
        return Incident(
            key: try require(key, "an incident's key"), type: try require(type, "an incident's type"),
            message: message, raisedAt: try require(raisedAt, "an incident's time"))
    }
}

/// `ferry.record.v1.Header`.
enum HeaderRecord {
    static func write(_ header: ActivatedJob.Header, to writer: inout RecordWriter) {
        writer.text(1, header.key)
        writer.text(2, header.value)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> ActivatedJob.Header {
        var cursor = cursor
        var key: String?
        var value: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.text(in: bytes)
            case 2: value = try field.text(in: bytes)
            default: break
            }
        }
        return ActivatedJob.Header(
            key: try require(key, "a header's key"), value: try require(value, "a header's value"))
    }
}
