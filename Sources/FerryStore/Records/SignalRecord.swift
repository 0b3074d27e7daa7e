import FerryModel

/// `ferry.record.v1.SignalBroadcast`.
enum SignalRecord {
    static func write(_ signal: SignalBroadcast, to writer: inout RecordWriter) {
        writer.text(1, signal.name)
        if signal.tenant != .default { writer.text(2, signal.tenant.rawValue) }
        for variable in signal.variables.entries {
            writer.message(3) { VariableRecord.write(variable, to: &$0) }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> SignalBroadcast {
        var cursor = cursor
        var name: String?
        var tenant = TenantID.default
        var variables: [Variables.Entry] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: name = try field.text(in: bytes)
            case 2: tenant = TenantID(rawValue: try field.text(in: bytes))
            case 3: variables.append(try VariableRecord.read(field.content(), in: bytes))
            default: break
            }
        }
        return SignalBroadcast(
            name: try require(name, "a signal's name"), variables: Variables(variables), tenant: tenant)
    }
}

/// `ferry.record.v1.Variable`.
enum VariableRecord {
    static func write(_ variable: Variables.Entry, to writer: inout RecordWriter) {
        writer.text(1, variable.name)
        writer.bytes(2, variable.value.bytes)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> Variables.Entry {
        var cursor = cursor
        var name: String?
        var value: [UInt8]?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: name = try field.text(in: bytes)
            case 2: value = try field.bytes(in: bytes)
            default: break
            }
        }
        return Variables.Entry(
            name: try require(name, "a variable's name"),
            value: JSONValue(trusted: try require(value, "a variable's value")))
    }
}
