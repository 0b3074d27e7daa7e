import FerryBPMN
import FerryModel

/// How a scope that cannot end gets stuck: the shortest way to where nothing goes on, and what waits there.
struct SoundnessCounterexample {
    /// The element that waits in vain.
    private(set) var element: Element
    /// The flows by which no token comes to the join that waits; empty when it is no join.
    private(set) var missing: [SequenceFlow] = []
    /// What goes on before nothing does, in order, ending with the element that waits.
    private(set) var path: [Element]

    /// Of a marking of which `Soundness` says that it cannot end.
    init(from start: SoundnessMarking, with soundness: Soundness) {
        let process = soundness.process
        let moves = soundness.moves
        var steps: [SoundnessMarking: (before: SoundnessMarking, element: ElementIndex)] = [:]
        var queue = [start]
        var position = 0
        var dead: SoundnessMarking?
        while dead == nil, position < queue.count {
            let marking = queue[position]
            position += 1
            guard soundness.spend(marking.slots.count) else { break }
            let next = moves.moves(from: marking) ?? []
            if next.isEmpty { dead = marking }
            for case (let element, .marking(let reached)) in next.map({ ($0.element, $0.next) })
            where reached != start && steps[reached] == nil {
                steps[reached] = (marking, element)
                queue.append(reached)
            }
        }
        path = []
        var marking = dead ?? start
        element = process.root
        if let first = marking.slots.first(where: { $0.place.isFlow }) ?? marking.slots.first {
            switch first.place.kind {
            case .element(let index, _): element = process[index]
            case .flow(let index):
                element = process[process[index].target]
                missing = element.incoming.filter { !marking.holds(.flow($0)) }.map { process[$0] }
            }
        }
        while let step = steps[marking] {
            path.append(process[step.element])
            marking = step.before
        }
        path.reverse()
        if path.last?.index != element.index { path.append(element) }
    }

    /// `from`: the element of the source that this holds for, wherever an instance stands at it.
    func warning(from: String = "") -> MigrationWarning {
        let flows = missing.map { "'\($0.id)'" }.joined(separator: ", ")
        return MigrationWarning(
            code: missing.isEmpty ? "TOKEN_CANNOT_LEAVE" : "JOIN_CANNOT_COMPLETE", from: from, elementID: element.id,
            message: missing.isEmpty
                ? "no way leads from '\(element.id)' to an end"
                : "'\(element.id)' waits for a token by \(flows), which none can bring",
            path: path.map(\.id))
    }
}

extension SoundnessMarking.Place {
    fileprivate var isFlow: Bool {
        if case .flow = kind { true } else { false }
    }
}
