import FerryModel

extension IncidentRaised: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.key(2, elementInstanceKey)
        writer.number(3, names.number(of: elementID))
        if let job { writer.key(4, job) }
        writer.number(5, type.recordNumber)
        writer.textUnlessEmpty(6, message)
        writer.time(7, raisedAt)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: IncidentKey?
        var elementInstanceKey: ElementInstanceKey?
        var elementID: String?
        var job: JobKey?
        var type: IncidentType?
        var message = ""
        var raisedAt: Timestamp?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: elementInstanceKey = try field.key()
            case 3: elementID = try field.name(of: names)
            case 4: job = try field.key()
            case 5: type = try IncidentType(recordNumber: field.unsigned())
            case 6: message = try field.text(in: bytes)
            case 7: raisedAt = try field.time()
            default: break
            }
        }
        self.init(
            key: try require(key, "the incident's key"),
            elementInstanceKey: try require(elementInstanceKey, "the element instance's key"),
            elementID: try require(elementID, "the element's id"), job: job,
            type: try require(type, "the incident's type"), message: message,
            raisedAt: try require(raisedAt, "the incident's time"))
    }
}

extension IncidentResolved: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.key(2, elementInstanceKey)
        if let job { writer.key(3, job) }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: IncidentKey?
        var elementInstanceKey: ElementInstanceKey?
        var job: JobKey?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: elementInstanceKey = try field.key()
            case 3: job = try field.key()
            default: break
            }
        }
        self.init(
            key: try require(key, "the incident's key"),
            elementInstanceKey: try require(elementInstanceKey, "the element instance's key"), job: job)
    }
}
