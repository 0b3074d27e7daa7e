import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel

extension World {
    // MARK: Clients

    func issue() {
        let (call, metadata) = source.next(
            Eye(node: node), coverage.encounters, order: book.orders.count, at: clock)
        send(book.issue(call, metadata, at: clock))
    }

    func send(_ order: Order) {
        let connection = random.below(connections.count)
        let request = book.attempt(order.number, on: connection)
        requests.append((connection, Submission(requestID: request, call: order.call, metadata: order.metadata)))
    }

    /// A client without an answer asks again, or gives up where that could do the thing twice.
    func repeatOrder() {
        guard let number = random.pick(book.waiting) else { return }
        let order = book.orders[number]
        guard order.isRepeatable, number >= forgottenBelow, !random.chance(10) else {
            if random.chance(30) { book.close(number) }
            return
        }
        coverage.note(.faults, "order repeated")
        write("order \(number) is repeated")
        send(order)
    }

    /// A worker has room for more jobs of its stream.
    func grant() {
        guard let stream = random.pick(book.openStreams) else { return }
        let count = random.within(1...5)
        book.grant(count, to: stream.request)
        node.grant(count, of: stream.request, on: connections[stream.connection])
    }

    func carryRequest(_ index: Int) throws {
        let (connection, submission) = requests.remove(at: index)
        let order = book.order(of: submission.requestID) ?? -1
        write(
            "order \(order) arrives: \(submission.call.brief)\(submission.metadata.idempotencyKey.isEmpty ? "" : ", with a key")"
        )
        node.submit(CallInFlight(submission: submission, target: connections[connection]), at: clock)
        try collect()
    }

    /// What has left the node: answers on their way, or lost.
    func collect() throws {
        for connection in connections {
            for reply in connection.takeArrived() {
                let order = try book.answered(
                    reply, mayFailInside: node.isPoisoned, forgottenBelow: forgottenBelow)
                noteActivated(reply.content)
                coverage.note(.outcomes, "\(order.call.name): \(reply.content.brief)")
                count(reply.content, of: order.call)
                write("order \(order.number) is answered: \(reply.content.told)")
                if case .streamed = reply.content { continue }
                guard !random.chance(swarm.lostAnswers) else {
                    coverage.note(.faults, "answer lost")
                    if !order.isRepeatable { book.close(order.number) }
                    continue
                }
                if reply.content.isWorthAnotherTry, order.isRepeatable, random.chance(70) { continue }
                answers.append(order.number)
            }
        }
    }

    /// For the report: what workers took, if it is still there.
    private func noteActivated(_ content: Reply.Content) {
        let jobs: [ActivatedJob]
        switch content {
        case .answer(.activateJobs(let answer)): jobs = answer.jobs
        case .streamed(.streamJobs(let answer)): jobs = answer.jobs
        default: return
        }
        for job in jobs {
            guard let element = Eye(node: node).instance(job.processInstanceKey)?.element(job.elementInstanceKey)
            else { continue }
            let situation = Situation(element, whoseJobWasTakenOf: job.kind)
            coverage.encounters.note("ActivateJobs", situation, isDone: true)
        }
    }

    private func count(_ content: Reply.Content, of call: Call) {
        guard case .rejected(let rejection) = content else { return }
        for reason in rejection.reasons {
            switch call {
            case .migrateProcessInstance: coverage.note(.reasons, reason.code)
            case .deployResources: coverage.note(.deployments, reason.code)
            default: break
            }
        }
    }

    func hangUp(_ index: Int) {
        coverage.note(.faults, "connection lost")
        write("connection \(index) is lost")
        requests.removeAll { $0.connection == index }
        book.excuse(connection: index)
        node.forget(Caller(target: ObjectIdentifier(connections[index]), requestID: nil))
        connections[index] = Connection()
    }

    // MARK: The node

    func turn(_ index: Int, callsMax: Int) throws {
        let partition = node.partitions[index]
        let isIdle = partition.mailbox.isEmpty && !(partition.loop?.nextDue.map { $0 <= clock } ?? false)
        if isIdle, !random.chance(5) { return }
        if case .call(let call) = partition.mailbox.first, partition.isSound,
            random.chance(swarm.underGlass)
        {
            write(
                "partition \(partition.id) works off order \(book.order(of: call.submission.requestID) ?? -1) under glass"
            )
            partition.mailbox.removeFirst()
            try Glass(partition: partition, call: call, now: clock).perform(
                counting: &coverage, isPoisoned: node.isPoisoned)
            if case .migrateProcessInstance = call.submission.call, partition.failure == nil {
                var rest = try RestOracle(partition, library: node.library, mayLackModels: swarm.poisoned > 0)
                try rest.check()
            }
        } else {
            let count = min(callsMax, partition.mailbox.count)
            let begun = random.chance(15) ? random.within(1...3) : .max
            write("partition \(partition.id) takes \(count) from its mailbox of \(partition.mailbox.count)")
            try watching(partition) { $0.turn(of: count, begun: begun, at: clock) }
            if count > begun { coverage.note(.faults, "turn ended early") }
        }
        try collect()
    }

    func repeatMessage() {
        guard !node.ways.isEmpty else { return }
        let way = random.below(node.ways.count)
        guard !node.ways[way].old.isEmpty else { return }
        coverage.note(.faults, "message between partitions repeated")
        node.deliver(way: way, again: random.below(node.ways[way].old.count))
    }

    func jump() {
        let isLong = random.chance(15)
        coverage.note(.faults, isLong ? "clock jumped by more than a day" : "clock jumped")
        let hour = 3_600_000
        clock = clock.advanced(
            byMilliseconds: Int64(isLong ? random.within(25 * hour...60 * hour) : random.within(60_000...hour)))
        if isLong { forgottenBelow = book.orders.count }
        write("the clock jumps")
    }
}

extension Reply.Content {
    var brief: String {
        switch self {
        case .answer: "OK"
        case .rejected(let rejection): "\(rejection.code)"
        case .streamed, .streamEnded: "stream"
        }
    }

    /// With the reasons, for the transcript.
    var told: String {
        guard case .rejected(let rejection) = self else { return brief }
        let reasons = rejection.reasons.prefix(3).map { "\($0.code) at '\($0.elementID)': found \($0.found)" }
        return "\(brief) \(reasons.isEmpty ? rejection.message : reasons.joined(separator: "; "))"
    }

    /// The broker did not look at the command.
    var isWorthAnotherTry: Bool {
        guard case .rejected(let rejection) = self else { return false }
        return rejection.code == .resourceExhausted || rejection.code == .unavailable
    }
}

extension Call {
    /// A line of the transcript.
    var brief: String {
        switch self {
        case .deployResources(let call): "deploy \(call.resources.map(\.name))"
        case .createProcessInstance(let call): "create \(call.definition) at \(call.startElements.prefix(4))"
        case .migrateProcessInstance(let call):
            "\(call.dryRun ? "dry run: " : "")migrate \(call.processInstanceKey) to \(call.plan.target) "
                + "by \(call.plan.instructions.map { "\($0.from)>\($0.to)" }), auto-map \(call.plan.autoMap)"
        case .completeJob(let call): "complete \(call.jobKey)"
        case .failJob(let call): "fail \(call.jobKey), retries \(call.retries), back-off \(call.backoffMilliseconds)"
        case .updateJobRetries(let call): "retries of \(call.jobKey): \(call.retries)"
        case .resolveIncident(let call): "resolve \(call.incidentKey)"
        case .cancelProcessInstance(let call): "cancel \(call.processInstanceKey)"
        case .setVariables(let call):
            "variables of \(call.scope): \(String(decoding: call.variables.json, as: UTF8.self))"
        case .activateJobs(let call): "activate \(call.maxJobs) of '\(call.type)' for \(call.timeoutMilliseconds) ms"
        case .throwError(let call): "error '\(call.errorCode)' of \(call.jobKey)"
        case .updateJob(let call):
            "retries \(call.retries as Any), \(call.timeoutMilliseconds as Any) ms for \(call.jobKey)"
        case .activateAdHocActivities(let call):
            "begin \(call.activities.map(\.elementID)) in \(call.adHocInstanceKey)"
        case .streamJobs(let call): "stream \(call.types), \(call.credits) at first"
        case .deleteResource(let call): "delete \(call.resourceKey)"
        case .updateJobTimeout(let call): "\(call.timeoutMilliseconds) ms more for \(call.jobKey)"
        case .modifyProcessInstance(let call):
            "\(call.dryRun ? "dry run: " : "")modify \(call.processInstanceKey): begin \(call.activate.map(\.elementID)), "
                + "end \(call.terminate), move \(call.move.map { "\($0.source)>\($0.target)" })"
        case .suspendProcessInstance(let call): "suspend \(call.processInstanceKey)"
        case .resumeProcessInstance(let call): "resume \(call.processInstanceKey)"
        case .publishMessage(let call):
            "publish '\(call.name)' for '\(call.correlationKey)', \(call.timeToLiveMilliseconds) ms, id '\(call.messageID)'"
        case .correlateMessage(let call): "correlate '\(call.name)' for '\(call.correlationKey)'"
        case .broadcastSignal(let call): "broadcast '\(call.name)'"
        case .evaluateConditions(let call):
            "conditions with \(String(decoding: call.variables.json, as: UTF8.self))"
        case .assignUserTask(let call): "assign \(call.userTaskKey) to '\(call.assignee)'"
        case .updateUserTask(let call): "update \(call.userTaskKey)"
        case .completeUserTask(let call): "complete user task \(call.userTaskKey)"
        default: name
        }
    }
}
