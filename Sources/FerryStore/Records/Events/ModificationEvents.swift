import FerryModel

extension ProcessInstanceModified: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) {
        for id in activated { writer.number(1, names.number(of: id)) }
        for key in terminated { writer.key(2, key) }
        writer.textUnlessEmpty(3, caller)
    }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var activated: [String] = []
        var terminated: [ElementInstanceKey] = []
        var caller = ""
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: activated.append(try field.name(of: names))
            case 2: terminated.append(try field.key())
            case 3: caller = try field.text(in: bytes)
            default: break
            }
        }
        self.init(activated: activated, terminated: terminated, caller: caller)
    }
}

extension ProcessInstanceHalted: EventPayload {
    func write(to writer: inout RecordWriter, _ names: inout NameTable) { writer.textUnlessEmpty(1, caller) }

    init(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) {
        var cursor = cursor
        var caller = ""
        while let field = try cursor.next(in: bytes) {
            if field.number == 1 { caller = try field.text(in: bytes) }
        }
        self.init(caller: caller)
    }
}

/// `ferry.record.v1.ModificationReport`.
enum ModificationReportRecord {
    static func write(_ report: ModificationReport, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, report.processInstanceKey)
        for reference in report.activated { writer.message(2) { write(reference, to: &$0, &names) } }
        for reference in report.terminated { writer.message(3) { write(reference, to: &$0, &names) } }
        writer.flagUnlessFalse(4, report.hasEnded)
        writer.flagUnlessFalse(5, report.isDryRun)
    }

    private static func write(
        _ reference: ElementInstanceReference, to writer: inout RecordWriter, _ names: inout NameTable
    ) {
        writer.key(1, reference.key)
        writer.number(2, names.number(of: reference.elementID))
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> ModificationReport {
        var cursor = cursor
        var key: ProcessInstanceKey?
        var activated: [ElementInstanceReference] = []
        var terminated: [ElementInstanceReference] = []
        var hasEnded = false
        var isDryRun = false
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: activated.append(try reference(field.content(), in: bytes, names))
            case 3: terminated.append(try reference(field.content(), in: bytes, names))
            case 4: hasEnded = try field.flag()
            case 5: isDryRun = try field.flag()
            default: break
            }
        }
        return ModificationReport(
            processInstanceKey: try require(key, "the modified instance"), isDryRun: isDryRun, activated: activated,
            terminated: terminated, hasEnded: hasEnded)
    }

    private static func reference(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> ElementInstanceReference {
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
        return ElementInstanceReference(
            key: try require(key, "an element instance's key"), elementID: try require(elementID, "an element's id"))
    }
}
