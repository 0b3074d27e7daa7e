/// What follows what in the processes of a file. Elements are numbered through.
struct StraightSteps {
    /// The number of each process.
    let bases: [Int]
    private let kinds: [ElementKind]
    private let passing: [Bool]
    private let scopes: [Int?]
    /// Behind its flows or its link.
    private let targets: [[Int]]
    /// The none start event of a scope.
    private let starts: [Int?]
    /// The process a call activity starts, if the file holds it: by its place in the file.
    private let called: [Int?]

    init(_ drafts: [DraftProcess], through passes: (DraftElement) -> Bool) {
        var count = 0
        bases = drafts.map { draft in
            defer { count += draft.elements.count }
            return count
        }
        let places = Dictionary(
            drafts.indices.map { (drafts[$0].elements[0].id, $0) }, uniquingKeysWith: { first, _ in first })
        let all = drafts.flatMap(\.elements)
        kinds = all.map(\.kind)
        passing = all.map(passes)
        called = all.map { element in
            guard case .text(let id)? = element.activity.calledElement?.processID else { return nil }
            return places[id]
        }
        var scopes: [Int?] = []
        var targets: [[Int]] = []
        var starts: [Int?] = []
        for (draft, base) in zip(drafts, bases) {
            let links = draft.linkTargets()
            for (index, element) in draft.elements.enumerated() {
                scopes.append(element.scope.map { base + $0 })
                var behind = element.outgoing.compactMap { draft.flows[$0].target }
                if element.kind == .intermediateThrowEvent, let link = element.link.flatMap({ links[$0] }) {
                    behind.append(link)
                }
                targets.append(behind.map { base + $0 })
                starts.append(draft.starts(of: index).first { draft.elements[$0].events.isEmpty }.map { base + $0 })
            }
        }
        (self.scopes, self.targets, self.starts) = (scopes, targets, starts)
    }

    /// Where a token goes from each element without waiting, if the called processes at these places pass.
    func next(passable: Set<Int>) -> [[Int]] {
        kinds.indices.map { number in
            guard passing[number] else { return [] }
            switch kinds[number] {
            case .subProcess, .transaction: return starts[number].map { [$0] } ?? []
            case .callActivity:
                guard let process = called[number] else { return [] }
                let behind = passable.contains(process) ? after(number) ?? [] : []
                return (starts[bases[process]].map { [$0] } ?? []) + behind
            default: return after(number) ?? []
            }
        }
    }

    /// True if a token can get from the beginning of a process to its end.
    func passes(_ process: Int, _ next: [[Int]], _ passable: Set<Int>) -> Bool {
        guard let start = starts[bases[process]] else { return false }
        let end = process + 1 < bases.count ? bases[process + 1] : kinds.count
        var seen: Set<Int> = [start]
        var waiting = [start]
        while let number = waiting.popLast() {
            if endsProcess(number, passable) { return true }
            for target in next[number] where (bases[process]..<end).contains(target) && seen.insert(target).inserted {
                waiting.append(target)
            }
        }
        return false
    }

    private func endsProcess(_ number: Int, _ passable: Set<Int>) -> Bool {
        guard passing[number], after(number) == nil else { return false }
        switch kinds[number] {
        case .subProcess, .transaction: return false
        case .callActivity: return called[number].map(passable.contains) ?? false
        default: return true
        }
    }

    /// What follows an element. A path that ends inside a subprocess may be the last one to: then the subprocess is
    /// left. Nil at the end of the process.
    private func after(_ number: Int) -> [Int]? {
        var number = number
        while targets[number].isEmpty {
            guard let scope = scopes[number], scopes[scope] != nil else { return nil }
            guard passing[scope] else { return [] }
            number = scope
        }
        return targets[number]
    }
}
