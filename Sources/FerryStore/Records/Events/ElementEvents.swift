import FerryBPMN
import FerryModel

extension ElementStep: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.number(2, names.number(of: elementID))
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var elementID: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: elementID = try field.name(of: names)
            default: break
            }
        }
        self.init(
            key: try require(key, "the element instance's key"),
            elementID: try require(elementID, "the element's id"))
    }
}

extension FlowStep: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, scope)
        writer.number(2, names.number(of: flowID))
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var scope: ElementInstanceKey?
        var flowID: String?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: scope = try field.key()
            case 2: flowID = try field.name(of: names)
            default: break
            }
        }
        self.init(
            scope: try require(scope, "the flow's scope"), flowID: try require(flowID, "the flow's id"))
    }
}

extension ElementActivating: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.number(2, names.number(of: elementID))
        if let known = ElementKind(rawValue: kind) {
            writer.number(3, known.recordNumber)
        } else {
            writer.text(4, kind)
        }
        if let scope { writer.key(5, scope) }
        writer.int32UnlessZero(6, loopCounter)
        if let begunBy { writer.message(7) { PendingEventRecord.write(begunBy, to: &$0) } }
        if let compensates { writer.key(8, compensates) }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: ElementInstanceKey?
        var elementID: String?
        var kind: String?
        var scope: ElementInstanceKey?
        var loopCounter: Int32 = 0
        var begunBy: PendingEvent?
        var compensates: CompensationKey?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: elementID = try field.name(of: names)
            case 3: kind = try ElementKind(recordNumber: field.unsigned()).rawValue
            case 4: kind = try field.text(in: bytes)
            case 5: scope = try field.key()
            case 6: loopCounter = try field.int32()
            case 7: begunBy = try PendingEventRecord.read(field.content(), in: bytes)
            case 8: compensates = try field.key()
            default: break
            }
        }
        self.init(
            key: try require(key, "the element instance's key"),
            elementID: try require(elementID, "the element's id"), kind: try require(kind, "the element's kind"),
            scope: scope, loopCounter: loopCounter, begunBy: begunBy, compensates: compensates)
    }
}

extension JoinStep: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, scope)
        writer.number(2, names.number(of: gatewayID))
        for flowID in flowIDs { writer.number(3, names.number(of: flowID)) }
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var scope: ElementInstanceKey?
        var gatewayID: String?
        var flowIDs: [String] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: scope = try field.key()
            case 2: gatewayID = try field.name(of: names)
            case 3: flowIDs.append(try field.name(of: names))
            default: break
            }
        }
        self.init(
            scope: try require(scope, "the join's scope"), gatewayID: try require(gatewayID, "the join's id"),
            flowIDs: flowIDs)
    }
}
