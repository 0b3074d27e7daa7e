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
        try settle()
        try check()
        try checkWholeReplay()
        for round in 0..<400 {
            let instances = instancesLeft()
            if instances.isEmpty { break }
            for instance in instances { advance(instance, isLast: round >= 12) }
            try settle()
            if round % 10 == 0 { try check() }
        }
        try check()
        try checkEmpty()
    }

    /// Until nothing moves and nobody waits.
    private func settle() throws {
        for round in 0..<60 {
            // Who waits until a time that the clock fell back behind waits until it comes again.
            if round == 30 { clock = max(clock, latestClock) }
            while !requests.isEmpty { try carryRequest(0) }
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
            let isQuiet = requests.isEmpty && node.ways.allSatisfy(\.works.isEmpty)
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
    private func advance(_ instance: ProcessInstance, isLast: Bool) {
        guard !isLast, !instance.isBanned else {
            ask(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: instance.key)))
            return
        }
        var good = Variables()
        for (name, value) in [("route", "0"), ("ok", "true"), ("again", "false"), ("kind", "\"a\""), ("tries", "2")] {
            good[name] = JSONValue(trusted: Array(value.utf8))
        }
        if instance.incidentCount > 0 {
            for element in instance.elements {
                ask(.setVariables(SetVariables(scope: element.key, variables: good)))
            }
        }
        for element in instance.elements {
            if let incident = element.incident { ask(.resolveIncident(ResolveIncident(incidentKey: incident.key))) }
            guard let job = element.job else { continue }
            if let incident = job.incident {
                ask(.updateJobRetries(UpdateJobRetries(jobKey: job.key, retries: 1)))
                ask(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
            } else {
                ask(.completeJob(CompleteJob(jobKey: job.key, variables: good)))
            }
        }
    }

    private func ask(_ call: Call) { send(book.issue(call, CallMetadata(caller: "operator"), at: clock)) }

    private func checkWholeReplay() throws {
        for partition in node.partitions {
            let reader = try partition.reader()
            let replayed = try LogIndex.replayWhole(reader.eventLog, of: partition.id)
            try compare(replayed, with: try reader.dumpState(), of: partition)
        }
    }

    /// Left are the partition's numbers, the definitions, and answers kept for repeats.
    private func checkEmpty() throws {
        guard book.unanswered.isEmpty else {
            throw Violation(.answeredOnce, "\(book.unanswered.count) calls are not answered although all has ended")
        }
        for partition in node.partitions {
            let left = try partition.reader().dumpState().filter { ![1, 11, 12, 13].contains($0.key.first) }
            guard left.isEmpty else {
                throw Violation(
                    .endsEmpty, "partition \(partition.id) keeps rows of tables \(left.compactMap(\.key.first))")
            }
        }
    }
}

extension Eye {
    /// True while the instance that an order started runs.
    func hasInstance(marked order: Int) -> Bool {
        let mark = JSONValue(trusted: Array("\(order)".utf8))
        return node.partitions.contains { partition in
            guard let reader = try? partition.reader() else { return false }
            return instances(on: partition).contains { key in
                (try? reader.loadVariables(of: key))?[key.root, "mark"] == mark
            }
        }
    }
}
