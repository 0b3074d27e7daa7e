import FerryEngine
import FerryModel

/// Process instances: instance key -> `ProcessInstance`; and of large ones their element instances:
/// instance key, element instance key -> `ElementInstance`.
///
/// Whether an instance is spilled depends on nothing but the number of its parts, so the same state always has the same
/// rows, however it came about: comparing live with replayed state relies on that. The price is that an
/// instance swinging around the limit rewrites its 32 small rows each time, which is cheap enough.
enum InstanceTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.instance) }

    static func key(_ instance: ProcessInstanceKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.instance)
        encoder.append(instance)
    }

    static func instance(ofKey bytes: RawSpan) throws(RecordFault) -> ProcessInstanceKey {
        var reader = KeyReader()
        let instance: ProcessInstanceKey = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return instance
    }

    static func elementsPrefix(_ instance: ProcessInstanceKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.instanceElement)
        encoder.append(instance)
    }

    static func elementKey(
        _ instance: ProcessInstanceKey, _ element: ElementInstanceKey, _ encoder: inout KeyEncoder
    ) {
        elementsPrefix(instance, &encoder)
        encoder.append(element)
    }
}
