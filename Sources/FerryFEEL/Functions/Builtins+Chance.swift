import FerryModel

/// Functions of chance. All chance comes from the seed the evaluation is given, so with the same seed they give the
/// same again; without one they are null.
extension Builtins {
    static let chance: [Builtin] = [
        Builtin("random number", []) { evaluator, _ in
            // 53 bits, as of a double, below 2^53.
            evaluator.draw().flatMap {
                FEELNumber(Int($0 >> 11)).divided(by: FEELNumber(1 << 53)).map(FEELValue.number)
            }
        },
        Builtin("uuid", []) { evaluator, _ in
            guard let high = evaluator.draw(), let low = evaluator.draw() else { return nil }
            return .string(uuid(at: evaluator.scope.now?.milliseconds ?? 0, high, low))
        },
    ]

    /// RFC 9562, version 7: 48 bits of time, then chance.
    private static func uuid(at milliseconds: Int64, _ high: UInt64, _ low: UInt64) -> String {
        let first = UInt64(bitPattern: milliseconds) << 16 | 0x7000 | high & 0x0FFF
        let second = 0x8000_0000_0000_0000 | low >> 2
        var text = ""
        for (index, word) in [first, second].enumerated() {
            for digit in 0..<16 {
                if [8, 12, 16, 20].contains(index * 16 + digit) { text += "-" }
                text += String(word >> UInt64(60 - 4 * digit) & 0xF, radix: 16)
            }
        }
        return text
    }
}

extension Evaluator {
    /// The next number of SplitMix64, which has no two alike in its whole period.
    fileprivate mutating func draw() -> UInt64? {
        guard let seed = scope.seed else { return nil }
        budget.draws += 1
        var bits = seed &+ budget.draws &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
