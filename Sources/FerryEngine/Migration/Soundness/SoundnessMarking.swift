import FerryBPMN

/// Where tokens stand directly inside one scope: how many at each place, counted as one or several.
///
/// Always sorted by place, each place once. Counting no further than "several" keeps the number of markings finite; who
/// takes a token from several may find one left, or several.
struct SoundnessMarking: Hashable {
    private(set) var slots: [Slot] = []

    /// An element that is active, one that can only be left by what interrupts it, or a flow by which a token came to a
    /// join where it waits.
    struct Place: Hashable, Comparable {
        private let rawValue: Int

        static func element(_ index: ElementIndex, isStuck: Bool = false) -> Place {
            Place(rawValue: index.rawValue * 2 + (isStuck ? 1 : 0))
        }

        static func flow(_ index: FlowIndex) -> Place { Place(rawValue: -1 - index.rawValue) }

        var kind: Kind {
            rawValue < 0
                ? .flow(FlowIndex(rawValue: -1 - rawValue))
                : .element(ElementIndex(rawValue: rawValue / 2), isStuck: rawValue % 2 == 1)
        }

        enum Kind {
            case element(ElementIndex, isStuck: Bool)
            case flow(FlowIndex)
        }

        static func < (left: Place, right: Place) -> Bool { left.rawValue < right.rawValue }
    }

    struct Slot: Hashable {
        let place: Place
        var isSeveral: Bool
    }

    init(_ places: [Place] = []) {
        for place in places { add(place) }
    }

    var isEmpty: Bool { slots.isEmpty }

    func holds(_ place: Place) -> Bool { slots.contains { $0.place == place } }

    mutating func add(_ place: Place) {
        let index = slots.firstIndex { $0.place >= place } ?? slots.endIndex
        if index < slots.endIndex, slots[index].place == place {
            slots[index].isSeveral = true
        } else {
            slots.insert(Slot(place: place, isSeveral: false), at: index)
        }
    }

    /// What may be left when one token of a place is gone.
    func removing(_ place: Place) -> [SoundnessMarking] {
        guard let index = slots.firstIndex(where: { $0.place == place }) else { return [] }
        var less = self
        guard slots[index].isSeveral else {
            less.slots.remove(at: index)
            return [less]
        }
        less.slots[index].isSeveral = false
        return [less, self]
    }

    func removing(_ places: [Place]) -> [SoundnessMarking] {
        places.reduce([self]) { markings, place in markings.flatMap { $0.removing(place) } }
    }
}
