/// Why a backup was not made or not restored: what was expected, what was found, what helps.
package enum BackupProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case badName(String)
    case exists(path: String)
    case notABackup(path: String, problem: String)
    /// A restore goes into a fresh directory only.
    case targetNotEmpty(path: String, found: [String])
    /// The copy does not hold what the backup says.
    case damaged(path: String, problem: String)
    case failed(String)

    package var description: String {
        switch self {
        case .badName(let name):
            "'\(name)' cannot name a backup: expected 1 to 64 of the characters a-z A-Z 0-9 . _ - and no dot in front"
        case .exists(let path): "\(path) is there already; choose another name, or remove it"
        case .notABackup(let path, let problem):
            "\(path): expected a whole backup made by ferryd, but \(problem)"
        case .targetNotEmpty(let path, let found):
            "\(path): expected no directory or an empty one, found \(found.prefix(3).joined(separator: ", ")); "
                + "a backup is never restored over data, so name another directory or move this one away"
        case .damaged(let path, let problem): "\(path): \(problem); use another backup"
        case .failed(let problem): problem
        }
    }
}
