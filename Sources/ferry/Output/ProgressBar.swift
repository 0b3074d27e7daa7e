import Synchronization

/// How far a long piece of work is, on one line of stderr that is drawn over; silent where stderr is no terminal.
///
/// Any thread may say that something is done.
final class ProgressBar: Sendable {
    private let title: String
    private let total: Int
    private let console: Console
    private let isShown: Bool
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    private struct State {
        var done = 0
        var lastDrawn: ContinuousClock.Instant?
    }

    private static let redrawEvery = Duration.milliseconds(80)
    private static let width = 30
    private static let eraseLine = "\r\u{1B}[K"

    init(_ title: String, total: Int, console: Console) {
        self.title = title
        self.total = total
        self.console = console
        isShown = console.terminal.isInteractive && console.format == .table
    }

    func advance(by count: Int = 1) {
        guard isShown else { return }
        let now = ContinuousClock.now
        state.withLock { state in
            state.done += count
            if let lastDrawn = state.lastDrawn, now - lastDrawn < Self.redrawEvery { return }
            state.lastDrawn = now
            let seconds = max((now - started).inSeconds, 0.001)
            let line = Self.line(title, min(state.done, total), total, perSecond: Int(Double(state.done) / seconds))
            console.draw(Self.eraseLine + line)
        }
    }

    /// Leaves the line empty, for whatever is printed next.
    func finish() {
        if isShown { console.draw(Self.eraseLine) }
    }

    static func line(_ title: String, _ done: Int, _ total: Int, perSecond: Int) -> String {
        let filled = total == 0 ? width : width * done / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let percent = total == 0 ? 100 : 100 * done / total
        return "\(title)  \(bar) \("\(percent)".paddedLeft(to: 3))%  \(done)/\(total)  \(perSecond)/s"
    }
}
