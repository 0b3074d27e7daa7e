/// `camunda:failedJobRetryTimeCycle`: how often something is tried, and how long after a failure.
package struct RetryCycle: Hashable, Sendable {
    package let retries: Int32
    package let interval: TimerInterval

    /// Three tries, one right after the other.
    package static let standard = RetryCycle(retries: 3, interval: TimerInterval())

    private init(retries: Int32, interval: TimerInterval) {
        self.retries = retries
        self.interval = interval
    }

    /// `R5/PT10M`.
    init?(iso text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("R"), let retries = Int32(parts[0].dropFirst()), retries > 0,
            let interval = TimerInterval(iso: String(parts[1])), interval.inMilliseconds >= 0
        else { return nil }
        self.init(retries: retries, interval: interval)
    }
}
