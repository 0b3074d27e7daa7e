import FerryBPMN
import FerryModel

/// Whether an instance can still come to its end in a process, judged scope by scope.
///
/// Tries everything that may happen, and more than can: a scope of which it says `cannot` has no way to its end by
/// itself. Says nothing where there is too much to try. What it has judged once it remembers, so that the instances of
/// a fleet that stand at the same places share one judgement.
final class Soundness {
    let process: ExecutableProcess
    private var known: [Question: Verdict] = [:]
    private var begun: [ElementIndex: Verdict] = [:]
    private static let knownMax = 1_000
    /// How many places the markings tried for one instance or plan may still hold in all.
    private var placesLeft = Soundness.placesMax
    /// How many markings one judgement looks at.
    static let markingsMax = 2_000
    private static let placesMax = 200_000
    private static let slotsMax = 64

    enum Verdict {
        case can
        case cannot
        case unknown
    }

    private struct Question: Hashable {
        let scope: ElementIndex
        let marking: SoundnessMarking
    }

    init(of process: ExecutableProcess) { self.process = process }

    /// Every instance, and every plan, may cost as much as the others.
    func begin() { placesLeft = Self.placesMax }

    /// False: it is spent, or one marking has more places than are worth trying.
    func spend(_ places: Int) -> Bool {
        placesLeft -= places
        return placesLeft > 0 && places <= Self.slotsMax
    }

    /// False for a judgement that only others before it left too little for: the next instance may get further. One that
    /// takes all there is by itself would come no further a second time.
    private func isToBeKept(since before: Int) -> Bool { placesLeft > 0 || before == Self.placesMax }

    /// From these tokens directly inside a scope that is active.
    func verdict(on marking: SoundnessMarking, in scope: Element) -> Verdict {
        if marking.isEmpty || isEndedFromInside(scope) { return .can }
        guard marking.slots.count <= Self.slotsMax else { return .unknown }
        let question = Question(scope: scope.index, marking: marking)
        if let verdict = known[question] { return verdict }
        let before = placesLeft
        let verdict = search(from: marking)
        guard isToBeKept(since: before) else { return verdict }
        if known.count >= Self.knownMax { known.removeAll() }
        known[question] = verdict
        return verdict
    }

    /// For a scope that begins anew.
    func verdictWhenBegun(_ scope: Element) -> Verdict {
        // A multi-instance activity may have no instances; an ad-hoc subprocess may end when its condition says so.
        guard scope.kind.isScope, scope.kind != .adHocSubProcess, scope.activity.multiInstance == nil,
            let start = scope.noneStart
        else { return .can }
        if let verdict = begun[scope.index] { return verdict }
        let before = placesLeft
        let verdict = verdict(on: SoundnessMarking([.element(start)]), in: scope)
        if isToBeKept(since: before) { begun[scope.index] = verdict }
        return verdict
    }

    var moves: SoundnessMoves {
        SoundnessMoves(process: process) { self.verdictWhenBegun($0) == .cannot }
    }

    /// An event subprocess may take the scope over at any time, and end with it.
    private func isEndedFromInside(_ scope: Element) -> Bool {
        scope.kind == .adHocSubProcess
            || scope.content.eventSubProcesses.contains { index in
                guard let start = process[index].noneStart else { return true }
                return process[start].isInterrupting && verdictWhenBegun(process[index]) != .cannot
            }
    }

    /// Depth first, what goes on by itself before what interrupts: where there is an end, it is soon found.
    private func search(from start: SoundnessMarking) -> Verdict {
        let moves = moves
        var seen: Set<SoundnessMarking> = [start]
        var open = [start]
        while let marking = open.popLast() {
            guard let next = moves.moves(from: marking) else { return .unknown }
            for move in next.reversed() {
                guard case .marking(let reached) = move.next, !reached.isEmpty else { return .can }
                guard spend(reached.slots.count) else { return .unknown }
                if seen.insert(reached).inserted { open.append(reached) }
            }
            guard seen.count <= Self.markingsMax else { return .unknown }
        }
        return .cannot
    }
}
