import FerryEngine
import FerryModel
import FerryStore
import Foundation
import Synchronization

/// Makes backups of a running broker, one at a time, on a thread of its own.
final class BackupMaker: Sendable {
    private let directory: String?
    private let clusterID: String
    private let clock: @Sendable () -> Timestamp
    private let isBusy = Atomic(false)
    private let queue = DispatchQueue(label: "ferry-backup")

    init(_ configuration: BrokerConfiguration) {
        directory = configuration.backupDirectory
        clusterID = configuration.clusterID
        clock = configuration.clock
    }

    /// `done` is called once, on another thread.
    func make(
        _ name: String, of partitions: [Partition],
        _ done: @escaping @Sendable (Result<BackupOutcome, BackupFailure>) -> Void
    ) {
        guard let directory else { return done(.failure(.notConfigured)) }
        guard !isBusy.exchange(true, ordering: .acquiringAndReleasing) else { return done(.failure(.busy)) }
        queue.async { [self] in
            let result = make(name, in: directory, of: partitions)
            isBusy.store(false, ordering: .releasing)
            done(result)
        }
    }

    private func make(
        _ name: String, in directory: String, of partitions: [Partition]
    ) -> Result<BackupOutcome, BackupFailure> {
        do throws(BackupProblem) {
            let draft = try BackupDraft.begin(name, in: directory)
            // What is in memory is written out beforehand, so that the partitions stand still for a moment only.
            for partition in partitions {
                _ = try? partition.disk.lend { (disk) throws(StorageFailure) in try disk.files?.flush() }
            }
            let cut = BackupCut(partitions.map(\.id))
            for partition in partitions { partition.join(cut, copyingTo: draft.path(of: partition.id)) }
            switch cut.wait() {
            case .failure(let failure):
                draft.discard()
                return .failure(failure)
            case .success(let positions):
                let manifest = BackupManifest(clusterID: clusterID, createdAt: clock(), positions: positions)
                try draft.finish(manifest)
                return .success(BackupOutcome(path: draft.path, positions: positions))
            }
        } catch {
            return .failure(BackupFailure(error))
        }
    }
}
