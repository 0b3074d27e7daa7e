import FerryXML

/// Refuses loops in which nothing ever waits: such an instance would run for ever inside one command.
///
/// Camunda's rule (C138-C141) asks for a manual or undefined task or a call activity in the loop. Ferry also refuses
/// loops of choices alone: no variable changes on the way, so the same decision is taken again and again.
enum StraightThroughLoops {
    static func check(_ drafts: [DraftProcess], report: inout ProblemReport) {
        var all = Search(StraightPaths(drafts) { $0.passes })
        var idle = Search(StraightPaths(drafts) { $0.passesIdly })
        for (process, draft) in drafts.enumerated() {
            let found =
                all.firstLoop(of: process, draft) { $0.isTaskOfLoop }
                ?? idle.firstLoop(of: process, draft) { $0.kind.isGateway || $0.kind.isEvent }
            guard let loop = found else { continue }
            report.add(
                .straightThroughLoop, at: all.paths.element(loop[0]).node,
                expected: "a loop to hold an element that waits",
                found: "\(draft.elements[0].id): \(words(for: loop, in: all.paths))",
                hint: "put a task with a worker, or a user task, into the loop")
        }
    }

    /// Long loops are told by their beginning and their length.
    private static func words(for loop: [Int], in paths: StraightPaths) -> String {
        let shown = loop.prefix(20).map { paths.element($0).id }.joined(separator: " > ")
        return loop.count <= 20 ? shown : "\(shown) > … (\(loop.count - 1) elements)"
    }
}

/// Looks for the loops of one kind of paths.
private struct Search {
    let paths: StraightPaths
    private let component: [Int]
    /// Processes that call each other share a loop, which is told for the first of them.
    private var told: Set<Int> = []

    init(_ paths: StraightPaths) {
        self.paths = paths
        component = paths.components()
    }

    /// The shortest loop through the first element of a process, by id, that lies on any; begins and ends with it.
    mutating func firstLoop(
        of process: Int, _ draft: DraftProcess, from isStart: (DraftElement) -> Bool
    ) -> [Int]? {
        let base = paths.bases[process]
        let candidates = draft.elements.indices.filter {
            isStart(draft.elements[$0]) && paths.lies(base + $0, onLoop: component)
                && !told.contains(component[base + $0])
        }
        guard let first = candidates.min(by: { draft.elements[$0].id < draft.elements[$1].id }) else { return nil }
        told.insert(component[base + first])
        return paths.shortestLoop(from: base + first, within: component)
    }
}

extension DraftElement {
    fileprivate var isTaskOfLoop: Bool { kind == .task || kind == .manualTask || kind == .callActivity }

    /// True if a token goes through without waiting.
    fileprivate var passes: Bool {
        guard !asyncBefore, !asyncAfter, listeners.isEmpty else { return false }
        switch kind {
        case .task, .manualTask, .exclusiveGateway, .parallelGateway, .inclusiveGateway, .startEvent, .subProcess,
            .transaction, .callActivity:
            return true
        case .intermediateThrowEvent: return isNoneOrLink && outputMappings.isEmpty
        case .intermediateCatchEvent: return event?.kind == .link && outputMappings.isEmpty
        case .endEvent:
            return event == nil || event?.kind == .terminate || event?.kind == .signal || event?.kind == .escalation
        default: return false
        }
    }

    /// True if it waits for no other token either, and changes nothing that a choice could depend on.
    fileprivate var passesIdly: Bool {
        switch kind {
        case .exclusiveGateway, .intermediateThrowEvent, .intermediateCatchEvent: passes
        case .parallelGateway, .inclusiveGateway: passes && incoming.count <= 1
        default: false
        }
    }

    private var isNoneOrLink: Bool { event == nil || event?.kind == .link }
}
