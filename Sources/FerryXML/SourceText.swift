/// Text as it stands in a file.
extension String {
    /// Without XML white space at both ends.
    package var trimmed: String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard let first = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(self[first...last])
    }

    /// Text from a file as it may stand in a message: at most as long as an id may be, on one line.
    ///
    /// Counted in scalars, because a single `Character` can be megabytes of combining marks.
    package var quotable: String {
        let limit = 255
        var quoted = String.UnicodeScalarView()
        for (count, scalar) in unicodeScalars.enumerated() {
            guard count < limit else { return String(quoted) + "…" }
            quoted.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(quoted)
    }
}
