/// A definition as deployed: its file and the process inside it.
package struct DeployedDefinition: Hashable, Sendable {
    package let definition: ProcessDefinition
    package let xml: [UInt8]
    /// Nobody finds it any more. It stays for its version number, which is never given again, and for instances that
    /// began on another partition in the moment before.
    package var isDeleted: Bool

    package init(definition: ProcessDefinition, xml: [UInt8], isDeleted: Bool = false) {
        self.definition = definition
        self.xml = xml
        self.isDeleted = isDeleted
    }
}

package struct ProcessInstanceCreated: Hashable, Sendable {
    package let definitionKey: ProcessDefinitionKey
    package let tenant: TenantID
    package let startedAt: Timestamp
    /// The call activity that waits for this instance; nil when nobody called it.
    package let parent: CallingElement?
    /// The lock it holds because a message began it.
    package let startLock: MessageStartLock?
    package let tags: [String]
    /// Empty: none.
    package let businessID: String
    /// No other instance of its definition may have this business id while it runs.
    package let holdsBusinessID: Bool

    package init(
        definitionKey: ProcessDefinitionKey, tenant: TenantID, startedAt: Timestamp, parent: CallingElement? = nil,
        startLock: MessageStartLock? = nil, tags: [String] = [], businessID: String = "", holdsBusinessID: Bool = false
    ) {
        self.definitionKey = definitionKey
        self.tenant = tenant
        self.startedAt = startedAt
        self.parent = parent
        self.startLock = startLock
        self.tags = tags
        self.businessID = businessID
        self.holdsBusinessID = holdsBusinessID
    }
}

/// The call activity that waits for a called instance.
package struct CallingElement: Hashable, Sendable {
    package let instance: ProcessInstanceKey
    package let element: ElementInstanceKey
    /// How many calls deep the called instance is; 1 when its caller was not called itself.
    package let depth: Int32

    package init(instance: ProcessInstanceKey, element: ElementInstanceKey, depth: Int32) {
        self.instance = instance
        self.element = element
        self.depth = depth
    }
}

/// A call activity waits for an instance, or waits for it no longer.
package struct ProcessInstanceCalled: Hashable, Sendable {
    package let elementInstanceKey: ElementInstanceKey
    package let called: ProcessInstanceKey

    package init(elementInstanceKey: ElementInstanceKey, called: ProcessInstanceKey) {
        self.elementInstanceKey = elementInstanceKey
        self.called = called
    }
}

package struct ElementActivating: Hashable, Sendable {
    package let key: ElementInstanceKey
    package let elementID: String
    /// BPMN's name of the kind, for example `SERVICE_TASK`.
    package let kind: String
    /// nil for the process itself.
    package let scope: ElementInstanceKey?
    /// Which instance of a multi-instance activity this is, counted from 1; 0 for all else.
    package let loopCounter: Int32
    /// The event that began this process or event subprocess; nil for all else.
    package let begunBy: PendingEvent?
    /// For a compensation handler: what it compensates.
    package let compensates: CompensationKey?

    package init(
        key: ElementInstanceKey, elementID: String, kind: String, scope: ElementInstanceKey?, loopCounter: Int32 = 0,
        begunBy: PendingEvent? = nil, compensates: CompensationKey? = nil
    ) {
        self.key = key
        self.elementID = elementID
        self.kind = kind
        self.scope = scope
        self.loopCounter = loopCounter
        self.begunBy = begunBy
        self.compensates = compensates
    }
}

/// An element instance going on in its life. The id is there for readers of the log.
package struct ElementStep: Hashable, Sendable {
    package let key: ElementInstanceKey
    package let elementID: String

    package init(key: ElementInstanceKey, elementID: String) {
        self.key = key
        self.elementID = elementID
    }
}

package struct FlowStep: Hashable, Sendable {
    package let scope: ElementInstanceKey
    package let flowID: String

    package init(scope: ElementInstanceKey, flowID: String) {
        self.scope = scope
        self.flowID = flowID
    }
}

package struct JoinStep: Hashable, Sendable {
    package let scope: ElementInstanceKey
    package let gatewayID: String
    package let flowIDs: [String]

    package init(scope: ElementInstanceKey, gatewayID: String, flowIDs: [String]) {
        self.scope = scope
        self.gatewayID = gatewayID
        self.flowIDs = flowIDs
    }
}

package struct VariableSet: Hashable, Sendable {
    package let scope: ElementInstanceKey
    package let name: String
    package let value: JSONValue

    package init(scope: ElementInstanceKey, name: String, value: JSONValue) {
        self.scope = scope
        self.name = name
        self.value = value
    }
}

/// A whole migration: what it moved, by which plan, and (read backwards) what undoing it takes.
package struct ProcessInstanceMigrated: Hashable, Sendable {
    package let source: ProcessDefinitionKey
    package let target: ProcessDefinitionKey
    package let elements: [MovedElement]
    package let tokens: [MovedToken]
    /// What else changed: scopes, jobs, variables, compensation.
    package let structure: MigratedStructure
    /// Who asked for it, as that client named itself.
    package let caller: String
    /// What becomes of everything that is waited for.
    package var events: [MovedEvent]
    /// Events that have happened and whose elements have not begun yet.
    package var pendingEvents: [RenamedEvent]
    /// What took scopes over.
    package var interruptions: [RenamedEvent]
    /// The process the instance was of, where that changes.
    package var formerProcessID: String?
    /// The lock it holds from now on instead of that of its former process; nil: it held none, or it is the same.
    package var startLock: MessageStartLock?

    package init(
        source: ProcessDefinitionKey, target: ProcessDefinitionKey, elements: [MovedElement], tokens: [MovedToken],
        structure: MigratedStructure = MigratedStructure(), caller: String, events: [MovedEvent] = [],
        pendingEvents: [RenamedEvent] = [], interruptions: [RenamedEvent] = [], formerProcessID: String? = nil,
        startLock: MessageStartLock? = nil
    ) {
        self.source = source
        self.target = target
        self.elements = elements
        self.tokens = tokens
        self.structure = structure
        self.caller = caller
        self.events = events
        self.pendingEvents = pendingEvents
        self.interruptions = interruptions
        self.formerProcessID = formerProcessID
        self.startLock = startLock
    }
}

/// An element instance remembers an event of the model, which has another id in the target.
package struct RenamedEvent: Hashable, Sendable {
    package let element: ElementInstanceKey
    package let from: String
    /// nil: it is forgotten, and the scope it had taken over is free.
    package let to: String?

    package init(element: ElementInstanceKey, from: String, to: String?) {
        self.element = element
        self.from = from
        self.to = to
    }
}

/// An internal check failed inside a command on this instance: it is kept as it is and left alone.
package struct ProcessInstanceBanned: Hashable, Sendable {
    package let reason: String
    package init(reason: String) { self.reason = reason }
}

package struct JobCreated: Hashable, Sendable {
    package let key: JobKey
    package let elementInstanceKey: ElementInstanceKey
    package let type: String
    package let retries: Int32
    package let headers: [ActivatedJob.Header]
    package let kind: JobKind
    /// For a listener's job: its place among the listeners of the same event.
    package let listenerIndex: Int32
    package let priority: Int32

    package init(
        key: JobKey, elementInstanceKey: ElementInstanceKey, type: String, retries: Int32,
        headers: [ActivatedJob.Header], kind: JobKind = .element, listenerIndex: Int32 = 0, priority: Int32 = 0
    ) {
        self.key = key
        self.elementInstanceKey = elementInstanceKey
        self.type = type
        self.retries = retries
        self.headers = headers
        self.kind = kind
        self.listenerIndex = listenerIndex
        self.priority = priority
    }
}

package struct JobActivated: Hashable, Sendable {
    package let key: JobKey
    package let worker: String
    package let deadline: Timestamp

    package init(key: JobKey, worker: String, deadline: Timestamp) {
        self.key = key
        self.worker = worker
        self.deadline = deadline
    }
}

package struct JobFailed: Hashable, Sendable {
    package let key: JobKey
    package let retries: Int32
    /// nil: back in the queue at once, or out of retries.
    package let backoffUntil: Timestamp?
    package let message: String

    package init(key: JobKey, retries: Int32, backoffUntil: Timestamp?, message: String) {
        self.key = key
        self.retries = retries
        self.backoffUntil = backoffUntil
        self.message = message
    }
}

package struct JobPriorityUpdated: Hashable, Sendable {
    package let key: JobKey
    package let priority: Int32

    package init(key: JobKey, priority: Int32) {
        self.key = key
        self.priority = priority
    }
}

package struct JobRetriesUpdated: Hashable, Sendable {
    package let key: JobKey
    package let retries: Int32

    package init(key: JobKey, retries: Int32) {
        self.key = key
        self.retries = retries
    }
}

package struct IncidentRaised: Hashable, Sendable {
    package let key: IncidentKey
    package let elementInstanceKey: ElementInstanceKey
    package let elementID: String
    /// nil: the element itself is stuck.
    package let job: JobKey?
    package let type: IncidentType
    package let message: String
    package let raisedAt: Timestamp

    package init(
        key: IncidentKey, elementInstanceKey: ElementInstanceKey, elementID: String, job: JobKey?, type: IncidentType,
        message: String, raisedAt: Timestamp
    ) {
        self.key = key
        self.elementInstanceKey = elementInstanceKey
        self.elementID = elementID
        self.job = job
        self.type = type
        self.message = message
        self.raisedAt = raisedAt
    }
}

package struct IncidentResolved: Hashable, Sendable {
    package let key: IncidentKey
    package let elementInstanceKey: ElementInstanceKey
    package let job: JobKey?

    package init(key: IncidentKey, elementInstanceKey: ElementInstanceKey, job: JobKey?) {
        self.key = key
        self.elementInstanceKey = elementInstanceKey
        self.job = job
    }
}

/// The answer a command got, kept so that a repeat with the same idempotency key gets it again.
package struct RecordedAnswer: Hashable, Sendable {
    package let idempotencyKey: [UInt8]
    /// Names the command, so that a key used for two different ones is noticed.
    package let fingerprint: UInt64
    package let answer: Content
    package let expiresAt: Timestamp

    /// The answers that commands with an idempotency key can have.
    package enum Content: Hashable, Sendable {
        case done
        case created(CreateProcessInstance.Answer)
        case migrated(MigrationReport)
        case modified(ModificationReport)
        case started([ProcessInstanceKey])
        case published(MessageKey)
        case evaluated(DecisionEvaluated)
    }

    package init(idempotencyKey: [UInt8], fingerprint: UInt64, answer: Content, expiresAt: Timestamp) {
        self.idempotencyKey = idempotencyKey
        self.fingerprint = fingerprint
        self.answer = answer
        self.expiresAt = expiresAt
    }
}

/// Recorded answers whose time is over.
package struct AnswersForgotten: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let idempotencyKey: [UInt8]
        package let expiresAt: Timestamp

        package init(idempotencyKey: [UInt8], expiresAt: Timestamp) {
            self.idempotencyKey = idempotencyKey
            self.expiresAt = expiresAt
        }
    }

    package let entries: [Entry]
    package init(entries: [Entry]) { self.entries = entries }
}

/// Something another partition must do; kept until that partition says it is safe there.
package struct OutboxMessage: Hashable, Sendable {
    package let receiver: PartitionID
    /// Counts the messages to one receiver from 1.
    package let sequence: UInt64
    package let content: Content

    package enum Content: Hashable, Sendable {
        /// What partition 1 has decided, to be known everywhere.
        case deploy([DeployedDefinition], [DeployedDecisions], [DeployedForm])
        case deleteDefinition(ProcessDefinitionKey)
        case deleteDecisions(DecisionRequirementsKey)
        case deleteForm(FormKey)
        /// Partitions hear of a signal from the one it was sent to.
        case signal(SignalBroadcast)
        /// Between instances that wait for messages and the partition of the correlation key.
        case openMessageSubscription(MessageSubscription)
        case closeMessageSubscription(MessageSubscription)
        /// The same subscription on behalf of another process, or with another effect.
        case moveMessageSubscription(MessageSubscription)
        case deliverMessage(MessageDelivery)
        case messageReceipt(MessageReceipt)
        case publishMessage(MessageToPublish)
        /// The instance that held it is over. Stays on its partition.
        case releaseMessageStartLock(MessageStartLock)
    }

    package init(receiver: PartitionID, sequence: UInt64, content: Content) {
        self.receiver = receiver
        self.sequence = sequence
        self.content = content
    }
}

package struct OutboxAcknowledgement: Hashable, Sendable {
    package let receiver: PartitionID
    package let sequence: UInt64

    package init(receiver: PartitionID, sequence: UInt64) {
        self.receiver = receiver
        self.sequence = sequence
    }
}

/// The newest message taken from one sender; older ones are repeats.
package struct InboxPosition: Hashable, Sendable {
    package let sender: PartitionID
    package let sequence: UInt64

    package init(sender: PartitionID, sequence: UInt64) {
        self.sender = sender
        self.sequence = sequence
    }
}
