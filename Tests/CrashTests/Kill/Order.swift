import FerryClient

/// What one process instance must look like, by the commands that were acknowledged.
struct Order: Hashable, Sendable {
    enum Task: String, CaseIterable, Sendable {
        case pick, pack, ship
    }

    /// How far a task that has failed is on its way back.
    enum Trouble: Hashable, Sendable {
        case outOfRetries
        case retriesGiven
    }

    let key: ProcessInstanceKey
    var version: Int32 = 1
    var tasks: Set<Task> = [.pick, .pack]
    var troubles: [Task: Trouble] = [:]
    var variables: [String: String]
    var isOver = false
    var tally: Tally

    init(key: ProcessInstanceKey, name: String) {
        self.key = key
        variables = ["name": "\"\(name)\""]
        tally = Tally()
        tally.created = 1
        tally.variables = 1
    }

    /// One command to an order.
    enum Step: Hashable, Sendable {
        case complete(Task, mark: Int)
        case fail(Task)
        case giveRetries(Task)
        case resolve(Task)
        /// Two variables in one command: both or none.
        case write(mark: Int)
        case move
        case cancel
    }

    /// Every kind of step that makes sense now.
    func steps(mark: Int) -> [Step] {
        var steps: [Step] = [.write(mark: mark), .move, .move, .cancel]
        for task in Task.allCases where tasks.contains(task) {
            switch troubles[task] {
            case nil: steps += [.complete(task, mark: mark), .complete(task, mark: mark), .fail(task)]
            case .outOfRetries: steps.append(.giveRetries(task))
            case .retriesGiven: steps.append(.resolve(task))
            }
        }
        return steps
    }

    func after(_ step: Step) -> Order {
        var order = self
        switch step {
        case .complete(let task, let mark):
            order.variables["done"] = "\(mark)"
            order.tasks.remove(task)
            order.tally.completed += 1
            order.tally.variables += 1
            if task == .ship { order.isOver = true } else if order.tasks.isEmpty { order.tasks = [.ship] }
        case .fail(let task):
            order.troubles[task] = .outOfRetries
            order.tally.failed += 1
            order.tally.raised += 1
        case .giveRetries(let task): order.troubles[task] = .retriesGiven
        case .resolve(let task):
            order.troubles[task] = nil
            order.tally.resolved += 1
        case .write(let mark):
            order.variables["left"] = "\(mark)"
            order.variables["right"] = "\(mark)"
            order.tally.variables += 2
        case .move:
            order.version = 3 - version
            order.tally.moved += 1
        case .cancel: order.isOver = true
        }
        return order
    }
}

/// How often each thing has happened to an order: what is done twice, or half, shows in the history.
struct Tally: Hashable, Sendable {
    var created = 0
    var moved = 0
    var completed = 0
    var failed = 0
    var raised = 0
    var resolved = 0
    var variables = 0
}

/// An order as a reader sees it; what was expected and what was found become the same thing to compare.
struct OrderSight: Hashable, Sendable {
    var version: Int32
    /// Every active element but the process, sorted.
    var elements: [String]
    /// Flows by which tokens wait at the join.
    var tokens: [String]
    /// The elements that have incidents, sorted.
    var incidents: [String]
    var variables: [String: String]

    /// nil when the instance is gone.
    init?(_ order: Order) {
        guard !order.isOver else { return nil }
        version = order.version
        let suffix = "\(order.version)"
        elements = order.tasks.map { $0.rawValue + suffix }
        if order.tasks.contains(.pack) { elements.append("box" + suffix) }
        elements.sort()
        tokens =
            order.tasks == [.pick]
            ? ["box\(suffix)-join\(suffix)"]
            : order.tasks == [.pack] ? ["pick\(suffix)-join\(suffix)"] : []
        incidents = order.troubles.keys.map { $0.rawValue + suffix }.sorted()
        variables = order.variables
    }

    init(_ tree: ProcessInstanceTree) {
        version = tree.summary.version
        elements = tree.elements.dropFirst().map(\.elementID).sorted()
        tokens = tree.tokens.flatMap { [String](repeating: $0.flowID, count: Int($0.count)) }.sorted()
        incidents = tree.elements.flatMap { $0.incidents.map(\.elementID) }.sorted()
        variables = Dictionary(uniqueKeysWithValues: tree.variables.map { ($0.name, $0.value.text) })
    }
}
