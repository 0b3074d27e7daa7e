/// A regular expression as a tree.
indirect enum PatternNode {
    case empty
    case scalar(Unicode.Scalar)
    case set(ScalarSet)
    /// `.`; a line's end too, or not.
    case any(newlines: Bool)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// Without a number it does not capture.
    case group(PatternNode, number: Int?)
    case repetition(PatternNode, least: Int, most: Int?, Greed)
    case backreference(Int)
    case assertion(Assertion)
    case look(PatternNode, behind: Bool, negated: Bool)
    /// `(?>…)`: what it has matched is not reconsidered.
    case atomic(PatternNode)
    /// The part is matched without regard to case.
    case caseless(PatternNode)

    enum Greed { case greedy, lazy, possessive }

    enum Assertion { case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary }
}

/// Text that is no regular expression.
struct PatternError: Error {}

/// A set of scalars, by ranges, by what Unicode says of them, or made of other sets.
indirect enum ScalarSet: Sendable {
    case ranges([ClosedRange<UInt32>])
    case property(@Sendable (Unicode.Scalar) -> Bool)
    case union([ScalarSet])
    case intersection(ScalarSet, ScalarSet)
    case difference(ScalarSet, ScalarSet)
    case complement(ScalarSet)

    /// All sets in one; ranges are put in order, so that they are quickly searched.
    init(joining sets: [ScalarSet]) {
        var ranges: [ClosedRange<UInt32>] = []
        var others: [ScalarSet] = []
        for set in sets {
            if case .ranges(let more) = set { ranges += more } else { others.append(set) }
        }
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self = others.isEmpty ? .ranges(merged) : .union([.ranges(merged)] + others)
    }

    /// How many tests `contains` may take.
    var weight: Int {
        switch self {
        case .ranges, .property: 1
        case .union(let sets): sets.reduce(1) { $0 + $1.weight }
        case .intersection(let left, let right), .difference(let left, let right): left.weight + right.weight
        case .complement(let set): set.weight
        }
    }

    /// Without regard to case, a scalar is in the set if one of its cases is.
    func contains(_ scalar: Unicode.Scalar, caseless: Bool) -> Bool {
        switch self {
        case .ranges(let ranges):
            if caseless { return scalar.cases.contains { $0.isIn(ranges) } }
            return scalar.isIn(ranges)
        case .property(let holds): return holds(scalar) || (caseless && scalar.cases.contains(where: holds))
        case .union(let sets): return sets.contains { $0.contains(scalar, caseless: caseless) }
        case .intersection(let left, let right):
            return left.contains(scalar, caseless: caseless) && right.contains(scalar, caseless: caseless)
        case .difference(let left, let right):
            return left.contains(scalar, caseless: caseless) && !right.contains(scalar, caseless: caseless)
        case .complement(let set): return !set.contains(scalar, caseless: caseless)
        }
    }
}

extension Unicode.Scalar {
    /// The ranges must be in order and apart.
    func isIn(_ ranges: [ClosedRange<UInt32>]) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= value
    }

    /// Itself, in lower case, in upper case: where these are single scalars.
    var cases: [Unicode.Scalar] { [self, lowered, uppered, folded] }

    /// The same for all cases of a letter.
    var folded: Unicode.Scalar { isASCII ? lowered : uppered.lowered }

    private var lowered: Unicode.Scalar {
        if isASCII { return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value) | 0x20) : self }
        return Self.single(properties.lowercaseMapping) ?? self
    }

    private var uppered: Unicode.Scalar {
        if isASCII { return (0x61...0x7A).contains(value) ? Unicode.Scalar(UInt8(value) & 0x5F) : self }
        return Self.single(properties.uppercaseMapping) ?? self
    }

    private static func single(_ mapping: String) -> Unicode.Scalar? {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }

    var isWordScalar: Bool {
        if isASCII {
            return (0x30...0x39).contains(value) || (0x61...0x7A).contains(value | 0x20) || value == 0x5F
        }
        return properties.isAlphabetic || properties.generalCategory == .decimalNumber
    }
}
