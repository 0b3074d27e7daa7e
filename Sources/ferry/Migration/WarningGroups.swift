import FerryClient

/// Warnings of many migrations: the same code at the same element is one group.
struct WarningGroups: Sendable {
    private var groups: [Cause: Group] = [:]

    private struct Cause: Hashable {
        let code: String
        let elementID: String
    }

    private struct Group {
        var count: Int
        /// The lowest key, and what was said of it.
        var example: (key: ProcessInstanceKey, warning: MigrationWarning)
    }

    mutating func add(_ warnings: [MigrationWarning], of key: ProcessInstanceKey) {
        var seen: Set<Cause> = []
        for warning in warnings {
            let cause = Cause(code: warning.code, elementID: warning.elementID)
            guard seen.insert(cause).inserted else { continue }
            groups[cause, default: Group(count: 0, example: (key, warning))].count += 1
            if let known = groups[cause]?.example.key, key < known { groups[cause]?.example = (key, warning) }
        }
    }

    /// The largest first.
    private var ordered: [Group] {
        groups.values.sorted { left, right in
            (right.count, left.example.key, left.example.warning.elementID)
                < (left.count, right.example.key, right.example.warning.elementID)
        }
    }

    var json: JSON {
        .array(
            ordered.map { group in
                group.example.warning.json.adding([
                    "count": .number(Int64(group.count)), "example": .key(group.example.key),
                ])
            })
    }

    var lines: [String] {
        guard !groups.isEmpty else { return [] }
        var table = Table([
            .right("WARNED"), .left("WARNING"), .left("ELEMENT"), .left("FOR EXAMPLE"), .left("MESSAGE"),
        ])
        return [""]
            + table.lines(
                ordered.map { group in
                    let warning = group.example.warning
                    return [
                        "\(group.count)", warning.code, warning.elementID, "\(group.example.key)", warning.message,
                    ]
                })
    }
}
