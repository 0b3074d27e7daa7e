/// A regular expression as instructions for a machine that goes back to where it last had a choice.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        case scalar(Unicode.Scalar)
        case folded(Unicode.Scalar)
        case set(ScalarSet, weight: Int, caseless: Bool)
        case any(newlines: Bool)
        /// Goes on at the first; if that fails, at the second.
        case split(Int, Int)
        case jump(Int)
        /// Notes the position in a slot.
        case note(Int)
        /// Fails unless the position has moved since it was noted: a repetition of nothing ends.
        case moved(Int)
        case backreference(Int, caseless: Bool)
        case assertion(PatternNode.Assertion)
        /// Matches what stands between here and `next` on its own.
        case nested(Nested, next: Int)
        case matched
    }

    enum Nested: Sendable { case ahead, notAhead, behind, notBehind, atomic }

    static let instructionsMax = 20_000

    private(set) var instructions: [Instruction] = []
    let groups: Int
    private(set) var slots: Int
    let names: [String: Int]

    init(_ pattern: String, flags: PatternParser.Flags) throws(PatternError) {
        var parser = PatternParser(pattern, flags)
        let node = try parser.wholePattern()
        groups = parser.groups
        slots = groups * 2
        names = parser.names
        try append(.group(node, number: 0), caseless: false)
        try emit(.matched)
    }

    private mutating func emit(_ instruction: Instruction) throws(PatternError) {
        guard instructions.count < Self.instructionsMax else { throw PatternError() }
        instructions.append(instruction)
    }

    private mutating func append(_ node: PatternNode, caseless: Bool) throws(PatternError) {
        switch node {
        case .empty: break
        case .scalar(let scalar): try emit(caseless ? .folded(scalar.folded) : .scalar(scalar))
        case .set(let set): try emit(.set(set, weight: set.weight * (caseless ? 4 : 1), caseless: caseless))
        case .any(let newlines): try emit(.any(newlines: newlines))
        case .sequence(let items): for item in items { try append(item, caseless: caseless) }
        case .choice(let branches): try append(choice: branches, caseless: caseless)
        case .group(let inner, let number):
            if let number { try emit(.note(number * 2)) }
            try append(inner, caseless: caseless)
            if let number { try emit(.note(number * 2 + 1)) }
        case .repetition(let inner, let least, let most, let greed):
            if greed == .possessive {
                try append(nested: .atomic, .repetition(inner, least: least, most: most, .greedy), caseless: caseless)
            } else {
                try append(repetition: inner, least, most, isLazy: greed == .lazy, caseless: caseless)
            }
        case .backreference(let number): try emit(.backreference(number, caseless: caseless))
        case .assertion(let assertion): try emit(.assertion(assertion))
        case .look(let inner, let behind, let negated):
            let kind: Nested = behind ? (negated ? .notBehind : .behind) : (negated ? .notAhead : .ahead)
            try append(nested: kind, inner, caseless: caseless)
        case .atomic(let inner): try append(nested: .atomic, inner, caseless: caseless)
        case .caseless(let inner): try append(inner, caseless: true)
        }
    }

    private mutating func append(nested kind: Nested, _ inner: PatternNode, caseless: Bool) throws(PatternError) {
        let start = instructions.count
        try emit(.matched)
        try append(inner, caseless: caseless)
        try emit(.matched)
        instructions[start] = .nested(kind, next: instructions.count)
    }

    private mutating func append(choice branches: [PatternNode], caseless: Bool) throws(PatternError) {
        var ends: [Int] = []
        for (index, branch) in branches.enumerated() {
            let start = instructions.count
            let isLast = index == branches.count - 1
            if !isLast { try emit(.matched) }
            try append(branch, caseless: caseless)
            guard !isLast else { break }
            ends.append(instructions.count)
            try emit(.matched)
            instructions[start] = .split(start + 1, instructions.count)
        }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }

    /// The needed copies, then a loop or the optional copies.
    private mutating func append(
        repetition inner: PatternNode, _ least: Int, _ most: Int?, isLazy: Bool, caseless: Bool
    ) throws(PatternError) {
        for _ in 0..<least { try append(inner, caseless: caseless) }
        if let most {
            var starts: [Int] = []
            for _ in least..<most {
                starts.append(instructions.count)
                try emit(.matched)
                try append(inner, caseless: caseless)
            }
            for start in starts { instructions[start] = split(start + 1, instructions.count, isLazy) }
        } else {
            let slot = slots
            slots += 1
            let start = instructions.count
            try emit(.matched)
            try emit(.note(slot))
            try append(inner, caseless: caseless)
            try emit(.moved(slot))
            try emit(.jump(start))
            instructions[start] = split(start + 1, instructions.count, isLazy)
        }
    }

    private func split(_ inside: Int, _ outside: Int, _ isLazy: Bool) -> Instruction {
        isLazy ? .split(outside, inside) : .split(inside, outside)
    }
}
