/// The time zones of the IANA database, compiled in: the same rules on every machine, whatever is installed there.
enum ZoneTable {
    /// Nil for a name that is no zone. Names are case-sensitive.
    static func rules(named name: String) -> ZoneRules? { zones[name] }

    private static let zones: [String: ZoneRules] = data.withUTF8Buffer { bytes in
        var zones: [String: ZoneRules] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: " "))
            let offsets = fields[2].split(separator: UInt8(ascii: ",")).compactMap {
                Int(String(decoding: $0, as: UTF8.self))
            }
            let transitions = transitions(fields[3], offsets)
            let after = RecurringRule(String(decoding: fields[1], as: UTF8.self))
            for name in fields[0].split(separator: UInt8(ascii: ",")) {
                let name = String(decoding: name, as: UTF8.self)
                zones[name] = ZoneRules(name: name, first: offsets[0], transitions: transitions, after: after)
            }
        }
        return zones
    }

    /// 1800-01-01T00:00:00Z, before which no zone changes.
    private static let epoch = -5_364_662_400

    /// Seconds since the last transition in base 36, each followed by the letter of an offset.
    private static func transitions(
        _ text: Slice<UnsafeBufferPointer<UInt8>>, _ offsets: [Int]
    ) -> [ZoneRules.Transition] {
        var transitions: [ZoneRules.Transition] = []
        var second = epoch
        var distance = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): distance = distance * 36 + Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "z"): distance = distance * 36 + Int(byte - UInt8(ascii: "a")) + 10
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                second += distance
                distance = 0
                transitions.append(
                    ZoneRules.Transition(second: second, offset: offsets[Int(byte - UInt8(ascii: "A"))]))
            default: break
            }
        }
        return transitions
    }
}
