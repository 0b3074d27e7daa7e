import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

extension World {
    /// No more faults: everything under way arrives, is worked off and answered; then every instance is brought to its
    /// end, and nothing may be left.
    func end() throws {
        if node.isPoisoned || !node.partitions.allSatisfy(\.isSound) { try crash(isLast: true) }
        write("no more faults")
        node.endStreams()
        try settle()
        try check()
        try checkWholeReplay()
        try QuietOracle.check(node)
        deployLeft()
        try settle()
        var stands: [ProcessInstanceKey: [ElementInstanceKey]] = [:]
        // What is repaired only to fail again shows its incident now and then.
        var failing: Set<ProcessInstanceKey> = []
        for round in 0..<400 {
            let instances = instancesLeft()
            if instances.isEmpty { break }
            if round >= Self.roundsOfWork - 8 {
                failing.formUnion(instances.filter { $0.incidentCount > 0 }.map(\.key))
            }
            if round == Self.roundsOfWork - 8 { stands = standing(instances) }
            if round == Self.roundsOfWork {
                try checkProgress(of: instances, since: stands, failing: failing)
            }
            // In between, what that began comes to its end.
            let isEventful = round % 4 == 0 && round < Self.roundsOfWork
            let definitions = Eye(node: node).definitions
            for instance in instances {
                advance(instance, definitions, isLast: round >= Self.roundsOfWork)
                if isEventful { for call in Diligence.truths(for: instance) { ask(call) } }
            }
            if isEventful { for call in Diligence.events(awaitedBy: instances) { ask(call) } }
            try settle()
            try QuietOracle.check(node)
            if round % 10 == 0 { try check() }
            // Timers fire.
            clock = clock.advanced(byMilliseconds: isEventful ? 4_000_000 : 1_000)
        }
        // The last messages that wait.
        clock = max(clock, latestClock).advanced(byMilliseconds: 60_000)
        try settle()
        try check()
        try checkEmpty()
    }

    /// Until nothing moves and nobody waits.
    private func settle() throws {
        for round in 0..<60 {
            // Who waits until a time that the clock fell back behind waits until it comes again.
            if round == 30 { clock = max(clock, latestClock) }
            while !requests.isEmpty {
                try carryRequest(0)
                // Nobody is turned away any more.
                for index in node.partitions.indices
                where node.partitions[index].mailbox.count >= swarm.mailboxCallsMax { try turn(index, callsMax: 20) }
            }
            for index in node.ways.indices {
                while !node.ways[index].works.isEmpty { node.deliver(way: index, again: nil) }
            }
            for index in node.partitions.indices {
                while !node.partitions[index].mailbox.isEmpty { try turn(index, callsMax: 20) }
                // Something due is worked off without a call.
                try turn(index, callsMax: 20)
                try sync(node.partitions[index])
                node.letGo(node.partitions[index])
            }
            try collect()
            // What a partition has told itself is taken a thousand at a time.
            let areIdle = node.partitions.allSatisfy { $0.loop?.nextDue != Timestamp(milliseconds: 0) }
            let isQuiet = areIdle && requests.isEmpty && node.ways.allSatisfy(\.works.isEmpty)
            if isQuiet, owedWithoutResult.isEmpty { break }
            clock = clock.advanced(byMilliseconds: 1_000)
        }
        let owed = owedWithoutResult
        guard owed.isEmpty else {
            let calls = owed.compactMap { book.order(of: $0) }.map { book.orders[$0].call.brief }
            throw Violation(.answeredOnce, "never answered: \(calls)")
        }
        for answer in answers { book.close(answer) }
        answers = []
    }

    /// Requests without an answer; who waits for an instance to end may wait on.
    private var owedWithoutResult: [UInt64] {
        book.unanswered.filter { request in
            guard let order = book.order(of: request) else { return true }
            switch book.orders[order].call {
            // Their answers may wait for those who listen to the task.
            case .assignUserTask, .updateUserTask, .completeUserTask, .setVariables: return false
            default: break
            }
            if case .createProcessInstance(let call) = book.orders[order].call, call.awaitResult {
                return !Eye(node: node).hasInstance(marked: order)
            }
            return true
        }
    }

    private func instancesLeft() -> [ProcessInstance] {
        let eye = Eye(node: node)
        return node.partitions.flatMap { eye.instances(on: $0) }.compactMap { eye.instance($0) }
    }

    /// Does what an operator and a diligent worker would do, or in the end cancels.
    private func advance(_ instance: ProcessInstance, _ definitions: [DeployedDefinition], isLast: Bool) {
        if instance.isSuspended {
            ask(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: instance.key)))
        }
        if isLast || instance.isBanned {
            ask(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: instance.key)))
            // What listens to its end is still to be done.
            guard !instance.isBanned, instance.root?.state == .terminating else { return }
        }
        let process = Eye(node: node).process(instance.definitionKey, among: definitions)
        for call in Diligence.work(on: instance, process) { ask(call) }
    }

    /// The last version of every process begins nothing by itself.
    private func deployLeft() {
        let definitions = Eye(node: node).definitions.map(\.definition)
        for tenant in Set(definitions.map(\.tenant)).sorted(by: { $0.rawValue < $1.rawValue }) {
            let left = Set(definitions.filter { $0.tenant == tenant }.map(\.processID)).sorted().map { id in
                DeployResources.Resource(
                    name: "\(id).bpmn", content: DrawnModel(processID: id, blocks: []).xml)
            }
            ask(.deployResources(DeployResources(resources: left, tenant: tenant)))
        }
    }

    static let tablesThatStay: Set<UInt8> = [1, 11, 12, 13, 35, 36]

    private static let roundsOfWork = 48

    private func standing(_ instances: [ProcessInstance]) -> [ProcessInstanceKey: [ElementInstanceKey]] {
        Dictionary(uniqueKeysWithValues: instances.map { ($0.key, $0.elements.map(\.key)) })
    }

    /// All work was done, everything that is waited for has happened: what has not moved since stands at an incident, or
    /// at a join whose tokens somebody took away.
    private func checkProgress(
        of instances: [ProcessInstance], since before: [ProcessInstanceKey: [ElementInstanceKey]],
        failing: Set<ProcessInstanceKey>
    ) throws {
        var excused = Set(
            instances.filter { instance in
                instance.incidentCount > 0 || !instance.tokens.isEmpty || instance.isBanned
                    || failing.contains(instance.key) || before[instance.key] != instance.elements.map(\.key)
                    // Of several that wait for a message the first takes it, and may wait for the next at once.
                    || instance.elements.contains { $0.subscriptions.contains(where: \.isForMessage) }
            }.map(\.key))
        // What a banned instance called stays suspended as long as that is there: its caller cannot be resumed.
        var banned = Set(instances.filter(\.isBanned).map(\.key))
        for instance in instances where instance.parent.map({ banned.contains($0.instance) }) ?? false {
            banned.insert(instance.key)
        }
        excused.formUnion(banned)
        // And what called one of those.
        for instance in instances.reversed() where excused.contains(instance.key) {
            var outer = instance
            while let parent = outer.parent, excused.insert(parent.instance).inserted,
                let next = instances.first(where: { $0.key == parent.instance })
            { outer = next }
        }
        guard let stuck = instances.first(where: { !excused.contains($0.key) }) else { return }
        let elements = stuck.elements.map { "\($0.elementID) \(Situation($0, of: stuck).state)" }
        throw Violation(.comesToAnEnd, "instance \(stuck.key) of \(stuck.definitionKey) stays at \(elements)")
    }

    private func ask(_ call: Call) { send(book.issue(call, CallMetadata(caller: "operator"), at: clock)) }

    private func checkWholeReplay() throws {
        for partition in node.partitions {
            let reader = try partition.reader()
            let replayed = try LogIndex.replayWhole(reader.eventLog, of: partition.id)
            try compare(replayed, with: try reader.dumpState(), of: partition)
        }
    }

    /// Left are the partition's numbers, the definitions, decisions and forms, and answers kept for repeats.
    private func checkEmpty() throws {
        guard book.unanswered.isEmpty else {
            throw Violation(.answeredOnce, "\(book.unanswered.count) calls are not answered although all has ended")
        }
        for partition in node.partitions {
            let left = try partition.reader().dumpState().filter { !Self.tablesThatStay.contains($0.key.first ?? 0) }
            guard left.isEmpty else {
                throw Violation(
                    .endsEmpty, "partition \(partition.id) keeps rows of tables \(left.compactMap(\.key.first))")
            }
        }
    }
}

extension EventSubscription {
    fileprivate var isForMessage: Bool {
        if case .message = trigger { return true }
        return false
    }
}

extension Eye {
    /// True while the instance that an order started runs.
    func hasInstance(marked order: Int) -> Bool {
        let mark = JSONValue(trusted: Array("\(order)".utf8))
        return node.partitions.contains { partition in
            guard let reader = try? partition.reader() else { return false }
            return instances(on: partition).contains { key in
                (try? reader.loadVariables(of: key, withItems: false))?[key.root, "mark"] == mark
            }
        }
    }
}
