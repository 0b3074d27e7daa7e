package import FerryModel
import FerryStore

/// Why there is no backup.
package enum BackupFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The broker was not told where backups may be put.
    case notConfigured
    /// Another one is being made.
    case busy
    case badName(String)
    case exists(String)
    /// A partition has stopped, the broker is about to, or the disk did not take the copy.
    case notNow(String)

    init(_ problem: BackupProblem) {
        switch problem {
        case .badName: self = .badName(problem.description)
        case .exists: self = .exists(problem.description)
        default: self = .notNow(problem.description)
        }
    }

    package var description: String {
        switch self {
        case .notConfigured: "no backups are made here: start ferryd with --backup-dir"
        case .busy: "another backup is being made; try again when it is done"
        case .badName(let problem), .exists(let problem): problem
        case .notNow(let problem): "no backup was made: \(problem)"
        }
    }
}

/// A backup that is there.
package struct BackupOutcome: Hashable, Sendable {
    package let path: String
    /// The newest event of each partition in it, from partition 1 on.
    package let positions: [LogPosition]
}
