import FerryModel

/// The history: position of the first event -> `LogRecord`. Lies in a key space of its own.
enum EventLogTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.eventLog) }

    static func key(_ first: LogPosition, _ encoder: inout KeyEncoder) {
        encoder.begin(.eventLog)
        encoder.append(first.rawValue)
    }

    static func position(ofKey bytes: RawSpan) throws(RecordFault) -> LogPosition {
        var reader = KeyReader()
        let position = LogPosition(try reader.uint64(in: bytes))
        try reader.end(in: bytes)
        return position
    }
}
