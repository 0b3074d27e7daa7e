/// Writes metrics in Prometheus' text format, version 0.0.4: families in the order they are added.
package struct MetricsText: Sendable {
    package private(set) var text = ""

    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package typealias Labels = [(name: String, value: String)]

    package init() {}

    package mutating func gauge(_ name: String, _ help: String, _ samples: [(labels: Labels, value: Double)]) {
        family(name, "gauge", help, samples)
    }

    /// By convention the name ends in `_total`.
    package mutating func counter(_ name: String, _ help: String, _ samples: [(labels: Labels, value: Double)]) {
        family(name, "counter", help, samples)
    }

    mutating func histogram(_ name: String, _ help: String, _ samples: [(labels: Labels, value: Histogram)]) {
        head(name, "histogram", help)
        for (labels, histogram) in samples {
            var below: UInt64 = 0
            for (bound, count) in zip(histogram.bounds, histogram.counts) {
                below += count
                line(name + "_bucket", labels + [("le", Self.number(bound))], Double(below))
            }
            below += histogram.counts.last ?? 0
            line(name + "_bucket", labels + [("le", "+Inf")], Double(below))
            line(name + "_sum", labels, histogram.sum)
            line(name + "_count", labels, Double(below))
        }
    }

    private mutating func family(
        _ name: String, _ type: String, _ help: String, _ samples: [(labels: Labels, value: Double)]
    ) {
        guard !samples.isEmpty else { return }
        head(name, type, help)
        for (labels, value) in samples { line(name, labels, value) }
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: Labels, _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",") + "}"
        }
        text += " \(Self.number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
        return text
    }
}
