/// Runs a pattern over a text. Its stack lies on the heap and its steps are counted, so no pattern and no text can
/// exhaust the one or run away with the other.
struct PatternMatcher {
    /// Where the parts of a match lie: start and end by group; the first group is the whole match.
    struct Match {
        fileprivate let slots: [Int]

        var range: Range<Int> { slots[0]..<slots[1] }

        /// Nil for a group that took no part.
        func range(of group: Int) -> Range<Int>? {
            slots[group * 2] >= 0 && slots[group * 2 + 1] >= 0 ? slots[group * 2]..<slots[group * 2 + 1] : nil
        }
    }

    private enum Choice {
        case branch(instruction: Int, position: Int)
        case restore(slot: Int, value: Int)
    }

    static let stackMax = 1 << 20

    let program: PatternProgram
    let text: [Unicode.Scalar]
    /// What is left of the steps it may take.
    private(set) var stepsLeft: Int
    private var slots: [Int] = []
    private var stack: [Choice] = []

    init(_ program: PatternProgram, _ text: [Unicode.Scalar], steps: Int) {
        self.program = program
        self.text = text
        stepsLeft = steps
    }

    var isExhausted: Bool { stepsLeft < 0 }

    /// The first match that begins at `start` or behind it; nil as well if the steps have run out.
    mutating func firstMatch(from start: Int) -> Match? {
        var position = start
        while position <= text.count, !isExhausted {
            stepsLeft -= program.slots >> 3
            slots = [Int](repeating: -1, count: program.slots)
            if run(from: 0, at: position) != nil { return Match(slots: Array(slots[..<(program.groups * 2)])) }
            position += 1
        }
        return nil
    }

    /// All matches that do not overlap.
    mutating func matches() -> [Match] {
        var matches: [Match] = []
        var start = 0
        while start <= text.count, let match = firstMatch(from: start) {
            matches.append(match)
            start = match.range.isEmpty ? match.range.upperBound + 1 : match.range.upperBound
        }
        return matches
    }

    /// Runs to `matched`, leaving the slots as they are then; the position there, or nil with the slots as before.
    private mutating func run(from start: Int, at first: Int, endingAt end: Int? = nil) -> Int? {
        let base = stack.count
        defer { stack.removeSubrange(base...) }
        var instruction = start
        var position = first
        while true {
            stepsLeft -= 1
            guard stepsLeft >= 0, stack.count < Self.stackMax else {
                stepsLeft = -1
                return nil
            }
            var isAlive = true
            switch program.instructions[instruction] {
            case .split(let inside, let outside):
                stack.append(.branch(instruction: outside, position: position))
                instruction = inside
            case .jump(let target): instruction = target
            case .note(let slot):
                stack.append(.restore(slot: slot, value: slots[slot]))
                slots[slot] = position
                instruction += 1
            case .nested(let kind, let next):
                if let after = nested(kind, instruction + 1, position) {
                    position = after
                    instruction = next
                } else {
                    isAlive = false
                }
            case .matched:
                if end == nil || end == position { return position }
                isAlive = false
            case let other:
                if let after = step(other, position) {
                    position = after
                    instruction += 1
                } else {
                    isAlive = false
                }
            }
            if isAlive { continue }
            guard let choice = backtrack(to: base) else { return nil }
            (instruction, position) = choice
        }
    }

    /// Undoes what was noted since the last choice, and takes that choice's other way.
    private mutating func backtrack(to base: Int) -> (instruction: Int, position: Int)? {
        while stack.count > base {
            switch stack.removeLast() {
            case .restore(let slot, let value): slots[slot] = value
            case .branch(let instruction, let position): return (instruction, position)
            }
        }
        return nil
    }

    /// An instruction that takes no choice: the position behind what it matches.
    private mutating func step(_ instruction: PatternProgram.Instruction, _ position: Int) -> Int? {
        switch instruction {
        case .moved(let slot): return slots[slot] != position ? position : nil
        case .assertion(let assertion): return holds(assertion, at: position) ? position : nil
        case .backreference(let group, let caseless): return backreference(group, position, caseless)
        default: break
        }
        guard position < text.count else { return nil }
        if case .set(_, let weight, _) = instruction { stepsLeft -= weight }
        let scalar = text[position]
        let isMatch =
            switch instruction {
            case .scalar(let expected): scalar == expected
            case .folded(let expected): scalar.folded == expected
            case .set(let set, _, let caseless): set.contains(scalar, caseless: caseless)
            case .any(let newlines): newlines || (scalar != "\n" && scalar != "\r")
            default: false
            }
        return isMatch ? position + 1 : nil
    }

    /// A group that took no part matches nothing, as if it were empty.
    private mutating func backreference(_ group: Int, _ position: Int, _ caseless: Bool) -> Int? {
        guard slots[group * 2] >= 0, slots[group * 2 + 1] >= 0 else { return position }
        let captured = text[slots[group * 2]..<slots[group * 2 + 1]]
        guard position + captured.count <= text.count else { return nil }
        stepsLeft -= captured.count
        let found = text[position..<position + captured.count]
        let isSame = caseless ? captured.elementsEqual(found) { $0.folded == $1.folded } : captured == found
        return isSame ? position + captured.count : nil
    }

    private func holds(_ assertion: PatternNode.Assertion, at position: Int) -> Bool {
        switch assertion {
        case .textStart: return position == 0
        case .textEnd: return position == text.count
        case .lineStart: return position == 0 || (text[position - 1] == "\n" && position < text.count)
        case .lineEnd: return position == text.count || text[position] == "\n"
        case .wordBoundary, .noWordBoundary:
            let before = position > 0 && text[position - 1].isWordScalar
            let after = position < text.count && text[position].isWordScalar
            return (before != after) == (assertion == .wordBoundary)
        }
    }

    /// The position to go on from after a part that is matched on its own; nil if it fails.
    private mutating func nested(
        _ kind: PatternProgram.Nested, _ start: Int, _ position: Int
    ) -> Int? {
        stepsLeft -= slots.count >> 2
        let before = slots
        var end: Int?
        switch kind {
        case .ahead, .notAhead, .atomic: end = run(from: start, at: position)
        case .behind, .notBehind:
            var first = position
            while first >= 0, end == nil, !isExhausted {
                end = run(from: start, at: first, endingAt: position)
                first -= 1
            }
        }
        switch kind {
        case .notAhead, .notBehind:
            slots = before
            return end == nil ? position : nil
        case .ahead, .behind, .atomic:
            guard let end else { return nil }
            for (slot, value) in before.enumerated() where slots[slot] != value {
                stack.append(.restore(slot: slot, value: value))
            }
            return kind == .atomic ? end : position
        }
    }
}
