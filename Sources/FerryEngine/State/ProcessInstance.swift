package import FerryBPMN
package import FerryModel

/// One running process instance with all that belongs to it: the unit that is loaded, changed, moved and saved.
///
/// Belongs to one partition thread. Only `EventApplier` changes it; what changed is remembered so that saving a large
/// instance writes only the parts that did.
package final class ProcessInstance {
    package let key: ProcessInstanceKey
    package let tenant: TenantID
    package let startedAt: Timestamp
    package internal(set) var definitionKey: ProcessDefinitionKey
    package internal(set) var isBanned: Bool
    /// Sorted by key. In a large instance those that have ended stay until they are as many as the others: taking each
    /// out at once would move thousands every time.
    private var places: [ElementInstance]
    private var endedCount = 0
    /// Tokens at joins.
    package internal(set) var waiting: WaitingTokens
    /// Open incidents of its elements and their jobs; kept in step, because large instances would take long to count.
    package internal(set) var incidentCount: Int
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
        isBanned: Bool = false, elements: [ElementInstance] = [], tokens: [WaitingToken] = [],
        variables: InstanceVariables? = nil, savedForm: SavedForm = .unsaved
    ) {
        self.key = key
        self.tenant = tenant
        self.startedAt = startedAt
        self.definitionKey = definitionKey
        self.isBanned = isBanned
        places = elements
        waiting = WaitingTokens(tokens)
        self.variables = variables
        self.savedForm = savedForm
        incidentCount = elements.reduce(0) { $0 + $1.incidentCount }
        countedAs = savedForm == .unsaved ? nil : standing
    }

    /// Active element instances, sorted by key: the process first, parents before their children.
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

    /// nil when it is over.
    package var standing: InstanceStanding? {
        if isOver { return nil }
        if isBanned { return .banned }
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

/// One activation of one element.
package final class ElementInstance {
    package let key: ElementInstanceKey
    /// nil for the process.
    package let scope: ElementInstanceKey?
    package internal(set) var elementID: String
    package internal(set) var kind: ElementKind
    package internal(set) var state: ElementState
    /// How many active element instances stand directly inside. Not stored: counted when loaded.
    package var childCount: Int = 0
    package internal(set) var job: Job?
    /// The element's own incident; that of its job lies with the job.
    package internal(set) var incident: Incident?
    /// True once a variable was set in this very scope; false spares a look at the variables.
    package internal(set) var hasVariables: Bool
    /// It is active no more and only waits to be taken out of its instance.
    fileprivate(set) var hasEnded = false

    package init(
        key: ElementInstanceKey, scope: ElementInstanceKey?, elementID: String, kind: ElementKind, state: ElementState,
        job: Job? = nil, incident: Incident? = nil, hasVariables: Bool = false
    ) {
        self.key = key
        self.scope = scope
        self.elementID = elementID
        self.kind = kind
        self.state = state
        self.job = job
        self.incident = incident
        self.hasVariables = hasVariables
    }

    func has(_ key: IncidentKey) -> Bool { incident?.key == key || job?.incident?.key == key }

    var incidentCount: Int { (incident == nil ? 0 : 1) + (job?.incident == nil ? 0 : 1) }
}

package struct Job: Hashable, Sendable {
    package let key: JobKey
    package let type: String
    package var retries: Int32
    package let headers: [ActivatedJob.Header]
    package var state: JobState
    /// Empty until a worker took it.
    package var worker: String
    /// Activated: when it returns to the queue. Failed with retries left: when its back-off ends.
    package var due: Timestamp?
    package var errorMessage: String
    package var incident: Incident?

    package init(
        key: JobKey, type: String, retries: Int32, headers: [ActivatedJob.Header], state: JobState = .activatable,
        worker: String = "", due: Timestamp? = nil, errorMessage: String = "", incident: Incident? = nil
    ) {
        self.key = key
        self.type = type
        self.retries = retries
        self.headers = headers
        self.state = state
        self.worker = worker
        self.due = due
        self.errorMessage = errorMessage
        self.incident = incident
    }
}

package struct Incident: Hashable, Sendable {
    package let key: IncidentKey
    package let type: IncidentType
    package let message: String
    package let raisedAt: Timestamp

    package init(key: IncidentKey, type: IncidentType, message: String, raisedAt: Timestamp) {
        self.key = key
        self.type = type
        self.message = message
        self.raisedAt = raisedAt
    }
}

/// The variables of one instance by scope; shared by all who look at them, changed only by `EventApplier`.
///
/// Read only in order: by scope, then name.
package final class InstanceVariables {
    private var scopes: [ElementInstanceKey: [Name: JSONValue]] = [:]

    /// Names are what their bytes are, as on disk: `String` alone takes two spellings of one letter for equal.
    private struct Name: Hashable {
        let text: String

        static func == (left: Name, right: Name) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
    }

    package init() {}

    /// Roughly what they take in memory.
    private(set) var byteCount = 0

    package subscript(scope: ElementInstanceKey, name: String) -> JSONValue? {
        get { scopes[scope]?[Name(text: name)] }
        set {
            let name = Name(text: name)
            byteCount -= Self.byteCount(of: scopes[scope]?[name])
            scopes[scope, default: [:]][name] = newValue
            byteCount += Self.byteCount(of: newValue)
        }
    }

    func removeScope(_ scope: ElementInstanceKey) {
        guard let removed = scopes.removeValue(forKey: scope) else { return }
        byteCount -= removed.values.reduce(0) { $0 + Self.byteCount(of: $1) }
    }

    private static func byteCount(of value: JSONValue?) -> Int {
        // Its name and its place in the dictionary.
        value.map { $0.bytes.count + 128 } ?? 0
    }

    /// The names a scope holds itself, sorted.
    package func names(in scope: ElementInstanceKey) -> [String] {
        scopes[scope].map { $0.keys.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } } ?? []
    }

    package var sortedScopes: [ElementInstanceKey] { scopes.keys.sorted() }
}
