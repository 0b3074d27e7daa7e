import FerryModel

/// `ferry.record.v1.CompensationSubscription`.
enum CompensationRecord {
    static func write(_ subscription: CompensationSubscription, to writer: inout RecordWriter) {
        writer.key(1, subscription.key)
        writer.text(2, subscription.activityID)
        writer.key(3, subscription.activityInstance)
        writer.key(4, subscription.scope)
        if let event = subscription.eventID { writer.text(5, event) }
        if let thrower = subscription.thrower { writer.key(6, thrower) }
        for variable in subscription.variables.entries {
            writer.message(7) { VariableRecord.write(variable, to: &$0) }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> CompensationSubscription {
        var cursor = cursor
        var key: CompensationKey?
        var activityID: String?
        var activityInstance: ElementInstanceKey?
        var scope: ElementInstanceKey?
        var eventID: String?
        var thrower: ElementInstanceKey?
        var variables: [Variables.Entry] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: activityID = try field.text(in: bytes)
            case 3: activityInstance = try field.key()
            case 4: scope = try field.key()
            case 5: eventID = try field.text(in: bytes)
            case 6: thrower = try field.key()
            case 7: variables.append(try VariableRecord.read(field.content(), in: bytes))
            default: break
            }
        }
        return CompensationSubscription(
            key: try require(key, "a compensation's key"), activityID: try require(activityID, "a completed activity"),
            activityInstance: try require(activityInstance, "a completed activity's instance"),
            scope: try require(scope, "a completed activity's scope"), eventID: eventID, thrower: thrower,
            variables: Variables(variables))
    }
}
