import Foundation
import Glibc

/// A disk under one directory that can lose power and fail: `Tests/DiskShim/diskshim.c`, preloaded into `ferryd`.
struct DiskShim: Sendable {
    /// What fails, and for files whose path holds what.
    struct Fault: Sendable {
        enum Operation: String, Sendable {
            case write
            /// Making, removing and renaming files.
            case change
            case sync
            case read
        }

        let operation: Operation
        let code: Int32
        let part: String
    }

    let root: String
    private let directory: String
    /// Syncs say that all is well and do nothing.
    let lies: Bool

    /// `root`: the directory it stands before. What it keeps lies in `directory`, on the same file system.
    init(before root: String, keepingIn directory: String, lies: Bool = false) throws {
        self.root = root
        self.directory = directory
        self.lies = lies
        try FileManager.default.createDirectory(atPath: attic, withIntermediateDirectories: true)
        try setFaults([])
    }

    var journal: String { directory + "/journal" }
    var attic: String { directory + "/attic" }
    private var faults: String { directory + "/faults" }

    var environment: [String: String] {
        var environment = [
            "LD_PRELOAD": Self.library, "DISKSHIM_ROOT": root, "DISKSHIM_JOURNAL": journal,
            "DISKSHIM_ATTIC": attic, "DISKSHIM_FAULTS": faults,
        ]
        if lies { environment["DISKSHIM_LIES"] = "1" }
        return environment
    }

    /// From the next operation on.
    func setFaults(_ list: [Fault]) throws {
        let text = list.map { "\($0.operation.rawValue) \($0.code) \($0.part)\n" }.joined()
        try text.write(toFile: faults, atomically: false, encoding: .utf8)
    }

    /// The power goes: what no sync made safe is gone, or there in part. The process must have ended.
    func cutPower(_ random: inout SeededRandom) throws -> PowerCut.Figures {
        var cut = PowerCut(root: root, attic: attic, journal: try DiskJournal(reading: journal))
        try cut.takeBack(&random)
        try FileManager.default.removeItem(atPath: attic)
        try FileManager.default.createDirectory(atPath: attic, withIntermediateDirectories: true)
        // Not there when the process was killed before it began.
        try? FileManager.default.removeItem(atPath: journal)
        return cut.figures
    }

    // MARK: The library

    /// Empty where it cannot be made.
    private static let library = build() ?? ""

    /// There is a C compiler, and it takes the source.
    static var isAvailable: Bool { !library.isEmpty }

    /// Made once for a test run, from the source beside these tests.
    private static func build() -> String? {
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "DiskShim/diskshim.c").path
        let library = FileManager.default.temporaryDirectory.appending(path: "ferry-diskshim-\(getpid()).so").path
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["cc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"]
        compiler.standardError = FileHandle.nullDevice
        guard (try? compiler.run()) != nil else { return nil }
        compiler.waitUntilExit()
        return compiler.terminationStatus == 0 ? library : nil
    }
}
