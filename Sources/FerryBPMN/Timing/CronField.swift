/// The values one field of a cron expression lets pass, as bits.
struct CronField: Hashable, Sendable {
    private(set) var bits: UInt64 = 0

    func contains(_ value: Int) -> Bool { bits & (1 << UInt64(value)) != 0 }

    /// The least value from `start` on.
    func first(from start: Int) -> Int? {
        guard start < 64 else { return nil }
        let rest = bits >> UInt64(start)
        return rest == 0 ? nil : start + rest.trailingZeroBitCount
    }

    /// What a field can hold, and the names some of it goes by.
    struct Kind: Sendable {
        let values: ClosedRange<Int>
        var names: [String] = []

        static let second = Kind(values: 0...59)
        static let minute = Kind(values: 0...59)
        static let hour = Kind(values: 0...23)
        static let dayOfMonth = Kind(values: 1...31)
        static let month = Kind(
            values: 1...12,
            names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
        /// Monday is 1; Sunday is 7 and may be written 0.
        static let dayOfWeek = Kind(values: 0...7, names: ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"])

        var isDayOfWeek: Bool { values.upperBound == 7 }

        /// A number within bounds, or a name.
        func value(_ text: Substring) -> Int? {
            if let index = names.firstIndex(of: text.uppercased()) { return index + 1 }
            guard text.utf8.count <= 2, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text),
                values.contains(value)
            else { return nil }
            return value
        }
    }

    /// `*`, `5`, `1-5`, `*/10`, `10/5`, `1-30/2`, joined by commas.
    init?(_ text: Substring, _ kind: Kind) {
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard var range = Self.range(parts[0], kind) else { return nil }
            var step = 1
            if parts.count == 2 {
                guard let found = Int(parts[1]), found > 0, parts[1].first?.isNumber == true else { return nil }
                step = found
                if !parts[0].contains("-") { range = range.lowerBound...kind.values.upperBound }
            }
            for value in stride(from: range.lowerBound, through: range.upperBound, by: step) {
                bits |= 1 << UInt64(kind.isDayOfWeek && value == 0 ? 7 : value)
            }
        }
    }

    init(_ value: Int) { bits = 1 << UInt64(value) }

    private static func range(_ text: Substring, _ kind: Kind) -> ClosedRange<Int>? {
        if text == "*" || text == "?" { return kind.isDayOfWeek ? 1...7 : kind.values }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { kind.value($0) }
        guard var lower = ends[0], let upper = ends[ends.count - 1] else { return nil }
        // A week may be said to begin on Sunday.
        if kind.isDayOfWeek, lower == 7, ends.count == 2 { lower = 0 }
        return lower <= upper ? lower...upper : nil
    }
}
