/// SplitMix64: the same numbers for the same seed, on every machine and in every release.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// From 0 up to but not including `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True in so many of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }

    /// One of several things, the heavier the likelier.
    mutating func weighted<Element>(_ choices: [(Int, Element)]) -> Element {
        var left = below(choices.reduce(0) { $0 + $1.0 })
        for (weight, element) in choices {
            if left < weight { return element }
            left -= weight
        }
        preconditionFailure("the weights add up to more than what was drawn")
    }

    /// A generator of its own, so that what one part draws does not shift what another sees.
    mutating func split() -> SeededRandom { SeededRandom(seed: next()) }
}
