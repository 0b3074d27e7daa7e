import Foundation

/// Where a command's results and its diagnostics go, and never mix: stdout and stderr.
struct Console: Sendable {
    let format: OutputFormat
    let terminal: Terminal
    private let writeResult: @Sendable (String) -> Void
    private let writeDiagnostic: @Sendable (String) -> Void

    init(
        format: OutputFormat, terminal: Terminal, result: @escaping @Sendable (String) -> Void,
        diagnostic: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        self.terminal = terminal
        writeResult = result
        writeDiagnostic = diagnostic
    }

    static func standard(format: OutputFormat) -> Console {
        Console(
            format: format, terminal: .standardError, result: { Self.write($0, to: .standardOutput) },
            diagnostic: { Self.write($0, to: .standardError) })
    }

    /// One line of a result.
    func print(_ line: String) { writeResult(line + "\n") }

    func print(lines: [String]) {
        if !lines.isEmpty { writeResult(lines.map { $0 + "\n" }.joined()) }
    }

    /// Text that already is as it should stand in a file.
    func print(verbatim text: String) { writeResult(text) }

    /// One result: an object on a line, or what people read.
    func print(_ json: @autoclosure () -> JSON, orLines lines: @autoclosure () -> [String]) {
        switch format {
        case .json: print(json().text)
        case .table: print(lines: lines())
        }
    }

    /// What a person should know and a program should not read.
    func note(_ line: String) { writeDiagnostic(line + "\n") }

    /// Why the command stops.
    func diagnose(_ problem: String) {
        for line in problem.split(separator: "\n") { writeDiagnostic("ferry: \(line)\n") }
    }

    /// Drawn as is, without a line's end; for progress on a terminal.
    func draw(_ text: String) { writeDiagnostic(text) }

    /// A reader that left (`ferry instance list | head`) ends the command as SIGPIPE would, without a word.
    private static func write(_ text: String, to handle: FileHandle) {
        do {
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            exit(128 + SIGPIPE)
        }
    }
}
