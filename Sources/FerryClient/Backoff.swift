/// Pauses between attempts: each twice as long as the one before up to a limit, less a random part of up to a fifth so
/// that many clients do not come back together.
struct Backoff {
    private var pause: Duration
    private let first: Duration
    private let max: Duration

    init(first: Duration, max: Duration) {
        self.pause = first
        self.first = first
        self.max = max
    }

    mutating func next() -> Duration {
        defer { pause = min(pause * 2, max) }
        return pause * Double.random(in: 0.8...1)
    }

    mutating func reset() { pause = first }
}
