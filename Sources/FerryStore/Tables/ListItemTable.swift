import FerryModel

/// Items of lists that were set one by one: instance key, scope, index, name -> the item's JSON text.
enum ListItemTable {
    static func prefix(_ instance: ProcessInstanceKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.listItem)
        encoder.append(instance)
    }

    static func key(
        _ instance: ProcessInstanceKey, _ scope: ElementInstanceKey, _ index: Int32, _ name: String,
        _ encoder: inout KeyEncoder
    ) {
        prefix(instance, &encoder)
        encoder.append(scope)
        encoder.append(Int64(index))
        encoder.appendTail(name)
    }

    static func parts(
        ofKey bytes: RawSpan
    ) throws(RecordFault) -> (scope: ElementInstanceKey, index: Int32, name: String) {
        var reader = KeyReader(skipping: 8)
        let scope: ElementInstanceKey = try reader.key(in: bytes)
        let index: JobKey = try reader.key(in: bytes)
        return (scope, Int32(truncatingIfNeeded: index.rawValue), try reader.textTail(in: bytes))
    }
}
