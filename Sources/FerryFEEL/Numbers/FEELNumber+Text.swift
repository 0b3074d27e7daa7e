/// Numbers as text: plain decimal notation, scientific only where plain would be mostly zeros.
extension FEELNumber: CustomStringConvertible {
    /// Digits with an optional sign, point and exponent: `-12`, `.5`, `1e3`. Nil for anything else or too large.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        var index = 0
        guard let number = Self.scan(bytes, &index, sign: true), index == bytes.count else { return nil }
        self = number
    }

    /// Reads a number that begins at `index` and steps behind it; nil if there is none, or it is too large.
    ///
    /// A point counts only before a digit, so `1..5` stops behind the 1; an exponent only with digits.
    static func scan(_ text: some RandomAccessCollection<UInt8>, _ index: inout Int, sign: Bool) -> FEELNumber? {
        let end = text.count
        func byte(_ offset: Int) -> UInt8 { offset < end ? text[text.index(text.startIndex, offsetBy: offset)] : 0 }
        func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

        var position = index
        let isNegative = sign && byte(position) == UInt8(ascii: "-")
        if sign, isNegative || byte(position) == UInt8(ascii: "+") { position += 1 }
        var coefficient: UInt128 = 0
        var exponent = 0
        var isInexact = false
        let first = position
        var afterPoint = false
        while true {
            let next = byte(position)
            if next == UInt8(ascii: "."), !afterPoint, isDigit(byte(position + 1)) {
                afterPoint = true
                position += 1
                continue
            }
            guard isDigit(next) else { break }
            if coefficient < PowersOfTen.all[36] {
                coefficient = coefficient * 10 + UInt128(next - 0x30)
                if afterPoint { exponent -= 1 }
            } else {
                isInexact = isInexact || next != 0x30
                if !afterPoint { exponent += 1 }
            }
            position += 1
        }
        guard position > first else { return nil }
        if byte(position) | 0x20 == UInt8(ascii: "e") {
            var behind = position + 1
            let isNegativePower = byte(behind) == UInt8(ascii: "-")
            if isNegativePower || byte(behind) == UInt8(ascii: "+") { behind += 1 }
            if isDigit(byte(behind)) {
                var power = 0
                while isDigit(byte(behind)) {
                    power = min(power * 10 + Int(byte(behind) - 0x30), 100_000_000)
                    behind += 1
                }
                exponent += isNegativePower ? -power : power
                position = behind
            }
        }
        index = position
        // Digits behind the 37th can only tip a rounding; one stands for all of them.
        return FEELNumber(
            coefficient * 10 + (isInexact ? 1 : 0), exponent: exponent - 1, isNegative: isNegative)
    }

    /// For example `1.5`, `-0.25`, `1000000`, `1E+100`; also valid JSON.
    package var description: String {
        if let magnitude = smallMagnitude { return isNegative ? "-" + String(magnitude) : String(magnitude) }
        let sign = isNegative ? "-" : ""
        var digits = String(coefficient)
        if exponent > 0 {
            if leadingExponent < 60 { return sign + digits + String(repeating: "0", count: exponent) }
            while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        } else if leadingExponent > -40 {
            guard exponent < 0 else { return sign + digits }
            let missing = -exponent - digits.utf8.count + 1
            if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
            let point = digits.utf8.index(digits.endIndex, offsetBy: exponent)
            return sign + digits[..<point] + "." + digits[point...]
        }
        let tail = digits.dropFirst()
        let power = leadingExponent
        return sign + String(digits.prefix(1)) + (tail.isEmpty ? "" : "." + tail) + "E" + (power < 0 ? "" : "+")
            + String(power)
    }
}
