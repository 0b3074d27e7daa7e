extension String {
    /// Followed by spaces up to `width`; longer text stays as it is.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    /// Preceded by spaces up to `width`; longer text stays as it is.
    func paddedLeft(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

    /// In lines of at most `width` characters, broken at spaces; a word that is longer stays whole, to paste.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return lines + (line.isEmpty ? [] : [line])
    }
}
