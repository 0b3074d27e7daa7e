import ArgumentParser
import FerryStore
import Foundation

/// `ferryd check DIR`: looks through the data directory of a broker that is stopped.
struct CheckData: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for damage in the data directory of a stopped broker.",
        discussion: """
            Reads every row, compares every index with the records, and replays the log where it is complete. Changes \
            nothing in the directory. Exit codes: 0 sound, 1 faults found, or not to be opened.
            """)

    @Argument(help: "The data directory, or a backup.")
    var directory: String

    @Flag(help: "Do not replay the log, which takes as much disk space again while it lasts.")
    var noReplay = false

    @Option(help: "Where the replayed state is put meanwhile.")
    var scratch = NSTemporaryDirectory()

    func run() throws {
        let name = "ferryd-check-\(ProcessInfo.processInfo.processIdentifier)"
        let options = DirectoryCheck.Options(
            replays: !noReplay, scratch: URL(fileURLWithPath: scratch).appending(path: name).path)
        let report = try refusing { try DirectoryCheck.run(directory, options: options) }
        for line in report.lines { print(line) }
        print(report.isSound ? "\(directory): sound" : "\(directory): damaged")
        if !report.isSound { throw ExitCode(1) }
    }
}
