import FerryModel

/// Deployed definitions: definition key -> `Definition`.
enum DefinitionTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.definition) }

    static func key(_ definition: ProcessDefinitionKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.definition)
        encoder.append(definition)
    }
}
