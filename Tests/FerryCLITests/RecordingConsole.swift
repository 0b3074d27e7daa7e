import Synchronization

@testable import ferry

/// A console that keeps what was written.
final class RecordingConsole: Sendable {
    private let written = Mutex((results: "", diagnostics: ""))
    let format: OutputFormat

    init(format: OutputFormat = .table) { self.format = format }

    var results: String { written.withLock { $0.results } }
    var diagnostics: String { written.withLock { $0.diagnostics } }

    var console: Console {
        Console(
            format: format, terminal: Terminal(isInteractive: false, columns: 60),
            result: { [self] text in written.withLock { $0.results += text } },
            diagnostic: { [self] text in written.withLock { $0.diagnostics += text } })
    }
}
