import FerryModel

/// Deployed DMN files: requirements key -> `Decisions`.
enum DecisionTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.decision) }

    static func key(_ requirements: DecisionRequirementsKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.decision)
        encoder.append(requirements)
    }
}
