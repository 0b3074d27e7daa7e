import FerryClient
import Synchronization

/// Counts what went wrong by code, with one message of each for people. Any thread may add one.
final class RejectionTally: Sendable {
    private let entries = Mutex<[StatusCode: Entry]>([:])

    struct Entry: Sendable {
        let code: StatusCode
        let example: String
        var count: Int
    }

    func add(_ rejection: Rejection) {
        entries.withLock { entries in
            let first = Entry(code: rejection.code, example: rejection.message, count: 0)
            entries[rejection.code, default: first].count += 1
        }
    }

    /// By code.
    var all: [Entry] { entries.withLock { $0.values.sorted { $0.code.rawValue < $1.code.rawValue } } }
    var count: Int { all.reduce(0) { $0 + $1.count } }
}
