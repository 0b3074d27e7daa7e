import FerryModel

extension JobCreated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.key(2, elementInstanceKey)
        writer.number(3, names.number(of: type))
        writer.int32UnlessZero(4, retries)
        for header in headers {
            writer.message(5) { HeaderRecord.write(header, to: &$0) }
        }
        if kind != .element { writer.number(6, kind.recordNumber) }
        writer.int32UnlessZero(7, listenerIndex)
        writer.int32UnlessZero(8, priority)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: JobKey?
        var elementInstanceKey: ElementInstanceKey?
        var type: String?
        var retries: Int32 = 0
        var headers: [ActivatedJob.Header] = []
        var kind = JobKind.element
        var listenerIndex: Int32 = 0
        var priority: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: elementInstanceKey = try field.key()
            case 3: type = try field.name(of: names)
            case 4: retries = try field.int32()
            case 5: headers.append(try HeaderRecord.read(field.content(), in: bytes))
            case 6: kind = try JobKind(recordNumber: field.unsigned())
            case 7: listenerIndex = try field.int32()
            case 8: priority = try field.int32()
            default: break
            }
        }
        self.init(
            key: try require(key, "the job's key"),
            elementInstanceKey: try require(elementInstanceKey, "the element instance's key"),
            type: try require(type, "the job's type"), retries: retries, headers: headers, kind: kind,
            listenerIndex: listenerIndex, priority: priority)
    }
}

extension JobActivated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.textUnlessEmpty(2, worker)
        writer.time(3, deadline)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: JobKey?
        var worker = ""
        var deadline: Timestamp?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: worker = try field.text(in: bytes)
            case 3: deadline = try field.time()
            default: break
            }
        }
        self.init(
            key: try require(key, "the job's key"), worker: worker, deadline: try require(deadline, "the deadline"))
    }
}

extension JobFailed: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.int32UnlessZero(2, retries)
        if let backoffUntil { writer.time(3, backoffUntil) }
        writer.textUnlessEmpty(4, message)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: JobKey?
        var retries: Int32 = 0
        var backoffUntil: Timestamp?
        var message = ""
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: retries = try field.int32()
            case 3: backoffUntil = try field.time()
            case 4: message = try field.text(in: bytes)
            default: break
            }
        }
        self.init(
            key: try require(key, "the job's key"), retries: retries, backoffUntil: backoffUntil, message: message)
    }
}

extension JobRetriesUpdated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.int32UnlessZero(2, retries)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: JobKey?
        var retries: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: retries = try field.int32()
            default: break
            }
        }
        self.init(
            key: try require(key, "the job's key"), retries: retries)
    }
}

extension JobPriorityUpdated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.int32UnlessZero(2, priority)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: JobKey?
        var priority: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: priority = try field.int32()
            default: break
            }
        }
        self.init(key: try require(key, "the job's key"), priority: priority)
    }
}

extension JobErrorThrown: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.textUnlessEmpty(2, code)
        writer.textUnlessEmpty(3, message)
        writer.flagUnlessFalse(4, isUncaught)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: JobKey?
        var code = ""
        var message = ""
        var isUncaught = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: code = try field.text(in: bytes)
            case 3: message = try field.text(in: bytes)
            case 4: isUncaught = try field.flag()
            default: break
            }
        }
        self.init(key: try require(key, "the job's key"), code: code, message: message, isUncaught: isUncaught)
    }
}

extension JobTimeoutUpdated: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.time(2, deadline)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: JobKey?
        var deadline: Timestamp?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: deadline = try field.time()
            default: break
            }
        }
        self.init(key: try require(key, "the job's key"), deadline: try require(deadline, "the deadline"))
    }
}
