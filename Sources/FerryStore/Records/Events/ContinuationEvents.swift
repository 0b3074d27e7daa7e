import FerryModel

extension ContinuationScheduled: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, elementInstanceKey)
        writer.message(2) { ContinuationRecord.write(continuation, to: &$0) }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var continuation: Continuation?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: continuation = try ContinuationRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        self.init(
            elementInstanceKey: try require(key, "the element instance's key"),
            continuation: try require(continuation, "the continuation"))
    }
}
