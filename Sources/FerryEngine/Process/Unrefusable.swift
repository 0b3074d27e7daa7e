import FerryModel

/// Instances and start events that a command cannot be done with.
struct Faults {
    /// Those to be banned, with what went wrong, in the order in which it did.
    private(set) var instances: [(key: ProcessInstanceKey, message: String)] = []
    private var banned: Set<ProcessInstanceKey> = []
    /// They were left in the middle of something: nobody is to touch them before it is undone.
    private var failed: Set<ProcessInstanceKey> = []
    /// The command is not kept.
    var isFound = false

    mutating func noteFailure(of key: ProcessInstanceKey) {
        isFound = true
        failed.insert(key)
    }

    mutating func ban(_ key: ProcessInstanceKey, for failure: CommandFailure) {
        isFound = true
        if banned.insert(key).inserted { instances.append((key, failure.message)) }
    }

    func holds(_ key: ProcessInstanceKey) -> Bool { failed.contains(key) || banned.contains(key) }
}

/// Commands that nobody waits for and that cannot be left undone: a message of another partition, a due timer; and a
/// signal, of whose hearers one must not keep the others from hearing it.
extension Engine {
    /// How often a command is tried. The second try is without all that failed in the first; more are needed where some
    /// fail only because others are gone.
    private static let triesMax = 10

    /// Instances that cannot follow are banned, and the rest is done without them. Those that would begin are banned as
    /// they begin.
    func unrefusable(
        at time: Timestamp, _ decide: () throws(CommandFailure) -> Answer
    ) throws(StorageFailure) -> Outcome {
        isRefusable = false
        defer {
            isRefusable = true
            failedStarts.removeAll()
        }
        var triesLeft = Self.triesMax
        while true {
            let before = (bans, failedStarts.count)
            let outcome = try command(at: time, decide)
            triesLeft -= 1
            guard case .failure(let rejection) = outcome.result, rejection.code == .internal, triesLeft > 0,
                (bans, failedStarts.count) != before
            else { return outcome }
        }
    }

    /// The instance, or the nearest that called it, that was there before the command.
    func lasting(_ key: ProcessInstanceKey) throws(StorageFailure) -> ProcessInstanceKey? {
        var lasting = key
        while let instance = try state.instance(lasting), instance.isNew {
            guard let caller = instance.parent else { return nil }
            lasting = caller.instance
        }
        return lasting
    }

    /// Internal checks failed, or what cannot be refused cannot be done: the instances are left as they were before the
    /// command, and alone from now on.
    func ban(_ faults: Faults, for invariant: String?, at time: Timestamp) throws(StorageFailure) -> Rejection {
        state.begin(at: time)
        var keys: [ProcessInstanceKey] = []
        for fault in faults.instances {
            guard let instance = try state.instance(fault.key) else { continue }
            keys.append(fault.key)
            guard !instance.isBanned else { continue }
            try state.emit(.processInstanceBanned(ProcessInstanceBanned(reason: fault.message)), of: instance)
            bans += 1
            dismissWaiters(of: instance)
        }
        state.keep()
        let consequence =
            switch keys.count {
            case 0: "nothing changed"
            case 1: "process instance \(keys[0]) was banned and nothing else changed"
            default: "\(keys.count) process instances, from \(keys[0]) on, were banned and nothing else changed"
            }
        return Rejection(
            .internal, "an internal check failed; \(consequence)",
            reasons: [
                Reason(
                    code: "INTERNAL_CHECK_FAILED", expected: "an invariant to hold",
                    found: invariant ?? faults.instances.first?.message ?? "a process that cannot begin",
                    hint: "please report this as a bug of Ferry, with the instance's events")
            ])
    }

    /// What they wait for does not come.
    private func dismissWaiters(of instance: ProcessInstance) {
        let failure = Rejection.banned(instance.key)
        if awaited.removeValue(forKey: instance.key) != nil {
            dismissed.awaitedEnds.append(AwaitedEnd(processInstanceKey: instance.key, result: .failure(failure)))
        }
        for element in instance.elements where element.taskChange != nil {
            dismissed.decidedTasks.append(DecidedUserTask(key: element.key, result: .failure(failure)))
        }
    }
}

extension Rejection {
    static func banned(_ key: ProcessInstanceKey) -> Rejection {
        Rejection(
            .failedPrecondition, "process instance \(key) is banned",
            reasons: [
                Reason(
                    code: "INSTANCE_NOT_ACTIVE", expected: "an instance that takes commands",
                    found: "an instance banned after an internal error",
                    hint: "cancel it, and create another at the same elements")
            ])
    }
}
