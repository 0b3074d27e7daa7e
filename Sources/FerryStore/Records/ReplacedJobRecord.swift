import FerryModel

/// `ferry.record.v1.ReplacedJob`.
enum ReplacedJobRecord {
    static func write(_ job: ReplacedJob, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, job.elementInstanceKey)
        if let before = job.before { writer.message(2) { write(before, to: &$0, &names) } }
        if let incident = job.incident { writer.key(3, incident) }
        if let after = job.after { writer.message(4) { write(after, to: &$0, &names) } }
        if let task = job.userTask { writer.message(5) { UserTaskRecord.write(task, to: &$0) } }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) -> ReplacedJob {
        var cursor = cursor
        var element: ElementInstanceKey?
        var before: JobOutline?
        var incident: IncidentKey?
        var after: JobOutline?
        var userTask: UserTask?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: element = try field.key()
            case 2: before = try outline(field.content(), in: bytes, names)
            case 3: incident = try field.key()
            case 4: after = try outline(field.content(), in: bytes, names)
            case 5: userTask = try UserTaskRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        return ReplacedJob(
            elementInstanceKey: try require(element, "a replaced job's element"), before: before, incident: incident,
            after: after, userTask: userTask)
    }

    private static func write(_ job: JobOutline, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, job.key)
        writer.number(2, names.number(of: job.type))
        writer.int32UnlessZero(3, job.retries)
        for header in job.headers { writer.message(4) { HeaderRecord.write(header, to: &$0) } }
        if job.kind != .element { writer.number(5, job.kind.recordNumber) }
        writer.int32UnlessZero(6, job.listenerIndex)
        writer.int32UnlessZero(7, job.priority)
    }

    private static func outline(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> JobOutline {
        var cursor = cursor
        var key: JobKey?
        var type: String?
        var retries: Int32 = 0
        var headers: [ActivatedJob.Header] = []
        var kind = JobKind.element
        var listenerIndex: Int32 = 0
        var priority: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: type = try field.name(of: names)
            case 3: retries = try field.int32()
            case 4: headers.append(try HeaderRecord.read(field.content(), in: bytes))
            case 5: kind = try JobKind(recordNumber: field.unsigned())
            case 6: listenerIndex = try field.int32()
            case 7: priority = try field.int32()
            default: break
            }
        }
        return JobOutline(
            key: try require(key, "a job's key"), type: try require(type, "a job's type"), retries: retries,
            headers: headers, kind: kind, listenerIndex: listenerIndex, priority: priority)
    }
}
