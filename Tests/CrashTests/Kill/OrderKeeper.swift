import FerryClient

/// Works on orders of its own, one command after the other, and remembers what each acknowledged command must have
/// left behind. Its last command may have been lost: then the order is as before it or as after it.
struct OrderKeeper: Sendable {
    let number: Int
    private var random: SeededRandom
    private(set) var orders: [Order] = []
    /// Orders that ended since the last check: they must be gone.
    private(set) var ended: [Order] = []
    private(set) var pending: Command?
    private(set) var acknowledged = 0
    private var commandCount = 0
    private let ordersMax = 8

    struct Command: Sendable {
        enum Purpose: Sendable {
            case create(name: String)
            /// `order` counts in `orders`.
            case step(Order.Step, order: Int)
        }

        let purpose: Purpose
        let call: Call
        let idempotencyKey: [UInt8]
    }

    /// A command was answered otherwise than the orders allow.
    struct Surprise: Error, CustomStringConvertible {
        let description: String
    }

    init(number: Int, seed: UInt64) {
        self.number = number
        random = SeededRandom(seed: seed &* 1_000 &+ UInt64(number))
    }

    // MARK: At work

    /// Commands until the broker is lost.
    mutating func work(_ client: FerryClient, _ acknowledgements: Acknowledgements) async throws {
        while try await workOnce(client) { acknowledgements.add() }
    }

    /// So many commands to a broker that stays.
    mutating func work(_ client: FerryClient, commands: Int) async throws {
        for _ in 0..<commands {
            guard try await workOnce(client) else { throw Surprise(description: "the broker went away") }
        }
    }

    /// False when the broker is lost.
    private mutating func workOnce(_ client: FerryClient) async throws -> Bool {
        let command: Command
        do throws(Rejection) {
            command = try await nextCommand(client)
        } catch {
            guard error.isLoss else { throw error }
            return false
        }
        pending = command
        do throws(Rejection) {
            take(try await client.carryOut(command.call, command.idempotencyKey))
        } catch {
            guard error.isLoss else { throw Surprise(description: "\(command.purpose): \(error)") }
            return false
        }
        return true
    }

    /// Takes note of the answer to the pending command.
    private mutating func take(_ answer: Answer) {
        guard let command = pending else { return }
        switch (command.purpose, answer) {
        case (.create(let name), .createProcessInstance(let created)):
            orders.append(Order(key: created.processInstanceKey, name: name))
        case (.step(let step, let index), _):
            orders[index] = orders[index].after(step)
            if orders[index].isOver { ended.append(orders.remove(at: index)) }
        default: preconditionFailure("a creation is answered with what was created")
        }
        pending = nil
        acknowledged += 1
    }

    private mutating func nextCommand(_ client: FerryClient) async throws(Rejection) -> Command {
        commandCount += 1
        let idempotencyKey = Array("\(number)/\(commandCount)".utf8)
        guard !orders.isEmpty, orders.count >= ordersMax || Int.random(in: 0..<4, using: &random) > 0 else {
            let name = "\(number)/\(commandCount)"
            let creation = CreateProcessInstance(
                definition: .version(processID: OrderModel.processID, version: 1),
                variables: Variables([.init(name: "name", value: .text(name))]))
            return Command(
                purpose: .create(name: name), call: .createProcessInstance(creation), idempotencyKey: idempotencyKey)
        }
        let index = Int.random(in: 0..<orders.count, using: &random)
        let steps = orders[index].steps(mark: commandCount)
        let step = steps[Int.random(in: 0..<steps.count, using: &random)]
        return Command(
            purpose: .step(step, order: index), call: try await call(step, orders[index], client),
            idempotencyKey: idempotencyKey)
    }

    private func call(_ step: Order.Step, _ order: Order, _ client: FerryClient) async throws(Rejection) -> Call {
        func element(_ task: Order.Task) async throws(Rejection) -> ElementInstanceView {
            let tree = try await client.getProcessInstance(order.key)
            guard let view = tree.elements.first(where: { $0.elementID == "\(task.rawValue)\(order.version)" }) else {
                throw Rejection(.dataLoss, "\(order) has lost its \(task): found \(OrderSight(tree))")
            }
            return view
        }
        func job(_ task: Order.Task) async throws(Rejection) -> JobKey { try await element(task).job?.key ?? 0 }
        switch step {
        case .complete(let task, let mark):
            return .completeJob(CompleteJob(jobKey: try await job(task), variables: .marks(mark, "done")))
        case .fail(let task): return .failJob(FailJob(jobKey: try await job(task), retries: 0, message: "no luck"))
        case .giveRetries(let task):
            return .updateJobRetries(UpdateJobRetries(jobKey: try await job(task), retries: 2))
        case .resolve(let task):
            return .resolveIncident(ResolveIncident(incidentKey: try await element(task).incidents.first?.key ?? 0))
        case .write(let mark):
            return .setVariables(SetVariables(scope: order.key.root, variables: .marks(mark, "left", "right")))
        case .move: return .migrateProcessInstance(order.migration)
        case .cancel: return .cancelProcessInstance(CancelProcessInstance(processInstanceKey: order.key))
        }
    }

    // MARK: After a restart

    /// Holds what is there against what was acknowledged, then repeats the lost command and looks again.
    ///
    /// Answers every problem, and the instances that are its own.
    mutating func settle(_ client: FerryClient, _ view: BrokerView) async throws -> Settlement {
        var settlement = Settlement()
        for order in ended where view.trees[order.key] != nil {
            settlement.problems.append("\(order) has ended, and is there")
        }
        ended = []
        for (index, order) in orders.enumerated() {
            settlement.own.insert(order.key)
            let found = view.trees[order.key].map(OrderSight.init)
            if case .step(let step, let pendingIndex)? = pending?.purpose, pendingIndex == index {
                settlement.judge(found, before: OrderSight(order), after: OrderSight(order.after(step)))
            } else {
                settlement.expect(OrderSight(order), found)
            }
        }
        guard let command = pending else { return settlement }
        var createdBefore: ProcessInstanceKey?
        if case .create(let name) = command.purpose {
            let created = view.trees.values.filter { OrderSight($0).variables["name"] == "\"\(name)\"" }
            if created.count > 1 { settlement.problems.append("\(name) was created \(created.count) times") }
            createdBefore = created.first?.summary.key
            let whole = createdBefore.flatMap { OrderSight(Order(key: $0, name: name)) }
            settlement.judge(created.first.map(OrderSight.init), before: nil, after: whole)
        }
        do throws(Rejection) {
            take(try await client.carryOut(command.call, command.idempotencyKey))
        } catch {
            settlement.problems.append("the repeat of \(command.purpose) was refused: \(error)")
            return settlement
        }
        if case .create = command.purpose, let key = orders.last?.key {
            if let createdBefore, createdBefore != key {
                settlement.problems.append("the repeat of a creation made \(key) beside \(createdBefore)")
            }
            settlement.own.insert(key)
        }
        return settlement
    }

    /// Brings every order to its end.
    mutating func finish(_ client: FerryClient) async throws {
        while let order = orders.first {
            commandCount += 1
            let task = Order.Task.allCases.first { order.tasks.contains($0) } ?? .ship
            let step: Order.Step =
                switch order.troubles[task] {
                case nil: .complete(task, mark: commandCount)
                case .outOfRetries: .giveRetries(task)
                case .retriesGiven: .resolve(task)
                }
            let call = try await call(step, order, client)
            pending = Command(
                purpose: .step(step, order: 0), call: call, idempotencyKey: Array("\(number)/\(commandCount)".utf8))
            take(try await client.carryOut(call, []))
        }
    }

    /// Orders whose history is certain: all but the one whose last command was lost.
    var certain: [Order] {
        guard case .step(_, let index)? = pending?.purpose else { return orders + ended }
        return orders.enumerated().filter { $0.offset != index }.map(\.element) + ended
    }
}

extension Order {
    fileprivate var migration: MigrateProcessInstance {
        let (from, to) = (version, 3 - version)
        let ids = ["pick", "pack", "box", "join"].map { MigrationInstruction(from: "\($0)\(from)", to: "\($0)\(to)") }
        let ship = MigrationInstruction(from: "ship\(from)", to: "ship\(to)")
        return MigrateProcessInstance(
            processInstanceKey: key,
            plan: MigrationPlan(
                target: .version(processID: OrderModel.processID, version: to), instructions: ids + [ship]))
    }
}
