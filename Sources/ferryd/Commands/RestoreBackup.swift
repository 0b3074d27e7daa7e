import ArgumentParser
import FerryStore

/// `ferryd restore`: makes a data directory from a backup.
struct RestoreBackup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a fresh data directory from a backup, and look through it.",
        discussion: """
            The copy is a data directory only when every row of it could be read and all indexes agree. Do not run \
            the broker and its restored copy for the same clients: they give the same keys to different things.
            """)

    @Option(help: "The backup: a directory with a backup.json.")
    var from: String

    @Option(help: "The data directory to make; it must be empty or not there.")
    var data: String

    func run() throws {
        let outcome = try refusing { try BackupRestore.restore(from: from, to: data) }
        for (index, position) in outcome.manifest.positions.enumerated() {
            print("partition \(index + 1): up to event \(position)")
        }
        print("\(data): restored from \(from), cluster \(outcome.manifest.clusterID)")
    }
}
