/// How many values lay at or below each of some bounds; as Prometheus has it, with sum and count.
struct Histogram: Sendable {
    let bounds: [Double]
    /// One more than there are bounds: the last is for everything above.
    private(set) var counts: [UInt64]
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = [UInt64](repeating: 0, count: bounds.count + 1)
    }

    mutating func record(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }

    static var calls: Histogram { Histogram(bounds: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024]) }

    /// 50 microseconds to 5 seconds.
    static var seconds: Histogram {
        Histogram(bounds: [
            0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
        ])
    }
}
