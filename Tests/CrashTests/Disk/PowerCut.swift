import Foundation
import Glibc

/// Takes back, in the files of a dead process, what no sync had made safe when the power went.
///
/// Of a directory a random number of the last changes goes. Of a file's unsafe writes nothing stays, or all, or a part:
/// up to some byte, or all but some pages, as a disk leaves it that writes in an order of its own.
struct PowerCut {
    struct Figures: Sendable {
        var cuts = 0
        /// Changes of names, and writes, that were not safe; how many of them went, whole or in part.
        var unsafeNames = 0
        var lostNames = 0
        var unsafeWrites = 0
        var lostWrites = 0
        var tornFiles = 0
        var holes = 0

        static func += (figures: inout Figures, other: Figures) {
            for path: WritableKeyPath<Figures, Int> in [
                \.cuts, \.unsafeNames, \.lostNames, \.unsafeWrites, \.lostWrites, \.tornFiles, \.holes,
            ] { figures[keyPath: path] += other[keyPath: path] }
        }
    }

    private enum Fate: CaseIterable {
        case lost
        case kept
        case cutOff
        case withHoles
    }

    let root: String
    let attic: String
    let journal: DiskJournal
    private(set) var figures = Figures(cuts: 1)
    private static let pageBytes = 4_096

    init(root: String, attic: String, journal: DiskJournal) {
        self.root = root
        self.attic = attic
        self.journal = journal
    }

    mutating func takeBack(_ random: inout SeededRandom) throws {
        let unsafe = journal.entries.filter { !$0.isSafe }
        try takeBackBytes(unsafe.filter(\.change.isOfBytes), &random)
        try takeBackNames(unsafe.filter { !$0.change.isOfBytes }, &random)
    }

    // MARK: Bytes

    private mutating func takeBackBytes(_ entries: [DiskJournal.Entry], _ random: inout SeededRandom) throws {
        figures.unsafeWrites = entries.count
        let paths = self.paths
        let files = Dictionary(grouping: entries, by: \.inode)
        for inode in files.keys.sorted() {
            // A name that is nowhere any more, not even in the attic, was never there for the process either.
            guard let changes = files[inode], let path = paths[inode] else { continue }
            let file = open(path, O_RDWR)
            guard file >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
            defer { close(file) }
            switch Fate.allCases.randomElement(using: &random) ?? .lost {
            case .kept: break
            case .lost:
                figures.lostWrites += changes.count
                for entry in changes.reversed() { undo(entry.change, keeping: 0, in: file) }
            case .cutOff:
                figures.tornFiles += 1
                cutOff(changes, file, &random)
            case .withHoles: makeHoles(changes, file, &random)
            }
        }
    }

    /// Keeps what was written up to some byte.
    private mutating func cutOff(
        _ changes: [DiskJournal.Entry], _ file: Int32, _ random: inout SeededRandom
    ) {
        let total = changes.reduce(0) { $0 + $1.change.byteCount }
        var dropped = Int.random(in: 0...total, using: &random)
        for entry in changes.reversed() where dropped > 0 {
            undo(entry.change, keeping: max(0, entry.change.byteCount - dropped), in: file)
            dropped -= entry.change.byteCount
            figures.lostWrites += 1
        }
    }

    private func undo(_ change: DiskJournal.Change, keeping kept: Int, in file: Int32) {
        switch change {
        case .write(let offset, _, let oldSize, let old):
            if kept < old.count { put(Array(old[kept...]), at: offset + kept, in: file) }
            ftruncate(file, off_t(max(oldSize, offset + kept)))
        case .truncate(let newSize, let oldSize, let old):
            guard kept == 0 else { return }
            ftruncate(file, off_t(oldSize))
            put(old, at: newSize, in: file)
        default: break
        }
    }

    /// Pages that did not make it while later ones did: they hold what was there before, and beyond the old end zeros.
    private mutating func makeHoles(
        _ changes: [DiskJournal.Entry], _ file: Int32, _ random: inout SeededRandom
    ) {
        // A page is written whole: it holds all that was put on it, or nothing of it.
        var isLost: [Int: Bool] = [:]
        for entry in changes.reversed() {
            guard case .write(let offset, let length, _, let old) = entry.change else { continue }
            var start = offset
            while start < offset + length {
                let page = start / Self.pageBytes
                let end = min(offset + length, (page + 1) * Self.pageBytes)
                if isLost[page] == nil { isLost[page] = Int.random(in: 0..<4, using: &random) == 0 }
                if isLost[page] == true {
                    put((start..<end).map { $0 - offset < old.count ? old[$0 - offset] : 0 }, at: start, in: file)
                }
                start = end
            }
        }
        figures.holes += isLost.values.count { $0 }
    }

    private func put(_ bytes: [UInt8], at offset: Int, in file: Int32) {
        guard !bytes.isEmpty else { return }
        precondition(pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count, "the test's own disk works")
    }

    /// Where each file is now: under a name it has, or in the attic.
    private var paths: [DiskJournal.Inode: String] {
        var paths: [DiskJournal.Inode: String] = [:]
        for top in [attic, root] {
            for name in FileManager.default.enumerator(atPath: top)?.compactMap({ $0 as? String }) ?? [] {
                var status = stat()
                if stat("\(top)/\(name)", &status) == 0 { paths[status.st_ino] = "\(top)/\(name)" }
            }
        }
        return paths
    }

    // MARK: Names

    private mutating func takeBackNames(_ entries: [DiskJournal.Entry], _ random: inout SeededRandom) throws {
        figures.unsafeNames = entries.count
        let counts = Dictionary(grouping: entries, by: \.inode).mapValues(\.count)
        var lost: [DiskJournal.Inode: Int] = [:]
        for directory in counts.keys.sorted() {
            lost[directory] = Int.random(in: 0...(counts[directory] ?? 0), using: &random)
        }
        // The last changes of a directory go first; those before them are what it is then left with.
        for entry in entries.reversed() {
            guard let left = lost[entry.inode], left > 0 else { continue }
            lost[entry.inode] = left - 1
            figures.lostNames += 1
            undo(entry.change)
        }
    }

    private func undo(_ change: DiskJournal.Change) {
        switch change {
        case .create(let path): unlink("\(root)/\(path)")
        case .remove(let inode, let path): link("\(attic)/\(inode)", "\(root)/\(path)")
        case .rename(_, let replaced, let old, let new):
            rename("\(root)/\(new)", "\(root)/\(old)")
            if replaced != 0 { link("\(attic)/\(replaced)", "\(root)/\(new)") }
        case .makeDirectory(let path): try? FileManager.default.removeItem(atPath: "\(root)/\(path)")
        case .removeDirectory(let path): mkdir("\(root)/\(path)", 0o750)
        case .write, .truncate: break
        }
    }
}

extension DiskJournal.Change {
    fileprivate var byteCount: Int { if case .write(_, let length, _, _) = self { length } else { 1 } }
}
