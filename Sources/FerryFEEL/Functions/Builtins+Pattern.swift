/// Functions of regular expressions. A pattern that is none gives null; it matches anywhere unless it is anchored.
extension Builtins {
    static let pattern: [Builtin] = [
        Builtin("matches", ["input", "pattern"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.matches(arguments, flags: .null)
        },
        Builtin("matches", ["input", "pattern", "flags"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.matches(arguments, flags: arguments[2])
        },
        Builtin("replace", ["input", "pattern", "replacement"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.replaced(arguments, flags: .null)
        },
        Builtin("replace", ["input", "pattern", "replacement", "flags"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.replaced(arguments, flags: arguments[3])
        },
        Builtin("split", ["string", "delimiter"]) { evaluator, arguments throws(FEELFailure) in
            guard var search = try evaluator.search(arguments, flags: .null) else { return nil }
            let matches = try evaluator.matches(of: &search)
            var parts: [FEELValue] = []
            var start = 0
            for range in matches.map(\.range) {
                // A delimiter of nothing cuts between two characters, but not at the ends.
                guard !range.isEmpty || (0 < range.lowerBound && range.lowerBound < search.text.count) else { continue }
                parts.append(.string(search.text(start..<range.lowerBound)))
                start = range.upperBound
            }
            parts.append(.string(search.text(start..<search.text.count)))
            return .list(parts)
        },
        Builtin("extract", ["input", "pattern"]) { evaluator, arguments throws(FEELFailure) in
            guard var search = try evaluator.search(arguments, flags: .null) else { return nil }
            return .list(try evaluator.matches(of: &search).map { .string(search.text($0.range)) })
        },
    ]
}

extension PatternMatcher {
    func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(text[range])) }

    /// The match as a replacement writes it: `$1` and `${name}` are groups, `\$` and `\\` are themselves.
    ///
    /// Nil for a group that the pattern does not have.
    func expansion(_ template: [Unicode.Scalar], of match: Match) -> String.UnicodeScalarView? {
        var result = String.UnicodeScalarView()
        var index = 0
        while index < template.count {
            let scalar = template[index]
            index += 1
            guard scalar == "$" || scalar == "\\" else {
                result.append(scalar)
                continue
            }
            guard index < template.count else { return nil }
            if scalar == "\\" {
                guard template[index] == "\\" || template[index] == "$" else { return nil }
                result.append(template[index])
                index += 1
            } else {
                guard let group = group(in: template, &index) else { return nil }
                if let range = match.range(of: group) { result.append(contentsOf: text[range]) }
            }
        }
        return result
    }

    /// As many digits as still name a group, or a name in braces.
    private func group(in template: [Unicode.Scalar], _ index: inout Int) -> Int? {
        if template[index] == "{" {
            guard let end = template[index...].firstIndex(of: "}") else { return nil }
            let name = String(String.UnicodeScalarView(template[index + 1..<end]))
            index = end + 1
            return program.names[name]
        }
        var group: Int?
        while index < template.count, let digit = Int(String(template[index])), digit < 10 {
            let longer = (group ?? 0) * 10 + digit
            guard group == nil || longer < program.groups else { break }
            group = longer
            index += 1
        }
        return group.flatMap { $0 < program.groups ? $0 : nil }
    }
}

extension Evaluator {
    /// A matcher for the text and the pattern that are the first two arguments; nil if they are none.
    fileprivate mutating func search(
        _ arguments: [FEELValue], flags: FEELValue
    ) throws(FEELFailure) -> PatternMatcher? {
        guard case .string(let text) = arguments[0], case .string(let pattern) = arguments[1] else { return nil }
        var letters = ""
        switch flags {
        case .null: break
        case .string(let given): letters = given
        default: return nil
        }
        try spend((text.utf8.count >> 3) + pattern.utf8.count)
        guard let flags = PatternParser.Flags(letters), let program = try? PatternProgram(pattern, flags: flags) else {
            return nil
        }
        try spend(program.instructions.count >> 2)
        return PatternMatcher(program, Array(text.unicodeScalars), steps: stepsLeft * 8)
    }

    /// Pays for the steps the matcher has taken since it began with all that were left.
    private mutating func pay(for search: PatternMatcher) throws(FEELFailure) {
        try spend(search.isExhausted ? .max : stepsLeft - search.stepsLeft / 8)
    }

    fileprivate mutating func matches(of search: inout PatternMatcher) throws(FEELFailure) -> [PatternMatcher.Match] {
        let matches = search.matches()
        try pay(for: search)
        try spend(matches.count)
        return matches
    }

    fileprivate mutating func matches(
        _ arguments: [FEELValue], flags: FEELValue
    ) throws(FEELFailure) -> FEELValue? {
        guard var search = try search(arguments, flags: flags) else { return nil }
        let match = search.firstMatch(from: 0)
        try pay(for: search)
        return .boolean(match != nil)
    }

    fileprivate mutating func replaced(
        _ arguments: [FEELValue], flags: FEELValue
    ) throws(FEELFailure) -> FEELValue? {
        guard case .string(let replacement) = arguments[2], var search = try search(arguments, flags: flags) else {
            return nil
        }
        let template = Array(replacement.unicodeScalars)
        var result = String.UnicodeScalarView()
        var start = 0
        for match in try matches(of: &search) {
            result.append(contentsOf: search.text[start..<match.range.lowerBound])
            guard let expansion = search.expansion(template, of: match) else { return nil }
            try spend(expansion.count >> 3)
            result.append(contentsOf: expansion)
            start = match.range.upperBound
        }
        result.append(contentsOf: search.text[start...])
        return .string(String(result))
    }
}
