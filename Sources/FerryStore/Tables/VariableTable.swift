import FerryModel

/// Variables: instance key, scope, name -> the value's JSON text as it is.
///
/// They lie apart so that moving an instance neither reads nor writes its data, and under the instance so that one
/// scan finds all of it.
enum VariableTable {
    static func prefix(_ instance: ProcessInstanceKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.variable)
        encoder.append(instance)
    }

    static func key(
        _ instance: ProcessInstanceKey, _ scope: ElementInstanceKey, _ name: String, _ encoder: inout KeyEncoder
    ) {
        prefix(instance, &encoder)
        encoder.append(scope)
        encoder.appendTail(name)
    }

    static func parts(ofKey bytes: RawSpan) throws(RecordFault) -> (scope: ElementInstanceKey, name: String) {
        var reader = KeyReader(skipping: 8)
        let scope: ElementInstanceKey = try reader.key(in: bytes)
        return (scope, try reader.textTail(in: bytes))
    }
}
