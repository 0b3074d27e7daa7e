package import FerryModel

/// What lies under a partition's state: tables on disk, or their twin in memory. One thread at a time.
///
/// Reads do not see what is staged: `PartitionState` answers that itself, and calls `commit` before a scan. Failures
/// of the disk are thrown as `StorageFailure` and stop the partition; data that cannot be decoded is one of them.
package protocol StateStorage: AnyObject {
    // Point reads.
    func loadMeta() throws(StorageFailure) -> PartitionMeta
    func loadInstance(_ key: ProcessInstanceKey) throws(StorageFailure) -> ProcessInstance?
    /// `withItems`: some lists have items that were set one by one.
    func loadVariables(
        of key: ProcessInstanceKey, withItems: Bool
    ) throws(StorageFailure) -> InstanceVariables
    /// The instance that a job, incident or element instance (not the process itself) belongs to.
    func locate(_ table: LocatorTable, _ key: Int64) throws(StorageFailure) -> ProcessInstanceKey?
    func loadAnswer(idempotencyKey: [UInt8]) throws(StorageFailure) -> RecordedAnswer?

    // Scans, in key order; `visit` answers false to stop.
    func scanDefinitions(_ visit: (DeployedDefinition) throws(StorageFailure) -> Bool) throws(StorageFailure)
    func scanDecisions(_ visit: (DeployedDecisions) throws(StorageFailure) -> Bool) throws(StorageFailure)
    func scanForms(_ visit: (DeployedForm) throws(StorageFailure) -> Bool) throws(StorageFailure)
    /// Activatable jobs of a type, the highest priority first and of these the oldest.
    func scanQueue(
        tenant: TenantID, type: String, _ visit: (JobKey, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// What is due at or before a time, earliest first: the time, the key of the thing, and what it is.
    func scanDue(
        upTo time: Timestamp, _ visit: (Timestamp, Int64, DueThing) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    func loadMessage(_ key: MessageKey) throws(StorageFailure) -> Message?
    /// The message of this id that still waits.
    func findMessage(_ address: MessageAddress, id: String) throws(StorageFailure) -> MessageKey?
    func isMarked(_ mark: MessageMark) throws(StorageFailure) -> Bool
    /// The processes a message was given to, sorted.
    func marks(of message: MessageKey) throws(StorageFailure) -> [String]
    func loadMessageSubscription(
        _ address: MessageAddress, _ key: EventSubscriptionKey
    ) throws(StorageFailure) -> MessageSubscription?
    /// The instance that holds a lock.
    func holder(of lock: MessageStartLock) throws(StorageFailure) -> ProcessInstanceKey?
    func holder(of businessID: HeldBusinessID) throws(StorageFailure) -> ProcessInstanceKey?
    /// The timers that begin a definition, oldest first.
    func startTimers(of definition: ProcessDefinitionKey) throws(StorageFailure) -> [StartTimer]
    /// Messages of an address that wait, oldest first.
    func scanMessages(
        _ address: MessageAddress, _ visit: (MessageKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// Who waits for messages of an address, oldest first.
    func scanMessageSubscriptions(
        _ address: MessageAddress, _ visit: (MessageSubscription) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// All messages that wait, with a key greater than `after`, oldest first.
    func scanMessages(
        after: MessageKey, _ visit: (Message) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// Who waits for messages of a tenant (and a name), behind a place; nil: from the first.
    func scanMessageSubscriptions(
        tenant: TenantID, name: String?, after: MessageSubscriptionPlace?,
        _ visit: (MessageSubscription) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// All that will be due, the soonest first, behind a place; nil: from the first.
    func scanDue(
        after: DuePlace?, _ visit: (DuePlace, DueThing) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// Jobs in every state with a key greater than `after`, oldest first.
    func scanJobs(
        after: JobKey, _ visit: (JobKey, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// Who waits for a signal, oldest first.
    func scanSignalSubscriptions(
        tenant: TenantID, name: String,
        _ visit: (EventSubscriptionKey, EventOwner) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// Instances, of one definition or of all, with a key greater than `after`.
    func scanInstances(
        of definition: ProcessDefinitionKey?, after: ProcessInstanceKey,
        _ visit: (ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    /// Open user tasks with a key greater than `after`, oldest first.
    func scanUserTasks(
        after: ElementInstanceKey, _ visit: (ElementInstanceKey, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    func scanIncidents(
        after: IncidentKey, _ visit: (IncidentKey, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    func scanExpiredAnswers(
        upTo time: Timestamp, _ visit: (AnswersForgotten.Entry) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)
    func scanOutbox(_ visit: (OutboxMessage) throws(StorageFailure) -> Bool) throws(StorageFailure)

    // Writes, staged until `commit`.
    func save(_ instance: ProcessInstance)
    func delete(_ instance: ProcessInstance)
    func stage(_ change: StateChange)
    func append(_ record: LogRecord)
    func saveMeta(_ meta: PartitionMeta)

    /// Writes everything staged as one atomic batch, without waiting for the disk. Nothing staged: does nothing.
    func commit() throws(StorageFailure)
}

/// Where to look up the instance that something belongs to.
package enum LocatorTable: UInt8, Hashable, Sendable {
    case job
    case incident
    case element
    case userTask
}

/// What something becomes due for.
package enum DueThing: Hashable, Sendable {
    /// A job returns to the queue: its activation or its back-off is over.
    case job(ProcessInstanceKey)
    /// A timer that an element instance waits for.
    case timer(EventOwner)
    /// An element instance has rested, and goes on.
    case continuation(EventOwner)
    /// A message has waited long enough.
    case message
    /// A timer that begins instances of a definition.
    case startTimer(ProcessDefinitionKey)
}

/// The element instance that waits for an event, and the instance it is part of.
package struct EventOwner: Hashable, Sendable {
    package let instance: ProcessInstanceKey
    package let element: ElementInstanceKey

    package init(_ instance: ProcessInstanceKey, _ element: ElementInstanceKey) {
        self.instance = instance
        self.element = element
    }
}

/// A change of a table other than the instances.
package enum StateChange: Hashable, Sendable {
    case putVariable(ProcessInstanceKey, ElementInstanceKey, String, JSONValue)
    case deleteVariable(ProcessInstanceKey, ElementInstanceKey, String)
    case putListItem(ProcessInstanceKey, ElementInstanceKey, String, Int32, JSONValue)
    case deleteListItem(ProcessInstanceKey, ElementInstanceKey, String, Int32)
    case putLocator(LocatorTable, Int64, ProcessInstanceKey)
    case deleteLocator(LocatorTable, Int64)
    case putDefinitionEntry(ProcessDefinitionKey, ProcessInstanceKey)
    case deleteDefinitionEntry(ProcessDefinitionKey, ProcessInstanceKey)
    case enqueueJob(QueuedJob, ProcessInstanceKey)
    case dequeueJob(QueuedJob)
    case putDue(Timestamp, Int64, DueThing)
    case deleteDue(Timestamp, Int64)
    case putMessage(Message)
    case deleteMessage(MessageExpired)
    case putMark(MessageMark)
    case deleteMark(MessageMark)
    case putMessageSubscription(MessageSubscription)
    case deleteMessageSubscription(MessageSubscription)
    case putStartLock(MessageStartLock, ProcessInstanceKey)
    case deleteStartLock(MessageStartLock)
    case putBusinessID(HeldBusinessID, ProcessInstanceKey)
    case deleteBusinessID(HeldBusinessID)
    case putSignalSubscription(TenantID, String, EventSubscriptionKey, EventOwner)
    case deleteSignalSubscription(TenantID, String, EventSubscriptionKey)
    case putStartTimer(StartTimer)
    case deleteStartTimer(ProcessDefinitionKey, EventSubscriptionKey)
    case putDefinition(DeployedDefinition)
    case putDecisions(DeployedDecisions)
    case putForm(DeployedForm)
    case putAnswer(RecordedAnswer)
    case deleteAnswer(AnswersForgotten.Entry)
    case putOutbox(OutboxMessage)
    case deleteOutbox(PartitionID, UInt64)
}

/// A partition's own few numbers.
package struct PartitionMeta: Hashable, Sendable {
    /// The newest event that the tables contain.
    package var applied: LogPosition
    /// The highest key counter in use.
    package var keyCounter: Int64
    /// The time stamped on the newest event; later events never get an earlier one.
    package var clock: Timestamp
    /// The sequence last given to a message, by receiver, sorted.
    package var outboxSequences: [OutboxAcknowledgement]
    /// The sequence last taken, by sender, sorted.
    package var inboxPositions: [InboxPosition]
    package var instances: InstanceCounts

    package init(
        applied: LogPosition = .none, keyCounter: Int64 = 0, clock: Timestamp = Timestamp(milliseconds: 0),
        outboxSequences: [OutboxAcknowledgement] = [], inboxPositions: [InboxPosition] = [],
        instances: InstanceCounts = InstanceCounts()
    ) {
        self.applied = applied
        self.keyCounter = keyCounter
        self.clock = clock
        self.outboxSequences = outboxSequences
        self.inboxPositions = inboxPositions
        self.instances = instances
    }
}

/// The disk did not do what it must. The partition that meets one stops, keeps what it has and says why.
package struct StorageFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// Full, read-only, failing: trying again later may help.
        case io
        /// Bytes that are not what was written: trying again does not help.
        case corruption
    }

    package let kind: Kind
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { "\(kind): \(message)" }
}
