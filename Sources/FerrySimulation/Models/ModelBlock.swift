/// A piece of a drawn process: between one flow in and one flow out. Ids stay with their block through edits, so that
/// versions of a process resemble each other as they do in life.
struct ModelBlock: Sendable {
    var id: String
    var shape: Shape
    var mapping = Mapping.none

    indirect enum Shape: Sendable {
        /// An element of this BPMN name; job type and retries where it has a worker.
        case task(String, type: String, retries: String)
        /// An exclusive gateway, its branches, and another where they meet.
        case choice([[ModelBlock]], hasDefault: Bool)
        /// A parallel gateway, its branches, and a join.
        case fork([[ModelBlock]])
        /// A parallel gateway whose branches meet in an exclusive one: each token goes on alone.
        case scatter([[ModelBlock]])
        case scope([ModelBlock])
        /// Repeated while the variable `again` is true.
        case loop([ModelBlock])
    }

    enum Mapping: Sendable {
        case none
        case input
        case output
        /// Input that fails until the variable `ok` is true.
        case fragileInput
        case fragileOutput
    }

    var lists: [[ModelBlock]] {
        get {
            switch shape {
            case .task: []
            case .choice(let lists, _), .fork(let lists), .scatter(let lists): lists
            case .scope(let list), .loop(let list): [list]
            }
        }
        set {
            switch shape {
            case .task: break
            case .choice(_, let hasDefault): shape = .choice(newValue, hasDefault: hasDefault)
            case .fork: shape = .fork(newValue)
            case .scatter: shape = .scatter(newValue)
            case .scope: shape = .scope(newValue.first ?? [])
            case .loop: shape = .loop(newValue.first ?? [])
            }
        }
    }

    /// True where several branches stand side by side.
    var isBranched: Bool {
        switch shape {
        case .choice, .fork, .scatter: true
        case .task, .scope, .loop: false
        }
    }
}

/// One version of a drawn process.
struct DrawnModel: Sendable {
    let processID: String
    var blocks: [ModelBlock]
    /// Ids given so far: none is given twice.
    var idCount = 0

    mutating func freshID() -> String {
        idCount += 1
        return "n\(idCount)"
    }
}
