import Foundation

/// What a disk shim noted: every change with what undoing it takes, and which changes a sync made safe.
struct DiskJournal {
    typealias Inode = UInt

    enum Change {
        case write(offset: Int, length: Int, oldSize: Int, old: [UInt8])
        case truncate(newSize: Int, oldSize: Int, old: [UInt8])
        case create(path: String)
        case remove(Inode, path: String)
        case rename(Inode, replaced: Inode, old: String, new: String)
        case makeDirectory(path: String)
        case removeDirectory(path: String)

        var isOfBytes: Bool {
            switch self {
            case .write, .truncate: true
            default: false
            }
        }
    }

    struct Entry {
        /// Of the file whose bytes, or the directory whose names, changed.
        let inode: Inode
        let change: Change
        let isSafe: Bool
    }

    struct Unreadable: Error {
        let line: String
    }

    private(set) var entries: [Entry] = []
    private(set) var syncs = 0

    /// A journal that is not there is one in which nothing happened.
    init(reading path: String) throws {
        let bytes = (try? Data(contentsOf: URL(filePath: path))) ?? Data()
        var changes: [(place: Int, inode: Inode, change: Change)] = []
        var safeUpTo: [Inode: Int] = [:]
        var place = 0
        // The last line has no end when the process was killed while writing it.
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
            guard words.count > 2, let inode = Inode(words[1]) else {
                throw Unreadable(line: words.joined(separator: " "))
            }
            if words[0] == "sync" {
                syncs += 1
                safeUpTo[inode] = max(safeUpTo[inode] ?? 0, Int(words[2]) ?? 0)
            } else {
                changes.append((place, inode, try Self.change(words)))
            }
            place += line.count + 1
        }
        entries = changes.map { Entry(inode: $1, change: $2, isSafe: $0 < safeUpTo[$1] ?? 0) }
    }

    private static func change(_ words: [String]) throws -> Change {
        let numbers = words.map { Int($0) ?? -1 }
        switch (words[0], words.count) {
        case ("write", 6):
            return .write(
                offset: numbers[2], length: numbers[3], oldSize: numbers[4], old: try Self.bytes(words[5]))
        case ("truncate", 5):
            return .truncate(newSize: numbers[2], oldSize: numbers[3], old: try Self.bytes(words[4]))
        case ("create", 4): return .create(path: words[3])
        case ("remove", 4): return .remove(Inode(numbers[2]), path: words[3])
        case ("rename", 6):
            return .rename(Inode(numbers[2]), replaced: Inode(numbers[3]), old: words[4], new: words[5])
        case ("mkdir", 4): return .makeDirectory(path: words[3])
        case ("rmdir", 4): return .removeDirectory(path: words[3])
        default: throw Unreadable(line: words.joined(separator: " "))
        }
    }

    private static func bytes(_ text: String) throws -> [UInt8] {
        guard text != "-" else { return [] }
        let digits = Array(text.utf8)
        return try stride(from: 0, to: digits.count, by: 2).map { index in
            guard index + 1 < digits.count,
                let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
            else { throw Unreadable(line: text) }
            return byte
        }
    }
}
