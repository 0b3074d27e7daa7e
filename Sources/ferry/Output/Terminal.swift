import Foundation

/// What is known of the screen behind stderr.
struct Terminal: Sendable {
    let isInteractive: Bool
    let columns: Int

    private static let columnsDefault = 100
    private static let columnsMin = 40

    static let standardError = Terminal(
        isInteractive: isatty(STDERR_FILENO) == 1,
        columns: max(columnsMin, measuredColumns ?? columnsDefault))

    private static var measuredColumns: Int? {
        if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text) { return columns }
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
