import FerryModel

extension UserTaskCreated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.message(2) { UserTaskRecord.write(task, to: &$0) }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var task: UserTask?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: task = try UserTaskRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        self.init(key: try require(key, "the user task's key"), task: try require(task, "the user task"))
    }
}

extension UserTaskAssigned: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.textUnlessEmpty(2, assignee)
        writer.textUnlessEmpty(3, action)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var assignee = ""
        var action = ""
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: assignee = try field.text(in: bytes)
            case 3: action = try field.text(in: bytes)
            default: break
            }
        }
        self.init(key: try require(key, "the user task's key"), assignee: assignee, action: action)
    }
}

extension UserTaskUpdated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.message(2) { UserTaskRecord.write(task, to: &$0) }
        for name in changed { writer.text(3, name) }
        writer.textUnlessEmpty(4, action)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var task: UserTask?
        var changed: [String] = []
        var action = ""
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: task = try UserTaskRecord.read(field.content(), in: bytes)
            case 3: changed.append(try field.text(in: bytes))
            case 4: action = try field.text(in: bytes)
            default: break
            }
        }
        self.init(
            key: try require(key, "the user task's key"), task: try require(task, "the user task"), changed: changed,
            action: action)
    }
}

extension UserTaskCompleted: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.textUnlessEmpty(2, action)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var action = ""
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: action = try field.text(in: bytes)
            default: break
            }
        }
        self.init(key: try require(key, "the user task's key"), action: action)
    }
}

extension UserTaskChanging: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.message(2) { UserTaskChangeRecord.write(change, to: &$0) }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var change: UserTaskChange?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: change = try UserTaskChangeRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        self.init(key: try require(key, "the user task's key"), change: try require(change, "the change"))
    }
}

extension UserTaskCorrected: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.message(2) { UserTaskRecord.write(task, to: &$0) }
        for name in changed { writer.text(3, name) }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var task: UserTask?
        var changed: [String] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: task = try UserTaskRecord.read(field.content(), in: bytes)
            case 3: changed.append(try field.text(in: bytes))
            default: break
            }
        }
        self.init(
            key: try require(key, "the user task's key"), task: try require(task, "the user task"), changed: changed)
    }
}

extension UserTaskChangeDenied: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.textUnlessEmpty(2, reason)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var reason = ""
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: reason = try field.text(in: bytes)
            default: break
            }
        }
        self.init(key: try require(key, "the user task's key"), reason: reason)
    }
}
