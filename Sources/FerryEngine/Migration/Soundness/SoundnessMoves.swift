import FerryBPMN

/// What may happen next in a scope, with nothing that can happen left out: any branch of a choice may be taken, any
/// event may come, any work may be completed.
struct SoundnessMoves {
    let process: ExecutableProcess
    /// True for a scope that, once begun, cannot come to its end by itself.
    let isStuckWhenBegun: (Element) -> Bool
    /// An inclusive gateway with more branches has too many sets of them to try; so has a join to which several tokens
    /// came by more flows, each of which may have one left or several.
    private static let choicesMax = 6

    struct Move {
        /// What goes on.
        let element: ElementIndex
        let next: Next
    }

    enum Next {
        case marking(SoundnessMarking)
        /// The whole scope ends.
        case end
    }

    /// nil: there are more than can be tried. What interrupts comes after what goes on by itself.
    func moves(from marking: SoundnessMarking) -> [Move]? {
        var moves: [Move] = []
        var joins: [ElementIndex] = []
        for slot in marking.slots {
            switch slot.place.kind {
            case .element(_, isStuck: true): break
            case .element(let index, isStuck: false):
                guard let steps = completions(of: process[index]) else { return nil }
                for step in steps {
                    guard let places = step else {
                        moves.append(Move(element: index, next: .end))
                        continue
                    }
                    append(marking.removing(slot.place), adding: places, by: index, to: &moves)
                }
            case .flow(let index):
                let join = process[index].target
                if !joins.contains(join) { joins.append(join) }
            }
        }
        for join in joins {
            guard appendJoining(at: process[join], in: marking, to: &moves) else { return nil }
        }
        for slot in marking.slots {
            if case .element(let index, _) = slot.place.kind {
                appendEvents(at: slot.place, process[index], marking, &moves)
            }
        }
        return moves
    }

    /// The places where tokens may stand when an element has completed, one list for each choice; nil in the list: the
    /// scope ends with it. nil: too many choices.
    private func completions(of element: Element) -> [[SoundnessMarking.Place]?]? {
        switch element.kind {
        case .endEvent:
            switch element.event?.kind {
            // An error or a cancel ends the scope that catches it, which is this one or one around it.
            case .terminate, .error, .cancel: return [nil]
            default: return [[]]
            }
        case .exclusiveGateway:
            return element.outgoing.isEmpty ? [[]] : element.outgoing.map { [place(by: $0)] }
        case .eventBasedGateway: return element.outgoing.map { [enter(process[$0].target)] }
        case .inclusiveGateway:
            let flows = element.outgoing
            if flows.isEmpty { return [[]] }
            guard flows.count <= Self.choicesMax else { return nil }
            return (1..<(1 << flows.count)).map { chosen in
                flows.indices.filter { chosen & 1 << $0 != 0 }.map { place(by: flows[$0]) }
            }
        default:
            return [element.outgoing.map { place(by: $0) } + (element.linkTarget.map { [enter($0)] } ?? [])]
        }
    }

    /// A parallel join needs a token by each of its flows. An inclusive one may go on with those that are there: what
    /// may still come to it depends on more than is known here. False: what it may leave are too many choices.
    private func appendJoining(at join: Element, in marking: SoundnessMarking, to moves: inout [Move]) -> Bool {
        let marked = join.incoming.map { SoundnessMarking.Place.flow($0) }.filter { marking.holds($0) }
        guard join.kind == .inclusiveGateway || marked.count == join.incoming.count else { return true }
        guard marking.slots.count(where: { $0.isSeveral && marked.contains($0.place) }) <= Self.choicesMax else {
            return false
        }
        append(marking.removing(marked), adding: [enter(join.index)], by: join.index, to: &moves)
        return true
    }

    private func appendEvents(
        at place: SoundnessMarking.Place, _ element: Element, _ marking: SoundnessMarking, _ moves: inout [Move]
    ) {
        for index in element.boundaryEvents {
            let event = process[index]
            guard event.event?.kind != .compensation else { continue }
            let left = event.isInterrupting ? marking.removing(place) : [marking]
            append(left, adding: [enter(index)], by: index, to: &moves)
        }
    }

    private func append(
        _ markings: [SoundnessMarking], adding places: [SoundnessMarking.Place], by element: ElementIndex,
        to moves: inout [Move]
    ) {
        for marking in markings {
            var next = marking
            for place in places { next.add(place) }
            moves.append(Move(element: element, next: .marking(next)))
        }
    }

    private func place(by flow: FlowIndex) -> SoundnessMarking.Place {
        let target = process[flow].target
        return process[target].isJoin ? .flow(flow) : enter(target)
    }

    private func enter(_ index: ElementIndex) -> SoundnessMarking.Place {
        .element(index, isStuck: isStuckWhenBegun(process[index]))
    }
}
