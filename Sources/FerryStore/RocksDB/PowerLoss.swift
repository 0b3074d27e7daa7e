import FerryEngine

/// Finds in write-ahead logs what a power cut left of writes that were never synced, and cuts it off.
///
/// A log may lose the middle of what was written last and keep its end. RocksDB would take that for damage, as it would
/// be if the middle had been synced. So it is cut off only when nothing behind it knows the missing part to be safe, and
/// when it looks like what was not written, and not like what was written and changed.
enum PowerLoss {
    /// Drops the end of a log.
    struct Cut: Hashable {
        let name: String
        let offset: Int
    }

    /// Answers what was cut off, in words; nil when nothing was. Whatever else is wrong with the logs stays.
    static func mend(_ path: String) throws(StorageFailure) -> String? {
        let cuts = try cuts(in: path)
        guard !cuts.isEmpty else { return nil }
        for cut in cuts { try make(cut, in: path) }
        try Files.storageCall { () throws(FileProblem) in try Files.syncDirectory(path) }
        return inWords(cuts)
    }

    /// For people, log by log.
    static func inWords(_ cuts: [Cut]) -> String {
        cuts.sorted { $0.name < $1.name }
            .map { $0.offset == 0 ? $0.name : "\($0.name) from byte \($0.offset)" }
            .joined(separator: ", ")
    }

    /// What is to be cut off, in the order in which it must be done: a log goes after all logs behind it. So whoever is
    /// killed in between leaves what is found and cut off again, and never a gap with something behind it.
    static func cuts(in path: String) throws(StorageFailure) -> [Cut] {
        let names = try Files.storageCall { () throws(FileProblem) in try Files.names(in: path) }
            .filter { $0.hasSuffix(".log") }
        var logs: [(name: String, content: LogBatches)] = []
        for name in names {
            let bytes = try Files.storageCall { () throws(FileProblem) in try Files.read("\(path)/\(name)") }
            if !bytes.isEmpty { logs.append((name, LogBatches(bytes))) }
        }
        var cuts: [Cut] = []
        var newest: UInt64?
        for (index, log) in logs.enumerated() {
            let later = logs[(index + 1)...].flatMap { $0.content.batches + ($0.content.firstBreak?.following ?? []) }
            newest = log.content.batches.last?.last ?? newest
            if let tear = log.content.firstBreak {
                let isBehindUs = later.first.map { wasBegunLater($0, than: newest) } ?? false
                guard isBehindUs || isUnsynced(tear, later, after: newest) else { return [] }
                let cut = Cut(name: log.name, offset: tear.offset)
                guard !isBehindUs else {
                    cuts.append(cut)
                    continue
                }
                return cuts + emptying(logs[(index + 1)...].map { $0.name }) + [cut]
            } else if let next = later.first, let newest, !follows(next, newest) {
                guard isUnsynced(later, after: newest) else { return [] }
                return cuts + emptying(logs[(index + 1)...].map { $0.name })
            }
        }
        return cuts
    }

    private static func emptying(_ names: [String]) -> [Cut] { names.reversed().map { Cut(name: $0, offset: 0) } }

    static func make(_ cut: Cut, in path: String) throws(StorageFailure) {
        try Files.storageCall { () throws(FileProblem) in try Files.cut("\(path)/\(cut.name)", at: cut.offset) }
    }

    /// A later start has read the logs before it up to `newest`, and put what it found into table files.
    private static func wasBegunLater(_ batch: LogBatches.Batch, than newest: UInt64?) -> Bool {
        guard let mark = batch.mark else { return false }
        return newest.map { mark.opened >= $0 } ?? (batch.sequence == mark.opened &+ 1)
    }

    /// A log goes on where the one before it ended, or was begun by a later start.
    static func follows(_ next: LogBatches.Batch, _ newest: UInt64) -> Bool {
        next.mark == nil || next.sequence <= newest &+ 1 || wasBegunLater(next, than: newest)
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
}
