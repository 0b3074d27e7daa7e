import FerryModel

extension LoopBegan: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, body)
        writer.int32UnlessZero(2, total)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var body: ElementInstanceKey?
        var total: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: body = try field.key()
            case 2: total = try field.int32()
            default: break
            }
        }
        self.init(body: try require(body, "the body's key"), total: total)
    }
}

extension ListItemSet: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, scope)
        writer.number(2, names.number(of: name))
        writer.int32UnlessZero(3, index)
        writer.bytes(4, value.bytes)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var scope: ElementInstanceKey?
        var name: String?
        var index: Int32 = 0
        var value: [UInt8]?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: scope = try field.key()
            case 2: name = try field.name(of: names)
            case 3: index = try field.int32()
            case 4: value = try field.bytes(in: bytes)
            default: break
            }
        }
        self.init(
            scope: try require(scope, "the list's scope"), name: try require(name, "the list's name"), index: index,
            value: JSONValue(trusted: try require(value, "the item")))
    }
}

extension CompensationTriggered: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, key)
        writer.key(2, thrower)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var key: CompensationKey?
        var thrower: ElementInstanceKey?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: thrower = try field.key()
            default: break
            }
        }
        self.init(
            key: try require(key, "a compensation's key"), thrower: try require(thrower, "the throw event"))
    }
}
