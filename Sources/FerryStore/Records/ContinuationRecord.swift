import FerryModel

/// `ferry.record.v1.Continuation`.
enum ContinuationRecord {
    static func write(_ continuation: Continuation, to writer: inout RecordWriter) {
        writer.number(1, continuation.place.recordNumber)
        for flow in continuation.flowIDs { writer.text(2, flow) }
        writer.int32UnlessZero(3, continuation.retries)
        if let due = continuation.due { writer.time(4, due) }
        writer.textUnlessEmpty(5, continuation.errorMessage)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> Continuation {
        var cursor = cursor
        var place: Continuation.Place?
        var flowIDs: [String] = []
        var retries: Int32 = 0
        var due: Timestamp?
        var errorMessage = ""
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: place = try Continuation.Place(recordNumber: field.unsigned())
            case 2: flowIDs.append(try field.text(in: bytes))
            case 3: retries = try field.int32()
            case 4: due = try field.time()
            case 5: errorMessage = try field.text(in: bytes)
            default: break
            }
        }
        return Continuation(
            place: try require(place, "a continuation's place"), flowIDs: flowIDs, retries: retries, due: due,
            errorMessage: errorMessage)
    }
}

extension Continuation.Place: RecordNumbered {
    static var recordName: String { "place of a continuation" }
}
