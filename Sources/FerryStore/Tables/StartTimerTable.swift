import FerryModel

/// Timers that begin processes: definition, timer key -> `StartTimer`.
enum StartTimerTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.startTimer) }

    static func prefix(_ definition: ProcessDefinitionKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.startTimer)
        encoder.append(definition)
    }

    static func key(
        _ definition: ProcessDefinitionKey, _ timer: EventSubscriptionKey, _ encoder: inout KeyEncoder
    ) {
        prefix(definition, &encoder)
        encoder.append(timer)
    }
}
