import FerryXML

/// Puts elements behind what they require, and refuses requirements that lead back.
enum RequirementOrder {
    /// Depth first with a stack of its own: chains may be as long as a file.
    static func sorted(_ elements: [DraftElement], report: inout ProblemReport) -> [Int] {
        var order: [Int] = []
        var state = [State](repeating: .unseen, count: elements.count)
        for start in elements.indices where state[start] == .unseen {
            var path: [(index: Int, step: Int)] = [(start, 0)]
            state[start] = .open
            while let (index, step) = path.last {
                guard step < elements[index].required.count else {
                    path.removeLast()
                    state[index] = .done
                    order.append(index)
                    continue
                }
                path[path.count - 1].step += 1
                let next = elements[index].required[step]
                switch state[next] {
                case .unseen:
                    state[next] = .open
                    path.append((next, 0))
                case .open:
                    let loop = path.map(\.index).drop { $0 != next } + [next]
                    report.add(
                        .cyclicRequirement, at: elements[next].node,
                        expected: "requirements that do not lead back to where they began",
                        found: words(for: loop.map { elements[$0].id.quotable }))
                case .done: break
                }
            }
        }
        return order
    }

    private enum State { case unseen, open, done }

    /// Long loops are told by their beginning and their length.
    private static func words(for loop: [String]) -> String {
        let shown = loop.prefix(20).joined(separator: " > ")
        return loop.count <= 20 ? shown : "\(shown) > … (\(loop.count - 1) elements)"
    }
}
