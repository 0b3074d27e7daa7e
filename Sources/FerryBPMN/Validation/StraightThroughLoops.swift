import FerryXML

/// Refuses loops in which nothing ever waits: such an instance would run for ever inside one command.
///
/// Camunda's rule (C138, C139) asks for a manual or undefined task in the loop. Ferry also refuses loops of exclusive
/// gateways alone: no variable changes on the way, so the same decision is taken again and again.
enum StraightThroughLoops {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        let passing: Set<ElementKind> = [
            .task, .manualTask, .exclusiveGateway, .parallelGateway, .startEvent, .endEvent, .subProcess,
        ]
        let found =
            firstLoop(in: draft, through: passing, from: [.task, .manualTask])
            ?? firstLoop(in: draft, through: [.exclusiveGateway], from: [.exclusiveGateway])
        guard let loop = found else { return }
        report.add(
            .straightThroughLoop, at: draft.elements[loop[0]].node, expected: "a loop to hold an element that waits",
            found: "\(draft.elements[0].id): \(words(for: loop, in: draft))",
            hint: "put a task with a worker, or a user task, into the loop")
    }

    /// The shortest loop through the first element, by id, that lies on any; begins and ends with it.
    private static func firstLoop(
        in draft: DraftProcess, through passing: Set<ElementKind>, from starts: Set<ElementKind>
    ) -> [Int]? {
        let paths = Paths(draft, through: passing)
        let component = paths.components()
        let candidates = draft.elements.indices.filter { starts.contains(draft.elements[$0].kind) }
            .sorted { draft.elements[$0].id < draft.elements[$1].id }
        let sizes = component.reduce(into: [:]) { sizes, name in sizes[name, default: 0] += 1 }
        for start in candidates where (sizes[component[start]] ?? 0) > 1 || paths.next[start].contains(start) {
            return paths.shortestLoop(from: start, within: component)
        }
        return nil
    }

    /// Long loops are told by their beginning and their length.
    private static func words(for loop: [Int], in draft: DraftProcess) -> String {
        let shown = loop.prefix(20).map { draft.elements[$0].id }.joined(separator: " > ")
        return loop.count <= 20 ? shown : "\(shown) > … (\(loop.count - 1) elements)"
    }
}

/// Where a token goes without waiting.
private struct Paths {
    let next: [[Int]]

    init(_ draft: DraftProcess, through passing: Set<ElementKind>) {
        var startOfScope: [Int: Int] = [:]
        for (index, element) in draft.elements.enumerated() where element.kind == .startEvent {
            if let scope = element.scope { startOfScope[scope] = index }
        }
        let targets: (Int) -> [Int] = { index in
            draft.elements[index].outgoing.compactMap { draft.flows[$0].target }
        }
        next = draft.elements.indices.map { index in
            let element = draft.elements[index]
            guard passing.contains(element.kind) else { return [] }
            if element.kind == .subProcess { return startOfScope[index].map { [$0] } ?? [] }
            // A path that ends inside a subprocess may be the last one to: then the subprocess is left.
            guard element.outgoing.isEmpty, let scope = element.scope, scope != 0 else { return targets(index) }
            return targets(scope)
        }
    }

    /// Tarjan's strongly connected components, with a stack of its own: the number of each element's component.
    func components() -> [Int] {
        var order = [Int](repeating: -1, count: next.count)
        var low = order
        var component = order
        var path: [Int] = []
        var visits: [(element: Int, step: Int)] = []
        var count = 0
        for root in next.indices where order[root] < 0 {
            visits.append((root, 0))
            while let (element, step) = visits.last {
                if step == 0 {
                    order[element] = count
                    low[element] = count
                    count += 1
                    path.append(element)
                }
                if step < next[element].count {
                    visits[visits.count - 1].step += 1
                    let target = next[element][step]
                    if order[target] < 0 {
                        visits.append((target, 0))
                    } else if component[target] < 0 {
                        low[element] = min(low[element], order[target])
                    }
                    continue
                }
                visits.removeLast()
                if let parent = visits.last?.element { low[parent] = min(low[parent], low[element]) }
                guard low[element] == order[element] else { continue }
                while let member = path.popLast() {
                    component[member] = element
                    if member == element { break }
                }
            }
        }
        return component
    }

    func shortestLoop(from start: Int, within component: [Int]) -> [Int]? {
        var previous: [Int: Int] = [:]
        var queue = [start]
        var head = 0
        while head < queue.count {
            let element = queue[head]
            head += 1
            for target in next[element] where component[target] == component[start] {
                if target == start {
                    var loop = [start]
                    var step: Int? = element
                    while let current = step {
                        loop.append(current)
                        step = current == start ? nil : previous[current]
                    }
                    return loop.reversed()
                }
                guard previous[target] == nil else { continue }
                previous[target] = element
                queue.append(target)
            }
        }
        return nil
    }
}
