/// Reads a regular expression: XPath's, which DMN names, with what Java's adds (look-around, possessive quantifiers,
/// named groups, `\b`, `\Q…\E`), which Camunda's engine takes.
struct PatternParser {
    private static let depthMax = 60
    private static let repetitionsMax = 1000
    static let groupsMax = 100

    let pattern: [Unicode.Scalar]
    var index = 0
    /// Groups opened so far; number 0 is the whole match.
    var groups = 1
    var names: [String: Int] = [:]
    /// Groups that are not closed yet; nothing can refer to them.
    var open: Set<Int> = []
    var flags: Flags
    private var depth = 0

    struct Flags {
        var isDotAll = false
        var isMultiline = false
        var isCaseless = false
        var isSpaced = false
        var isLiteral = false

        /// Nil for letters that are no flags.
        init?(_ letters: some StringProtocol) {
            for letter in letters.unicodeScalars {
                guard set(letter, to: true) else { return nil }
            }
        }

        mutating func set(_ letter: Unicode.Scalar, to value: Bool) -> Bool {
            switch letter {
            case "s": isDotAll = value
            case "m": isMultiline = value
            case "i": isCaseless = value
            case "x": isSpaced = value
            case "q": isLiteral = value
            default: return false
            }
            return true
        }
    }

    init(_ pattern: String, _ flags: Flags) {
        var scalars = Array(pattern.unicodeScalars)
        if flags.isSpaced, !flags.isLiteral { scalars = Self.withoutBlanks(scalars) }
        self.pattern = scalars
        self.flags = flags
    }

    /// Blanks count only inside classes.
    private static func withoutBlanks(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var classes = 0
        var isEscaped = false
        return scalars.filter { scalar in
            defer { isEscaped = scalar == "\\" && !isEscaped }
            if !isEscaped {
                if scalar == "[" { classes += 1 }
                if scalar == "]", classes > 0 { classes -= 1 }
            }
            return classes > 0 || !scalar.isIn([0x09...0x0A, 0x0D...0x0D, 0x20...0x20])
        }
    }

    mutating func wholePattern() throws(PatternError) -> PatternNode {
        if flags.isLiteral {
            let text = PatternNode.sequence(pattern.map(PatternNode.scalar))
            return flags.isCaseless ? .caseless(text) : text
        }
        let node = try choice()
        guard index == pattern.count else { throw PatternError() }
        return node
    }

    // Reading.

    var next: Unicode.Scalar? { index < pattern.count ? pattern[index] : nil }

    mutating func accept(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard index + scalars.count <= pattern.count, pattern[index..<index + scalars.count].elementsEqual(scalars)
        else { return false }
        index += scalars.count
        return true
    }

    mutating func expect(_ text: String) throws(PatternError) {
        guard accept(text) else { throw PatternError() }
    }

    mutating func number() -> Int? {
        var value: Int?
        while let digit = next, (0x30...0x39).contains(digit.value) {
            value = min((value ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000)
            index += 1
        }
        return value
    }

    mutating func enter() throws(PatternError) {
        depth += 1
        guard depth <= Self.depthMax else { throw PatternError() }
    }

    mutating func leave() { depth -= 1 }

    // Alternatives, sequences, quantifiers.

    mutating func choice() throws(PatternError) -> PatternNode {
        try enter()
        let outer = flags
        defer {
            leave()
            flags = outer
        }
        var branches = [try sequence()]
        while accept("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var items: [PatternNode] = []
        while let next, next != "|", next != ")" {
            let isCaseless = flags.isCaseless
            let atom = try quantified(try atom())
            items.append(isCaseless ? .caseless(atom) : atom)
        }
        return items.count == 1 ? items[0] : .sequence(items)
    }

    private mutating func quantified(_ atom: PatternNode) throws(PatternError) -> PatternNode {
        let least: Int
        var most: Int?
        if accept("*") {
            least = 0
        } else if accept("+") {
            least = 1
        } else if accept("?") {
            (least, most) = (0, 1)
        } else if accept("{") {
            guard let count = number() else { throw PatternError() }
            least = count
            most = count
            if accept(",") { most = number() }
            try expect("}")
            guard least <= Self.repetitionsMax, most ?? least >= least, most ?? 0 <= Self.repetitionsMax else {
                throw PatternError()
            }
        } else {
            return atom
        }
        let greed: PatternNode.Greed = accept("?") ? .lazy : accept("+") ? .possessive : .greedy
        if let next, "*+?{".unicodeScalars.contains(next) { throw PatternError() }
        return .repetition(atom, least: least, most: most, greed)
    }

    // Atoms.

    private mutating func atom() throws(PatternError) -> PatternNode {
        guard let scalar = next else { throw PatternError() }
        index += 1
        switch scalar {
        case "(": return try group()
        case "[": return .set(try scalarClass())
        case ".": return .any(newlines: flags.isDotAll)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        case "\\": return try escape()
        case "*", "+", "?", "{", "}", "]": throw PatternError()
        default: return .scalar(scalar)
        }
    }

    /// The rest of an escape outside a class, from behind its backslash.
    private mutating func escape() throws(PatternError) -> PatternNode {
        guard let scalar = next else { throw PatternError() }
        switch scalar {
        case "1"..."9": return try backreference()
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        case "A": return assertion(.textStart)
        case "z", "Z": return assertion(.textEnd)
        case "k":
            index += 1
            try expect("<")
            guard let number = names[try groupName()] else { throw PatternError() }
            return .backreference(number)
        case "Q":
            index += 1
            var literal: [PatternNode] = []
            while !accept("\\E"), let scalar = next {
                literal.append(.scalar(scalar))
                index += 1
            }
            return .group(.sequence(literal), number: nil)
        default:
            switch try scalarEscape() {
            case .scalar(let scalar): return .scalar(scalar)
            case .set(let set): return .set(set)
            }
        }
    }

    private mutating func assertion(_ assertion: PatternNode.Assertion) -> PatternNode {
        index += 1
        return .assertion(assertion)
    }

    /// As many digits as still name a group that stands before.
    private mutating func backreference() throws(PatternError) -> PatternNode {
        var number = 0
        while let digit = next, (0x30...0x39).contains(digit.value) {
            let longer = number * 10 + Int(digit.value - 0x30)
            guard number == 0 || longer < groups else { break }
            number = longer
            index += 1
        }
        guard number < groups, !open.contains(number) else { throw PatternError() }
        return .backreference(number)
    }
}
