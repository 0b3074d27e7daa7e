import FerryModel

/// Jobs with a time at which something happens to them: time, job key -> instance key.
enum DueTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.due) }

    static func key(_ time: Timestamp, _ job: JobKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.due)
        encoder.append(time)
        encoder.append(job)
    }

    /// Everything at one time begins with this.
    static func prefix(at time: Timestamp, _ encoder: inout KeyEncoder) {
        encoder.begin(.due)
        encoder.append(time)
    }

    static func parts(ofKey bytes: RawSpan) throws(RecordFault) -> (time: Timestamp, job: JobKey) {
        var reader = KeyReader()
        let time = try reader.time(in: bytes)
        let job: JobKey = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return (time, job)
    }
}
