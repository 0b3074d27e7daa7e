/// What a measurement found.
struct BenchReport: Hashable, Sendable {
    let workload: String
    let operations: Int
    let errors: Int
    let elapsed: Duration
    let latencies: LatencyPercentiles

    /// Of those that succeeded.
    var operationsPerSecond: Double {
        elapsed > .zero ? Double(operations - errors) / elapsed.inSeconds : 0
    }

    var json: JSON {
        [
            "workload": .string(workload), "operations": .number(Int64(operations)), "errors": .number(Int64(errors)),
            "seconds": .decimal(elapsed.inSeconds, places: 3),
            "operationsPerSecond": .decimal(operationsPerSecond, places: 1), "latencyMicroseconds": latencies.json,
        ]
    }

    var lines: [String] {
        labelled([
            ("workload", workload), ("operations", "\(operations)"), ("errors", "\(errors)"),
            ("seconds", elapsed.inSeconds.text(places: 3)), ("per second", operationsPerSecond.text(places: 0)),
            ("latency", latencies.line),
        ])
    }
}

extension LatencyPercentiles {
    var json: JSON {
        [
            "p50": .number(Int64(clamping: p50)), "p90": .number(Int64(clamping: p90)),
            "p99": .number(Int64(clamping: p99)), "p999": .number(Int64(clamping: p999)),
            "max": .number(Int64(clamping: max)),
        ]
    }

    var line: String {
        [("p50", p50), ("p90", p90), ("p99", p99), ("p99.9", p999), ("max", max)]
            .map { "\($0) \(Self.milliseconds($1))" }.joined(separator: "   ")
    }

    static func milliseconds(_ microseconds: UInt64) -> String {
        "\((Double(microseconds) / 1_000).text(places: 2)) ms"
    }
}
