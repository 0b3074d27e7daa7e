import FerryBPMN
package import FerryModel

/// One running process instance with all that belongs to it: the unit that is loaded, changed, moved and saved.
///
/// Belongs to one partition thread. Only `EventApplier` changes it; what changed is remembered so that saving a large
/// instance writes only the parts that did.
package final class ProcessInstance {
    package let key: ProcessInstanceKey
    package let tenant: TenantID
    package let startedAt: Timestamp
    /// The call activity that waits for this instance; nil when nobody called it.
    package let parent: CallingElement?
    /// The lock it holds because a message began it.
    package internal(set) var startLock: MessageStartLock?
    /// Processes it was of before it migrated, each once, in that order.
    package internal(set) var formerProcessIDs: [String]
    package internal(set) var definitionKey: ProcessDefinitionKey
    package internal(set) var isBanned: Bool
    /// Someone stopped it on purpose.
    package internal(set) var isSuspended: Bool
    package let tags: [String]
    package let businessID: String
    /// No other instance of its definition may have this business id while it runs.
    package let holdsBusinessID: Bool
    /// Sorted by key. In a large instance those that have ended stay until they are as many as the others: taking each
    /// out at once would move thousands every time.
    private var places: [ElementInstance]
    private var endedCount = 0
    /// Tokens at joins.
    package internal(set) var waiting: WaitingTokens
    /// Completed activities that can be compensated, sorted by key.
    package internal(set) var compensations: [CompensationSubscription]
    /// Open incidents of its elements and their jobs; kept in step, because large instances would take long to count.
    package internal(set) var incidentCount: Int
    /// Conditional events that its elements wait for.
    package internal(set) var conditionCount: Int
    /// Some scope is younger than what it holds: a migration put it around elements that were there.
    private(set) var hasYoungScopes: Bool
    /// Where the partition's counts have it; nil while they do not know it.
    var countedAs: InstanceStanding?
    /// nil until someone asks: moving an instance does not read its data.
    package var variables: InstanceVariables?

    // nil until a large instance is asked for a job, or an incident. Never iterated.
    private var jobOwners: [JobKey: ElementInstanceKey]?
    private var incidentOwners: [IncidentKey: ElementInstanceKey]?
    private static let scannedMax = 32

    // What the next save must write.
    package var savedForm: SavedForm
    package var changedElements: Set<ElementInstanceKey> = []
    package var removedElements: Set<ElementInstanceKey> = []
    package var changedTokens: Set<WaitingTokens.Place> = []

    /// How the instance lies on disk.
    package enum SavedForm: Hashable, Sendable {
        case unsaved
        /// One record holds everything but the variables.
        case whole
        /// Too large for that: a root record, and one for each element instance and each place with tokens.
        case spilled
    }

    package init(
        key: ProcessInstanceKey, tenant: TenantID, startedAt: Timestamp, definitionKey: ProcessDefinitionKey,
        parent: CallingElement? = nil, startLock: MessageStartLock? = nil, formerProcessIDs: [String] = [],
        isBanned: Bool = false, isSuspended: Bool = false, tags: [String] = [], businessID: String = "",
        holdsBusinessID: Bool = false, elements: [ElementInstance] = [], tokens: [WaitingToken] = [],
        compensations: [CompensationSubscription] = [], variables: InstanceVariables? = nil,
        savedForm: SavedForm = .unsaved
    ) {
        self.key = key
        self.tenant = tenant
        self.startedAt = startedAt
        self.parent = parent
        self.startLock = startLock
        self.formerProcessIDs = formerProcessIDs
        self.definitionKey = definitionKey
        self.isBanned = isBanned
        self.isSuspended = isSuspended
        self.tags = tags
        self.businessID = businessID
        self.holdsBusinessID = holdsBusinessID
        places = elements
        waiting = WaitingTokens(tokens)
        self.compensations = compensations
        self.variables = variables
        self.savedForm = savedForm
        incidentCount = elements.reduce(0) { $0 + $1.incidentCount }
        conditionCount = elements.reduce(0) { $0 + $1.subscriptions.count(where: \.isConditional) }
        hasYoungScopes = elements.contains { element in element.scope.map { $0 > element.key } ?? false }
        countedAs = savedForm == .unsaved ? nil : standing
    }

    /// It began within the command being worked on.
    var isNew: Bool { countedAs == nil }

    /// What it holds, under the definition it stands on.
    package var heldBusinessID: HeldBusinessID? {
        holdsBusinessID ? HeldBusinessID(tenant: tenant, definitionKey: definitionKey, businessID: businessID) : nil
    }

    /// Active element instances, sorted by key: the process first. Parents stand before their children, but for scopes
    /// that a migration created around them.
    package internal(set) var elements: [ElementInstance] {
        get { endedCount == 0 ? places : places.filter { !$0.hasEnded } }
        set { (places, endedCount) = (newValue, 0) }
    }

    package var elementCount: Int { places.count - endedCount }

    package var root: ElementInstance? { places.first.flatMap { $0.hasEnded ? nil : $0 } }
    /// The process itself has ended.
    package internal(set) var isOver = false

    package func element(_ key: ElementInstanceKey) -> ElementInstance? {
        let index = lowerBound(of: key)
        guard index < places.count, places[index].key == key, !places[index].hasEnded else { return nil }
        return places[index]
    }

    /// The active element instances directly inside a scope, oldest first.
    package func children(of scope: ElementInstanceKey) -> [ElementInstance] {
        elements.filter { $0.scope == scope }
    }

    /// Active element instances, parents before their children.
    package var elementsFromOutside: [ElementInstance] {
        guard hasYoungScopes else { return elements }
        let inner = Dictionary(grouping: elements, by: \.scope)
        var ordered = inner[nil] ?? []
        var next = 0
        while next < ordered.count {
            ordered += inner[ordered[next].key] ?? []
            next += 1
        }
        return ordered
    }

    /// Counts children anew, after element instances changed their scopes.
    func recountChildren() {
        for element in elements { element.childCount = 0 }
        hasYoungScopes = false
        for element in elements {
            guard let scope = element.scope else { continue }
            self.element(scope)?.childCount += 1
            if scope > element.key { hasYoungScopes = true }
        }
    }

    /// Tokens at joins, sorted by scope, gateway, flow.
    package var tokens: [WaitingToken] { waiting.sorted }

    package func hasTokens(in scope: ElementInstanceKey) -> Bool { !waiting.isEmpty(in: scope) }

    /// The element instance and the scopes around it, innermost first, ending with the process.
    package func scopeChain(from key: ElementInstanceKey) -> [ElementInstanceKey] {
        var chain: [ElementInstanceKey] = []
        var next: ElementInstanceKey? = key
        while let scope = next, let element = element(scope) {
            chain.append(scope)
            next = element.scope
        }
        return chain
    }

    /// Nobody works on it and nothing reaches it: its jobs stand in no queue, and what it waits for is not heard.
    package var isHalted: Bool { isBanned || isSuspended }

    /// nil when it is over.
    package var standing: InstanceStanding? {
        if isOver { return nil }
        if isBanned { return .banned }
        if isSuspended { return .suspended }
        return incidentCount > 0 ? .withIncidents : .active
    }

    /// Which element instance a job belongs to. A few are looked through; many are indexed on first use.
    package func element(owning key: JobKey) -> ElementInstance? {
        guard places.count > Self.scannedMax else { return places.first { $0.job?.key == key } }
        if jobOwners == nil {
            jobOwners = Dictionary(
                uniqueKeysWithValues: elements.compactMap { element in element.job.map { ($0.key, element.key) } })
        }
        return jobOwners?[key].flatMap { element($0) }
    }

    package func element(owning key: IncidentKey) -> ElementInstance? {
        guard places.count > Self.scannedMax else { return places.first { $0.has(key) } }
        if incidentOwners == nil {
            incidentOwners = [:]
            for element in elements where element.incidentCount > 0 {
                if let incident = element.incident { incidentOwners?[incident.key] = element.key }
                if let incident = element.job?.incident { incidentOwners?[incident.key] = element.key }
            }
        }
        return incidentOwners?[key].flatMap { element($0) }.flatMap { $0.has(key) ? $0 : nil }
    }

    /// Some element collects results, so that lists may have items that lie apart.
    package var hasLists: Bool { elements.contains { $0.loop != nil || $0.kind == .adHocSubProcess } }

    func noteJob(_ key: JobKey, of owner: ElementInstanceKey?) { jobOwners?[key] = owner }

    func noteIncident(_ key: IncidentKey, of owner: ElementInstanceKey?) { incidentOwners?[key] = owner }

    func insert(_ element: ElementInstance) { places.insert(element, at: lowerBound(of: element.key)) }

    func remove(_ element: ElementInstance) {
        element.hasEnded = true
        endedCount += 1
        guard places.count <= Self.scannedMax || endedCount * 2 >= places.count else { return }
        places.removeAll { $0.hasEnded }
        endedCount = 0
    }

    private func lowerBound(of key: ElementInstanceKey) -> Int {
        if let last = places.last, last.key < key { return places.count }
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
