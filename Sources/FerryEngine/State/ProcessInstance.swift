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
    /// Active element instances, sorted by key: the process first, parents before their children.
    package internal(set) var elements: [ElementInstance]
    /// Tokens at joins, sorted by scope, gateway, flow.
    package internal(set) var tokens: [WaitingToken]
    /// Open incidents of its elements and their jobs; kept in step, because large instances would take long to count.
    package internal(set) var incidentCount: Int
    /// Where the partition's counts have it; nil while they do not know it.
    var countedAs: InstanceStanding?
    /// nil until someone asks: moving an instance does not read its data.
    package var variables: InstanceVariables?

    /// nil until a large instance is asked for a job. Never iterated.
    private var jobOwners: [JobKey: ElementInstanceKey]?
    private static let scannedMax = 32

    // What the next save must write.
    package var savedForm: SavedForm
    package var changedElements: Set<ElementInstanceKey> = []
    package var removedElements: Set<ElementInstanceKey> = []

    /// How the instance lies on disk.
    package enum SavedForm: Hashable, Sendable {
        case unsaved
        /// One record holds everything but the variables.
        case whole
        /// Too large for that: a root record, and one for each element instance.
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
        self.elements = elements
        self.tokens = tokens
        self.variables = variables
        self.savedForm = savedForm
        incidentCount = elements.reduce(0) { $0 + $1.incidentCount }
        countedAs = savedForm == .unsaved ? nil : standing
    }

    package var root: ElementInstance? { elements.first }
    /// The process itself has ended.
    package internal(set) var isOver = false

    package func element(_ key: ElementInstanceKey) -> ElementInstance? {
        index(of: key).map { elements[$0] }
    }

    /// The active element instances directly inside a scope, oldest first.
    package func children(of scope: ElementInstanceKey) -> [ElementInstance] {
        elements.filter { $0.scope == scope }
    }

    package func hasTokens(in scope: ElementInstanceKey) -> Bool {
        tokens.contains { $0.scope == scope }
    }

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
        guard elements.count > Self.scannedMax else { return elements.first { $0.job?.key == key } }
        if jobOwners == nil {
            jobOwners = Dictionary(
                uniqueKeysWithValues: elements.compactMap { element in element.job.map { ($0.key, element.key) } })
        }
        return jobOwners?[key].flatMap { element($0) }
    }

    package func element(owning key: IncidentKey) -> ElementInstance? {
        elements.first { $0.incident?.key == key || $0.job?.incident?.key == key }
    }

    func noteJob(_ key: JobKey, of owner: ElementInstanceKey?) { jobOwners?[key] = owner }

    func index(of key: ElementInstanceKey) -> Int? {
        let index = lowerBound(of: key)
        return index < elements.count && elements[index].key == key ? index : nil
    }

    func lowerBound(of key: ElementInstanceKey) -> Int {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].key < key { low = middle + 1 } else { high = middle }
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

    package subscript(scope: ElementInstanceKey, name: String) -> JSONValue? {
        get { scopes[scope]?[Name(text: name)] }
        set { scopes[scope, default: [:]][Name(text: name)] = newValue }
    }

    func removeScope(_ scope: ElementInstanceKey) { scopes[scope] = nil }

    /// The names a scope holds itself, sorted.
    package func names(in scope: ElementInstanceKey) -> [String] {
        scopes[scope].map { $0.keys.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } } ?? []
    }

    package var sortedScopes: [ElementInstanceKey] { scopes.keys.sorted() }
}
