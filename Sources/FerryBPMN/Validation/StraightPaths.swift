/// Where a token goes without waiting, in all processes of a file. Elements are numbered through.
struct StraightPaths {
    private let drafts: [DraftProcess]
    /// The number of each process.
    let bases: [Int]
    private let next: [[Int]]

    init(_ drafts: [DraftProcess], through passes: (DraftElement) -> Bool) {
        self.drafts = drafts
        let steps = StraightSteps(drafts, through: passes)
        bases = steps.bases
        // A call goes on behind itself if the called process passes, which may depend on what that one calls. Chains
        // too long to follow are taken to wait somewhere.
        var passable: Set<Int> = []
        var next = steps.next(passable: passable)
        for _ in 0..<32 {
            let found = Set(drafts.indices.filter { steps.passes($0, next, passable) })
            if found == passable { break }
            passable = found
            next = steps.next(passable: passable)
        }
        self.next = next
    }

    func element(_ number: Int) -> DraftElement {
        var (low, high) = (0, bases.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if bases[middle] <= number { low = middle } else { high = middle - 1 }
        }
        return drafts[low].elements[number - bases[low]]
    }

    func lies(_ number: Int, onLoop component: [Int]) -> Bool {
        next[number].contains { component[$0] == component[number] }
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
