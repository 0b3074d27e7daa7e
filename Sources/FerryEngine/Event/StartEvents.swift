import FerryBPMN
import FerryFEEL
import FerryModel

/// The start events that begin a process from outside, of the latest version of every process.
///
/// Nothing of it is stored: it follows from the definitions, and is put together again when those change.
struct StartEvents {
    private var signals: [Name: [StartEvent]] = [:]
    private var messages: [Name: [StartEvent]] = [:]
    /// In the order of process ids.
    private var conditionals: [TenantID: [StartEvent]] = [:]
    /// Message start events by process id.
    private var messagesOfProcesses: [Name: [StartEvent]] = [:]
    private var revision = -1

    struct StartEvent {
        let definition: Definition
        let event: Element

        var place: Place { Place(definition: definition.key, eventID: event.id) }
    }

    struct Place: Hashable {
        let definition: ProcessDefinitionKey
        let eventID: String
    }

    private struct Name: Hashable {
        let tenant: TenantID
        let name: String
    }

    func isOf(revision: Int) -> Bool { self.revision == revision }

    mutating func begin(revision: Int) {
        signals.removeAll()
        messages.removeAll()
        conditionals.removeAll()
        messagesOfProcesses.removeAll()
        self.revision = revision
    }

    mutating func add(_ definition: Definition) {
        let process = definition.process
        let tenant = definition.record.tenant
        for event in process.root.content.triggeredStarts.map({ process[$0] }) {
            let start = StartEvent(definition: definition, event: event)
            switch event.event {
            case .signal(let name): signals[Name(tenant: tenant, name: name.constant), default: []].append(start)
            case .message(let message):
                messages[Name(tenant: tenant, name: message.name.constant), default: []].append(start)
                messagesOfProcesses[Name(tenant: tenant, name: process.id), default: []].append(start)
            case .conditional: conditionals[tenant, default: []].append(start)
            default: break
            }
        }
    }

    func message(_ name: String, tenant: TenantID) -> [StartEvent] { messages[Name(tenant: tenant, name: name)] ?? [] }

    func messages(of processID: String, tenant: TenantID) -> [StartEvent] {
        messagesOfProcesses[Name(tenant: tenant, name: processID)] ?? []
    }

    func conditional(tenant: TenantID) -> [StartEvent] { conditionals[tenant] ?? [] }

    /// In the order of process ids.
    func signal(_ name: String, tenant: TenantID) -> [StartEvent] { signals[Name(tenant: tenant, name: name)] ?? [] }
}

extension Engine {
    func currentStartEvents() throws(CommandFailure) -> StartEvents {
        if startEvents.isOf(revision: state.definitions.revision) { return startEvents }
        startEvents.begin(revision: state.definitions.revision)
        for latest in state.definitions.latest { startEvents.add(try definition(latest.definition.key)) }
        return startEvents
    }

    /// Begins an instance at a start event that has happened. One that cannot go on, where nothing can be refused, is
    /// there to be seen, and banned.
    func begin(
        _ start: StartEvents.StartEvent, with variables: Variables, holding lock: MessageStartLock? = nil,
        as knownKey: ProcessInstanceKey? = nil
    ) throws(CommandFailure) -> ProcessInstanceKey {
        let key: ProcessInstanceKey = knownKey ?? state.nextKey()
        let instance = state.emit(
            ProcessInstanceCreated(
                definitionKey: start.definition.key, tenant: start.definition.record.tenant, startedAt: state.now,
                startLock: lock),
            for: key)
        let event = PendingEvent(eventID: start.event.id, variables: variables)
        let execution = Execution(engine: self, instance: instance, process: start.definition.process)
        if let reason = failedStarts[start.place] {
            try execution.emitProcessActivating(begunBy: event)
            try execution.emit(.processInstanceBanned(ProcessInstanceBanned(reason: reason)))
            return key
        }
        try attempt(.start(start), instance) { () throws(CommandFailure) in
            try execution.start(variables: Variables(), at: [], begunBy: event)
            absorb(execution)
        }
        return key
    }
}

extension Expression {
    /// The value of an expression that deployment has found to be constant.
    var constant: String {
        switch self {
        case .text(let text): text
        case .feel(let expression):
            if case .string(let text)? = try? expression.evaluate(in: FEELContext()).value { text } else { source }
        }
    }
}
