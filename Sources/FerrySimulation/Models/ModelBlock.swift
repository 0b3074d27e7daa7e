/// A piece of a drawn process: between one flow in and one flow out. Ids stay with their block through edits, so that
/// versions of a process resemble each other as they do in life.
struct ModelBlock: Sendable {
    var id: String
    var shape: Shape
    var mapping = Mapping.none
    /// For activities: how often.
    var repetition: Repetition?
    var listeners: [ModelListener] = []
    /// Camunda 7's `asyncBefore`, `asyncAfter`.
    var rests: [String] = []
    /// For activities: what may happen to them.
    var boundaries: [ModelBoundary] = []
    /// For activities: what undoes them.
    var undo: Undo?
    /// For scopes: event subprocesses.
    var handlers: [ModelHandler] = []
    /// For scopes: what the end event behind the blocks throws.
    var ending = Thrown.nothing

    indirect enum Shape: Sendable {
        case task(Work)
        /// An event that waits in the flow.
        case wait(Trigger)
        /// An event that is passed, and throws.
        case raise(Thrown)
        /// A link's throw and catch event.
        case link
        /// An event-based gateway and what stands behind it.
        case race([Trigger])
        case call(ModelCall)
        /// An exclusive gateway, its branches, and another where they meet.
        case choice([[ModelBlock]], hasDefault: Bool)
        /// A parallel gateway, its branches, and a join.
        case fork([[ModelBlock]])
        /// A parallel gateway whose branches meet in an exclusive one: each token goes on alone.
        case scatter([[ModelBlock]])
        /// An inclusive gateway, its branches, and a join.
        case some([[ModelBlock]])
        case scope([ModelBlock], isTransaction: Bool)
        /// An ad-hoc subprocess, in which each list begins by itself.
        case adHoc([[ModelBlock]], ModelAdHoc)
        /// Repeated while the variable `again` is true.
        case loop([ModelBlock])
        /// At the end of a branch: the path ends here, unless it is the first branch.
        case end(Thrown)
    }

    enum Mapping: Sendable {
        case none
        case input
        case output
        /// Input that fails until the variable `ok` is true.
        case fragileInput
        case fragileOutput
    }

    enum Undo: String, Sendable, CaseIterable {
        case work, scope, repeated, call
    }

    var lists: [[ModelBlock]] {
        get {
            switch shape {
            case .task, .wait, .raise, .link, .race, .call, .end: []
            case .choice(let lists, _), .fork(let lists), .scatter(let lists), .some(let lists), .adHoc(let lists, _):
                lists
            case .scope(let list, _), .loop(let list): [list]
            }
        }
        set {
            switch shape {
            case .task, .wait, .raise, .link, .race, .call, .end: break
            case .choice(_, let hasDefault): shape = .choice(newValue, hasDefault: hasDefault)
            case .fork: shape = .fork(newValue)
            case .scatter: shape = .scatter(newValue)
            case .some: shape = .some(newValue)
            case .adHoc(_, let how): shape = .adHoc(newValue, how)
            case .scope(_, let isTransaction): shape = .scope(newValue.first ?? [], isTransaction: isTransaction)
            case .loop: shape = .loop(newValue.first ?? [])
            }
        }
    }

    /// True where several branches stand side by side.
    var isBranched: Bool {
        switch shape {
        case .choice, .fork, .scatter, .some: true
        default: false
        }
    }

    var isScope: Bool {
        switch shape {
        case .scope, .adHoc: true
        default: false
        }
    }

    /// What can repeat, carry boundary events and be undone.
    var isActivity: Bool {
        switch shape {
        case .task, .call, .scope, .adHoc: true
        default: false
        }
    }
}

/// One version of a drawn process.
struct DrawnModel: Sendable {
    let processID: String
    var blocks: [ModelBlock]
    /// Beside the none start event.
    var starts: [Trigger] = []
    var handlers: [ModelHandler] = []
    var listeners: [ModelListener] = []
    var ending = Thrown.nothing
    var versionTag = ""
    /// Ids given so far: none is given twice.
    var idCount = 0

    mutating func freshID() -> String {
        idCount += 1
        return "n\(idCount)"
    }
}
