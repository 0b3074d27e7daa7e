import FerryModel

/// The running instances of a definition: definition key, instance key -> nothing.
enum DefinitionInstanceTable {
    static func prefix(_ definition: ProcessDefinitionKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.definitionInstance)
        encoder.append(definition)
    }

    static func key(
        _ definition: ProcessDefinitionKey, _ instance: ProcessInstanceKey, _ encoder: inout KeyEncoder
    ) {
        prefix(definition, &encoder)
        encoder.append(instance)
    }

    static func instance(ofKey bytes: RawSpan) throws(RecordFault) -> ProcessInstanceKey {
        var reader = KeyReader(skipping: 8)
        let instance: ProcessInstanceKey = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return instance
    }
}
