import FerryModel

/// Answers kept for repeats: idempotency key -> `AnswerRow`; and when each may go: time, idempotency key -> nothing.
enum AnswerTable {
    static func key(_ idempotencyKey: [UInt8], _ encoder: inout KeyEncoder) {
        encoder.begin(.answer)
        encoder.appendTail(idempotencyKey)
    }

    static func expiryPrefix(_ encoder: inout KeyEncoder) { encoder.begin(.answerExpiry) }

    static func expiryPrefix(at time: Timestamp, _ encoder: inout KeyEncoder) {
        encoder.begin(.answerExpiry)
        encoder.append(time)
    }

    static func expiryKey(_ time: Timestamp, _ idempotencyKey: [UInt8], _ encoder: inout KeyEncoder) {
        expiryPrefix(at: time, &encoder)
        encoder.appendTail(idempotencyKey)
    }

    static func entry(ofExpiryKey bytes: RawSpan) throws(RecordFault) -> AnswersForgotten.Entry {
        var reader = KeyReader()
        let time = try reader.time(in: bytes)
        return AnswersForgotten.Entry(idempotencyKey: try reader.tail(in: bytes), expiresAt: time)
    }
}
