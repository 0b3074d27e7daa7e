import FerryModel

/// `ferry.record.v1.UserTask`.
enum UserTaskRecord {
    static func write(_ task: UserTask, to writer: inout RecordWriter) {
        writer.textUnlessEmpty(1, task.assignee)
        for group in task.candidateGroups { writer.text(2, group) }
        for user in task.candidateUsers { writer.text(3, user) }
        writer.textUnlessEmpty(4, task.dueDate)
        writer.textUnlessEmpty(5, task.followUpDate)
        writer.int32UnlessZero(6, task.priority)
        writer.textUnlessEmpty(7, task.externalFormReference)
        for header in task.headers {
            writer.message(8) { HeaderRecord.write(header, to: &$0) }
        }
        writer.time(9, task.createdAt)
        if let form = task.formKey { writer.key(10, form) }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> UserTask {
        var cursor = cursor
        var task = UserTask(priority: 0, createdAt: Timestamp(milliseconds: 0))
        var createdAt: Timestamp?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: task.assignee = try field.text(in: bytes)
            case 2: task.candidateGroups.append(try field.text(in: bytes))
            case 3: task.candidateUsers.append(try field.text(in: bytes))
            case 4: task.dueDate = try field.text(in: bytes)
            case 5: task.followUpDate = try field.text(in: bytes)
            case 6: task.priority = try field.int32()
            case 7: task.externalFormReference = try field.text(in: bytes)
            case 8: task.headers.append(try HeaderRecord.read(field.content(), in: bytes))
            case 9: createdAt = try field.time()
            case 10: task.formKey = try field.key()
            default: break
            }
        }
        task.createdAt = try require(createdAt, "a user task's time")
        return task
    }
}
