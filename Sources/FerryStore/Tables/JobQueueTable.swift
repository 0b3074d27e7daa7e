import FerryEngine
import FerryModel

/// Jobs waiting for a worker: tenant, type, [priority,] job key -> instance key. Of one type the job of the highest
/// priority comes first, and of these the oldest.
///
/// Priority 0, which most jobs have, takes no bytes: those above stand behind a mark that is lower than any job key, those
/// below behind one that is higher.
enum JobQueueTable {
    private static let above: [UInt8] = [0x00]
    private static let below: [UInt8] = [0xFF, 0xFF]

    static func prefix(_ tenant: TenantID, _ type: String, _ encoder: inout KeyEncoder) {
        encoder.begin(.jobQueue)
        encoder.append(tenant.rawValue)
        encoder.append(type)
    }

    static func key(_ job: QueuedJob, _ encoder: inout KeyEncoder) {
        prefix(job.tenant, job.type, &encoder)
        appendPlace(of: job, &encoder)
    }

    /// What follows the prefix.
    static func appendPlace(of job: QueuedJob, _ encoder: inout KeyEncoder) {
        if job.priority != 0 {
            encoder.appendTail(job.priority > 0 ? above : below)
            encoder.append(-Int64(job.priority))
        }
        encoder.append(job.key)
    }

    /// The job key is the last part, whatever stands before it.
    static func job(ofKey bytes: RawSpan) throws(RecordFault) -> JobKey {
        guard bytes.byteCount > 8 else { throw .inconsistent("the key is too short") }
        var reader = KeyReader(skipping: bytes.byteCount - 8 - 1)
        let job: JobKey = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return job
    }
}
