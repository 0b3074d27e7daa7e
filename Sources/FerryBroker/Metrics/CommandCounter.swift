import FerryModel
import Synchronization

/// How calls ended, by call and status code, since the broker opened. Any thread may use it.
///
/// A call is counted when its answer is decided, a stream when it ends.
final class CommandCounter: Sendable {
    private let cells = Mutex([UInt64](repeating: 0, count: CallKind.allCases.count * CommandTally.codes))

    /// One lock for a whole turn.
    func add(_ tally: CommandTally) {
        guard !tally.cells.isEmpty else { return }
        cells.withLock { cells in
            for cell in tally.cells { cells[Int(cell)] += 1 }
        }
    }

    func count(_ call: Call, _ content: Reply.Content) {
        var tally = CommandTally()
        tally.count(call, content)
        add(tally)
    }

    /// Those that occurred, by call, then code.
    var counts: [(call: CallKind, code: StatusCode, count: UInt64)] {
        let cells = cells.withLock { $0 }
        return CallKind.allCases.flatMap { kind in
            StatusCode.allCases.compactMap { code in
                let count = cells[CommandTally.cell(kind, code)]
                return count == 0 ? nil : (kind, code, count)
            }
        }
    }
}

/// How the calls of one turn ended: two bytes for each, so that counting them costs the turn next to nothing.
struct CommandTally: Sendable {
    private(set) var cells: [UInt16] = []

    static let codes = StatusCode.allCases.count

    mutating func count(_ call: Call, _ content: Reply.Content) {
        let code: StatusCode
        switch content {
        case .answer, .streamEnded: code = .ok
        case .rejected(let rejection): code = rejection.code
        case .streamed: return
        }
        cells.append(UInt16(Self.cell(CallKind(call), code)))
    }

    static func cell(_ call: CallKind, _ code: StatusCode) -> Int { call.rawValue * codes + Int(code.rawValue) }
}
