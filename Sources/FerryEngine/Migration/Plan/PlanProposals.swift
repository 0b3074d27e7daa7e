import FerryBPMN
import FerryModel

/// Which elements of the target look like elements of the source that have no equal there.
///
/// Compares only what a migration could move: the same kind, directly inside what the scope becomes; an element that
/// kept id and kind but stands in another scope; and what only adaptive mode would pair. Every element is compared with
/// a bounded number of others.
struct PlanProposals {
    /// In the order of the source's elements; each element of source and target at most once.
    private(set) var instructions: [ProposedInstruction] = []
    private let equal: CheckedPlan
    private var targets: [ElementIndex: ElementIndex] = [:]
    private var taken: Set<ElementIndex>
    private var accepted: [Pair] = []
    private var byFeature: [Feature: [ElementIndex]] = [:]
    /// Names and ids of elements of the target, as they are compared.
    private var looks: [ElementIndex: Looks] = [:]
    private static let comparedMax = 50
    private static let scoreMin: Int32 = 35

    /// What elements of the target are looked up by.
    private struct Feature: Hashable {
        let scope: ElementIndex
        let kind: ElementKind
        /// A name or a kind of work; nil: any.
        let text: String?
    }

    private struct Looks {
        let name: Likeness?
        let id: Likeness

        init(_ element: Element) {
            name = element.name.map { Likeness($0) }
            id = Likeness(element.id)
        }
    }

    private struct Pair {
        let from: ElementIndex
        let to: ElementIndex
        let score: Int32
        let reasons: [String]
    }

    /// - Parameter adaptive: the same comparison in adaptive mode.
    init(from equal: CheckedPlan, adaptive: CheckedPlan) {
        self.equal = equal
        for element in equal.source.process.elements {
            if let mapped = equal.elements[element.id] { targets[element.index] = mapped.target.index }
        }
        taken = Set(targets.values)
        for element in equal.source.process.elements where targets[element.index] == nil {
            if let mapped = adaptive.elements[element.id] { matchAdaptively(element, mapped.target) }
        }
        indexTarget()
        var children: [ElementIndex: [Element]] = [:]
        for element in equal.source.process.elements where targets[element.index] == nil {
            if let scope = element.scope { children[scope, default: []].append(element) }
        }
        // Scopes come before what is in them.
        for scope in equal.source.process.elements {
            guard let open = children[scope.index], let target = targets[scope.index] else { continue }
            match(open.filter { $0.kind != .boundaryEvent }, into: target)
            // What they stand on is matched now.
            match(open.filter { $0.kind == .boundaryEvent }, into: target)
        }
        for element in equal.source.process.elements where targets[element.index] == nil { matchElsewhere(element) }
        accepted.sort { $0.from < $1.from }
        instructions = accepted.map { pair in
            ProposedInstruction(
                from: equal.source.process[pair.from].id, to: equal.target.process[pair.to].id, score: pair.score,
                reasons: pair.reasons)
        }
    }

    private mutating func indexTarget() {
        for element in equal.target.process.elements where !taken.contains(element.index) {
            guard let scope = element.scope else { continue }
            looks[element.index] = Looks(element)
            for feature in features(of: element, in: scope)
            where byFeature[feature, default: []].count < Self.comparedMax {
                byFeature[feature, default: []].append(element.index)
            }
        }
    }

    private func features(of element: Element, in scope: ElementIndex) -> [Feature] {
        let words: [String?] = [element.name.map { "name " + $0 }, element.work.map { "work " + $0 }]
        return ([nil] + words.filter { $0 != nil }).map { Feature(scope: scope, kind: element.kind, text: $0) }
    }

    /// The best pairs first, each element once.
    private mutating func match(_ open: [Element], into scope: ElementIndex) {
        var pairs: [Pair] = []
        for element in open {
            let own = Looks(element)
            var candidates: Set<ElementIndex> = []
            for feature in features(of: element, in: scope) { candidates.formUnion(byFeature[feature] ?? []) }
            for candidate in candidates.sorted() where !taken.contains(candidate) {
                let pair = compare(element, own, equal.target.process[candidate])
                if pair.score >= Self.scoreMin { pairs.append(pair) }
            }
        }
        pairs.sort { ($1.score, $0.from, $0.to) < ($0.score, $1.from, $1.to) }
        for pair in pairs where targets[pair.from] == nil && !taken.contains(pair.to) { accept(pair) }
    }

    /// The same id, and a kind or a scope that adaptive mode can get to.
    private mutating func matchAdaptively(_ element: Element, _ twin: Element) {
        guard !taken.contains(twin.index) else { return }
        let change =
            element.kind == twin.kind
            ? "its scope becomes another" : "\(element.kind.rawValue) becomes \(twin.kind.rawValue)"
        accept(Pair(from: element.index, to: twin.index, score: 75, reasons: ["same id", "\(change): adaptive mode"]))
    }

    /// Id and kind stayed, the scope did not.
    private mutating func matchElsewhere(_ element: Element) {
        guard let twin = equal.target.process.element(element.id), twin.kind == element.kind, twin.scope != nil,
            !taken.contains(twin.index), let scope = twin.scope, twin.event?.kind == element.event?.kind,
            element.scope.flatMap({ targets[$0] }) != scope
        else { return }
        accept(
            Pair(
                from: element.index, to: twin.index, score: 60,
                reasons: ["same id and type", "stands inside '\(equal.target.process[scope].id)' now: adaptive mode"]))
    }

    private mutating func accept(_ pair: Pair) {
        targets[pair.from] = pair.to
        taken.insert(pair.to)
        accepted.append(pair)
    }

    private func compare(_ from: Element, _ own: Looks, _ to: Element) -> Pair {
        var score: Int32 = 10
        var reasons = ["same type"]
        func add(_ points: Int32, _ reason: String) {
            score += points
            reasons.append(reason)
        }
        let isNamedAlike = from.name.map { !$0.isEmpty && $0 == to.name } ?? false
        if isNamedAlike, let name = from.name { add(30, "same name '\(name)'") }
        if from.id == to.id {
            add(30, "same id")
        } else if !isNamedAlike, let reason = almostTheSame(own, to) {
            add(25, reason)
        }
        if let work = from.work, work == to.work { add(25, "same \(work)") }
        if let host = from.attachedTo, to.attachedTo == targets[host] { add(25, "on the same activity") }
        if from.kind == .boundaryEvent || from.event != nil, from.event?.kind == to.event?.kind {
            add(5, "same event type")
        }
        if sharesNeighbour(from.incoming, to.incoming, before: true) { add(15, "same neighbour before") }
        if sharesNeighbour(from.outgoing, to.outgoing, before: false) { add(15, "same neighbour behind") }
        if from.kind.isScope || from.kind.isEvent, isAlone(to) { add(25, "the only one of its type there") }
        // An event elsewhere than its activity, or of another trigger, is no match however alike it looks.
        if from.kind == .boundaryEvent, to.attachedTo != from.attachedTo.flatMap({ targets[$0] }) { score = 0 }
        if from.event?.kind != to.event?.kind { score = 0 }
        return Pair(from: from.index, to: to.index, score: min(score, 99), reasons: reasons)
    }

    private func almostTheSame(_ own: Looks, _ to: Element) -> String? {
        guard let other = looks[to.index] else { return nil }
        if let name = own.name, let theirs = other.name, name.isAlmost(theirs) {
            return "almost the same name: '\(to.name ?? "")'"
        }
        return own.id.isAlmost(other.id) ? "almost the same id" : nil
    }

    private func isAlone(_ element: Element) -> Bool {
        guard let scope = element.scope else { return false }
        return byFeature[Feature(scope: scope, kind: element.kind, text: nil)]?.count == 1
    }

    /// Only so many of the flows are looked at.
    private func sharesNeighbour(_ from: [FlowIndex], _ to: [FlowIndex], before: Bool) -> Bool {
        let (source, target) = (equal.source.process, equal.target.process)
        let there = Set(
            to.prefix(Self.comparedMax).map { before ? target[$0].source : target[$0].target })
        return from.prefix(Self.comparedMax).contains { flow in
            targets[before ? source[flow].source : source[flow].target].map(there.contains) ?? false
        }
    }
}

extension Element {
    /// What is done here, in words; nil where nothing says it.
    fileprivate var work: String? {
        if let job { return "job type '\(job.type.source)'" }
        if let called = activity.calledElement { return "called process '\(called.processID.source)'" }
        if let decision = activity.calledDecision { return "decision '\(decision.decisionID.source)'" }
        if let message = activity.message { return "message '\(message.name.source)'" }
        switch event {
        case .message(let message): return "message '\(message.name.source)'"
        case .timer(let timer): return "timer '\(timer.value.source)'"
        case .signal(let name): return "signal '\(name.source)'"
        case .conditional(let condition): return "condition '\(condition.condition.source)'"
        case .error(let code): return code.code.map { "error '\($0.source)'" }
        case .escalation(let code): return code.code.map { "escalation '\($0.source)'" }
        default: return nil
        }
    }
}
