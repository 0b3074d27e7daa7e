import Histogram
import Synchronization

/// How long answers took, in microseconds, with three significant digits. Any thread may add one.
final class LatencyRecord: Sendable {
    private let histogram: Mutex<Histogram<UInt64>>

    /// Longer than any deadline that makes sense here.
    private static let microsecondsMax: UInt64 = 600_000_000

    init() { histogram = Mutex(Histogram(highestTrackableValue: Self.microsecondsMax)) }

    func add(_ latency: Duration) {
        let microseconds = UInt64(clamping: max(latency.wholeMicroseconds, 1))
        histogram.withLock { _ = $0.record(min(microseconds, Self.microsecondsMax)) }
    }

    var percentiles: LatencyPercentiles {
        histogram.withLock { histogram in
            guard histogram.totalCount > 0 else { return LatencyPercentiles() }
            return LatencyPercentiles(
                p50: histogram.valueAtPercentile(50), p90: histogram.valueAtPercentile(90),
                p99: histogram.valueAtPercentile(99), p999: histogram.valueAtPercentile(99.9), max: histogram.max)
        }
    }
}

/// Microseconds; all 0 when nothing was measured.
struct LatencyPercentiles: Hashable, Sendable {
    var p50: UInt64 = 0
    var p90: UInt64 = 0
    var p99: UInt64 = 0
    var p999: UInt64 = 0
    var max: UInt64 = 0
}
