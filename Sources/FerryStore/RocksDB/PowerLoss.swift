import FerryEngine

/// Finds in write-ahead logs what a power cut left of writes that were never synced, and cuts it off.
///
/// A log may lose the middle of what was written last and keep its end. RocksDB would take that for damage, as it would
/// be if the middle had been synced. So it is cut off only when nothing behind it knows the missing part to be safe, and
/// when it looks like what was not written, and not like what was written and changed.
enum PowerLoss {
    /// Answers what was cut off, in words; nil when nothing was. Whatever else is wrong with the logs stays.
    static func mend(_ path: String) throws(StorageFailure) -> String? {
        let names = try Files.storageCall { () throws(FileProblem) in try Files.names(in: path) }
            .filter { $0.hasSuffix(".log") }
        var logs: [(name: String, content: LogBatches)] = []
        for name in names {
            let bytes = try Files.storageCall { () throws(FileProblem) in try Files.read("\(path)/\(name)") }
            if !bytes.isEmpty { logs.append((name, LogBatches(bytes))) }
        }
        var mended: [String] = []
        var newest: UInt64?
        for (index, log) in logs.enumerated() {
            let later = logs[(index + 1)...].flatMap { $0.content.batches + ($0.content.firstBreak?.following ?? []) }
            newest = log.content.batches.last?.last ?? newest
            if let tear = log.content.firstBreak {
                let isBehindUs = later.first.map { wasBegunLater($0, than: newest) } ?? false
                guard isBehindUs || isUnsynced(tear, later, after: newest) else { return nil }
                try cut("\(path)/\(log.name)", at: tear.offset)
                mended.append("\(log.name) from byte \(tear.offset)")
                if isBehindUs { continue }
            } else if let next = later.first, let newest, !follows(next, newest) {
                guard isUnsynced(later, after: newest) else { return nil }
            } else {
                continue
            }
            for gone in logs[(index + 1)...] {
                try cut("\(path)/\(gone.name)", at: 0)
                mended.append(gone.name)
            }
            break
        }
        guard !mended.isEmpty else { return nil }
        try Files.storageCall { () throws(FileProblem) in try Files.syncDirectory(path) }
        return mended.joined(separator: ", ")
    }

    /// A later start has read the logs before it up to `newest`, and put what it found into table files.
    private static func wasBegunLater(_ batch: LogBatches.Batch, than newest: UInt64?) -> Bool {
        guard let mark = batch.mark else { return false }
        return newest.map { mark.opened >= $0 } ?? (batch.sequence == mark.opened + 1)
    }

    /// A log goes on where the one before it ended, or was begun by a later start.
    private static func follows(_ next: LogBatches.Batch, _ newest: UInt64) -> Bool {
        next.mark == nil || next.sequence <= newest + 1 || wasBegunLater(next, than: newest)
    }

    private static func isUnsynced(
        _ tear: LogBatches.Break, _ later: [LogBatches.Batch], after newest: UInt64?
    ) -> Bool {
        guard tear.hasHole || tear.isCutOff else { return false }
        let rest = tear.following + later
        return isUnsynced(rest, after: newest ?? rest.first?.mark?.opened ?? 0)
    }

    /// Nobody knows anything newer than that to be synced.
    private static func isUnsynced(_ batches: [LogBatches.Batch], after newest: UInt64) -> Bool {
        batches.allSatisfy { batch in
            batch.sequence > newest && batch.mark.map { $0.synced <= newest } ?? false
        }
    }

    private static func cut(_ path: String, at offset: Int) throws(StorageFailure) {
        try Files.storageCall { () throws(FileProblem) in try Files.cut(path, at: offset) }
    }
}
