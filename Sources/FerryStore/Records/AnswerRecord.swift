import FerryModel

/// `ferry.record.v1.RecordedAnswer`.
enum AnswerRecord {
    static func write(_ recorded: RecordedAnswer, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.bytes(1, recorded.idempotencyKey)
        writer.fixed64(2, recorded.fingerprint)
        writer.time(3, recorded.expiresAt)
        switch recorded.answer {
        case .done: writer.flagUnlessFalse(4, true)
        case .created(let answer): writer.message(5) { CreatedRecord.write(answer, to: &$0, &names) }
        case .published(let key): writer.key(8, key)
        case .evaluated(let evaluated): writer.message(14) { DecisionEvaluatedRecord.write(evaluated, to: &$0) }
        case .started(let keys):
            writer.message(7) { for key in keys { $0.key(1, key) } }
        case .migrated(let report): writer.message(6) { ReportRecord.write(report, to: &$0, &names) }
        case .modified(let report): writer.message(12) { ModificationReportRecord.write(report, to: &$0, &names) }
        }
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> RecordedAnswer {
        var cursor = cursor
        var idempotencyKey: [UInt8]?
        var fingerprint: UInt64?
        var expiresAt: Timestamp?
        var answer: RecordedAnswer.Content?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: idempotencyKey = try field.bytes(in: bytes)
            case 2: fingerprint = try field.fixed64()
            case 3: expiresAt = try field.time()
            case 4: answer = .done
            case 5: answer = .created(try CreatedRecord.read(field.content(), in: bytes, names))
            case 8: answer = .published(try field.key())
            case 14: answer = .evaluated(try DecisionEvaluatedRecord.read(field.content(), in: bytes))
            case 7: answer = .started(try keys(field.content(), in: bytes))
            case 6: answer = .migrated(try ReportRecord.read(field.content(), in: bytes, names))
            case 12: answer = .modified(try ModificationReportRecord.read(field.content(), in: bytes, names))
            default: break
            }
        }
        return RecordedAnswer(
            idempotencyKey: try require(idempotencyKey, "the idempotency key"),
            fingerprint: try require(fingerprint, "the fingerprint"), answer: try require(answer, "the answer"),
            expiresAt: try require(expiresAt, "the answer's end"))
    }

    private static func keys(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> [ProcessInstanceKey] {
        var cursor = cursor
        var keys: [ProcessInstanceKey] = []
        while let field = try cursor.next(in: bytes) {
            if field.number == 1 { keys.append(try field.key()) }
        }
        return keys
    }
}

/// `ferry.record.v1.CreateAnswer`.
enum CreatedRecord {
    static func write(
        _ answer: CreateProcessInstance.Answer, to writer: inout RecordWriter, _ names: inout NameTable
    ) {
        writer.key(1, answer.processInstanceKey)
        writer.key(2, answer.definitionKey)
        writer.number(3, names.number(of: answer.processID))
        writer.int32UnlessZero(4, answer.version)
        guard let result = answer.result else { return }
        writer.message(5) { writer in
            for entry in result.entries {
                writer.message(1) {
                    $0.text(1, entry.name)
                    $0.bytes(2, entry.value.bytes)
                }
            }
        }
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> CreateProcessInstance.Answer {
        var cursor = cursor
        var key: ProcessInstanceKey?
        var definitionKey: ProcessDefinitionKey?
        var processID: String?
        var version: Int32 = 0
        var result: Variables?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: definitionKey = try field.key()
            case 3: processID = try field.name(of: names)
            case 4: version = try field.int32()
            case 5: result = try variables(field.content(), in: bytes)
            default: break
            }
        }
        return CreateProcessInstance.Answer(
            processInstanceKey: try require(key, "the created instance"),
            definitionKey: try require(definitionKey, "the definition's key"),
            processID: try require(processID, "the process id"), version: version, result: result)
    }

    private static func variables(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> Variables {
        var cursor = cursor
        var entries: [Variables.Entry] = []
        while let field = try cursor.next(in: bytes) {
            guard field.number == 1 else { continue }
            var entry = try field.content()
            var name: String?
            var value: [UInt8]?
            while let field = try entry.next(in: bytes) {
                switch field.number {
                case 1: name = try field.text(in: bytes)
                case 2: value = try field.bytes(in: bytes)
                default: break
                }
            }
            entries.append(
                Variables.Entry(
                    name: try require(name, "a variable's name"),
                    value: JSONValue(trusted: try require(value, "a variable's value"))))
        }
        return Variables(entries)
    }
}
