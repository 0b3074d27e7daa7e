extension String {
    /// Longer words are misspelt in no way that could be told.
    private static let comparedMax = 64

    /// Which of some words takes the fewest letters put in, left out or put in another's place, the first of several;
    /// a lower case letter is the upper case one.
    func nearest(of words: [String]) -> String? {
        guard utf8.count <= Self.comparedMax else { return nil }
        let own = Array(uppercased().utf8)
        return words.map { (word: $0, distance: Self.distance(own, Array($0.uppercased().utf8))) }
            .min { $0.distance < $1.distance }?.word
    }

    /// Levenshtein's, a row of his table at a time.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = Swift.min(replaced, row[place] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
