/// How far a clock is from UTC: a fixed offset, or the rules of a region.
package enum FEELZone: Hashable, Sendable {
    /// Seconds east of UTC, 18 hours at most either way.
    case offset(Int32)
    case region(ZoneRules)

    package static let utc = FEELZone.offset(0)
    static let offsetMax = 18 * 3600

    /// `Z`, `+02:00` or the name of an IANA zone; nil for anything else.
    package init?(_ text: String) {
        var scanner = TemporalScanner(text)
        if let offset = scanner.offset(), scanner.isAtEnd {
            self = .offset(Int32(offset))
        } else if let rules = ZoneTable.rules(named: text) {
            self = .region(rules)
        } else {
            return nil
        }
    }

    /// The offset of a time of day, of which no date tells whether it is in summer.
    var standardOffset: Int {
        switch self {
        case .offset(let seconds): Int(seconds)
        case .region(let rules): rules.standardOffset
        }
    }

    /// The offset at a second since 1970-01-01T00:00:00Z.
    func offset(at second: Int) -> Int {
        switch self {
        case .offset(let seconds): Int(seconds)
        case .region(let rules): rules.offset(at: second)
        }
    }

    /// The name of the region, if it is one.
    var name: String? {
        if case .region(let rules) = self { return rules.name }
        return nil
    }

    /// `Z`, `+02:00`, `-02:45:55` or `@Europe/Paris`.
    var text: String {
        switch self {
        case .offset(let seconds): Self.text(ofOffset: Int(seconds))
        case .region(let rules): "@" + rules.name
        }
    }

    static func text(ofOffset seconds: Int) -> String {
        guard seconds != 0 else { return "Z" }
        let size = abs(seconds)
        var text = (seconds < 0 ? "-" : "+") + (size / 3600).twoDigits + ":" + (size / 60 % 60).twoDigits
        if size % 60 != 0 { text += ":" + (size % 60).twoDigits }
        return text
    }
}

extension Int {
    var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}
