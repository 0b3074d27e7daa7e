import FerryModel

/// Jobs waiting for a worker: tenant, type, job key -> instance key. The oldest job of a type comes first.
enum JobQueueTable {
    static func prefix(_ tenant: TenantID, _ type: String, _ encoder: inout KeyEncoder) {
        encoder.begin(.jobQueue)
        encoder.append(tenant.rawValue)
        encoder.append(type)
    }

    static func key(_ tenant: TenantID, _ type: String, _ job: JobKey, _ encoder: inout KeyEncoder) {
        prefix(tenant, type, &encoder)
        encoder.append(job)
    }

    static func job(ofKey bytes: RawSpan, prefixCount: Int) throws(RecordFault) -> JobKey {
        var reader = KeyReader(skipping: prefixCount - 1)
        let job: JobKey = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return job
    }
}
