/// What stands in parentheses.
extension PatternParser {
    /// The rest of a group, from behind its `(`.
    mutating func group() throws(PatternError) -> PatternNode {
        guard accept("?") else { return try capture() }
        if accept(":") { return .group(try inner(), number: nil) }
        if accept("=") { return .look(try inner(), behind: false, negated: false) }
        if accept("!") { return .look(try inner(), behind: false, negated: true) }
        if accept("<=") { return .look(try inner(), behind: true, negated: false) }
        if accept("<!") { return .look(try inner(), behind: true, negated: true) }
        if accept(">") { return .atomic(try inner()) }
        if accept("<") {
            let name = try groupName()
            guard names[name] == nil else { throw PatternError() }
            names[name] = groups
            return try capture()
        }
        let outer = flags
        var value = true
        while let letter = next, letter != ")", letter != ":" {
            index += 1
            if letter == "-" { value = false } else if !flags.set(letter, to: value) { throw PatternError() }
        }
        guard !flags.isLiteral, !flags.isSpaced else { throw PatternError() }
        // Flags by themselves hold to the end of the group around them.
        if accept(")") { return .empty }
        try expect(":")
        defer { flags = outer }
        return .group(try inner(), number: nil)
    }

    private mutating func inner() throws(PatternError) -> PatternNode {
        let node = try choice()
        try expect(")")
        return node
    }

    private mutating func capture() throws(PatternError) -> PatternNode {
        let number = groups
        guard number <= Self.groupsMax else { throw PatternError() }
        groups += 1
        open.insert(number)
        defer { open.remove(number) }
        return .group(try inner(), number: number)
    }

    mutating func groupName() throws(PatternError) -> String {
        var name = ""
        while let scalar = next, scalar != ">" {
            guard scalar.isWordScalar else { throw PatternError() }
            name.unicodeScalars.append(scalar)
            index += 1
        }
        try expect(">")
        return name
    }
}
