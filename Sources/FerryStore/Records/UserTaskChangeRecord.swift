import FerryModel

/// `ferry.record.v1.UserTaskChange`.
enum UserTaskChangeRecord {
    static func write(_ change: UserTaskChange, to writer: inout RecordWriter) {
        writer.number(1, change.kind.recordNumber)
        writer.message(2) { UserTaskRecord.write(change.requested, to: &$0) }
        if let task = change.corrected { writer.message(3) { UserTaskRecord.write(task, to: &$0) } }
        writer.textUnlessEmpty(4, change.action)
        for variable in change.variables.entries {
            writer.message(5) { VariableRecord.write(variable, to: &$0) }
        }
        writer.flagUnlessFalse(6, change.setsVariables)
        for name in change.named { writer.text(7, name) }
        if let request = change.request {
            writer.message(8) { writer in
                writer.bytes(1, request.idempotencyKey)
                writer.number(2, request.fingerprint)
            }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> UserTaskChange {
        var cursor = cursor
        var kind: UserTaskChange.Kind?
        var requested: UserTask?
        var corrected: UserTask?
        var action = ""
        var variables: [Variables.Entry] = []
        var setsVariables = false
        var named: [String] = []
        var request: UserTaskChange.Request?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: kind = try UserTaskChange.Kind(recordNumber: field.unsigned())
            case 2: requested = try UserTaskRecord.read(field.content(), in: bytes)
            case 3: corrected = try UserTaskRecord.read(field.content(), in: bytes)
            case 4: action = try field.text(in: bytes)
            case 5: variables.append(try VariableRecord.read(field.content(), in: bytes))
            case 6: setsVariables = try field.flag()
            case 7: named.append(try field.text(in: bytes))
            case 8: request = try self.request(field.content(), in: bytes)
            default: break
            }
        }
        return UserTaskChange(
            kind: try require(kind, "the kind of a change"), requested: try require(requested, "a changed user task"),
            corrected: corrected, named: named, action: action, variables: Variables(variables),
            setsVariables: setsVariables, request: request)
    }

    private static func request(
        _ cursor: RecordCursor, in bytes: RawSpan
    ) throws(RecordFault) -> UserTaskChange.Request {
        var cursor = cursor
        var key: [UInt8]?
        var fingerprint: UInt64?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.bytes(in: bytes)
            case 2: fingerprint = try field.unsigned()
            default: break
            }
        }
        return UserTaskChange.Request(
            idempotencyKey: try require(key, "an idempotency key"),
            fingerprint: try require(fingerprint, "a command's fingerprint"))
    }
}

extension UserTaskChange.Kind: RecordNumbered {
    static var recordName: String { "kind of a user task's change" }
}
