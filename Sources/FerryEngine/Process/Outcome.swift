package import FerryModel

/// What a command came to, as the partition loop needs to know it.
package struct Outcome {
    package var result: Result<Answer, Rejection>
    package var effects = Effects()

    package init(_ result: Result<Answer, Rejection>) { self.result = result }
}

/// What the world outside the engine has to be told once the command is safe on disk.
package struct Effects {
    /// Job types of which jobs became available.
    package var jobsAvailable: [JobType] = []
    /// Instances that ended and that somebody waits for.
    package var awaitedEnds: [AwaitedEnd] = []
    /// Messages that other partitions are to get.
    package var outbox: [OutboxMessage] = []
    /// Correlations that somebody waits for and that are decided now.
    package var correlations: [DecidedCorrelation] = []
    /// The call is not answered before the listeners of this user task are done.
    package var heldTask: ElementInstanceKey?
    /// User tasks whose listeners are done, one way or the other.
    package var decidedTasks: [DecidedUserTask] = []

    package init() {}

    var isEmpty: Bool {
        jobsAvailable.isEmpty && awaitedEnds.isEmpty && outbox.isEmpty && correlations.isEmpty && heldTask == nil
            && decidedTasks.isEmpty
    }

    /// What another command has to tell as well.
    mutating func add(_ other: Effects) {
        for type in other.jobsAvailable where !jobsAvailable.contains(type) { jobsAvailable.append(type) }
        awaitedEnds += other.awaitedEnds
        outbox += other.outbox
        correlations += other.correlations
        decidedTasks += other.decidedTasks
    }
}

package struct JobType: Hashable, Sendable {
    package let tenant: TenantID
    package let name: String

    package init(tenant: TenantID, name: String) {
        self.tenant = tenant
        self.name = name
    }
}

package struct AwaitedEnd: Sendable {
    package let processInstanceKey: ProcessInstanceKey
    /// The answer of the waiting call, or why there is none.
    package let result: Result<CreateProcessInstance.Answer, Rejection>
}

/// What came of a change that listeners had a say in.
package struct DecidedUserTask: Sendable {
    package let key: ElementInstanceKey
    package let result: Result<Void, Rejection>
}

/// Which instance took a message, or why none did.
package struct DecidedCorrelation: Sendable {
    package let message: MessageKey
    package let result: Result<CorrelateMessage.Answer, Rejection>
}
