import FerryXML

/// A process as read, before it is known to be sound: references may lead nowhere.
struct DraftProcess {
    /// 0 is the process; every other element follows its scope. Document order.
    private(set) var elements: [DraftElement] = []
    /// For each element those that lie directly in it, in document order.
    private(set) var children: [[Int]] = []
    /// Document order.
    private(set) var flows: [DraftFlow] = []
    /// What each id is associated with, in document order; a file draws associations either way.
    let partners: [String: [String]]
    var versionTag: String?
    /// Scopes with an element that was refused as such: they are not told what they lack.
    var scopesWithRefusals: Set<Int> = []
    /// Ids in parts of the model that were refused as such: naming them is no further problem.
    var refusedIDs: Set<String> = []

    init(partners: [String: [String]]) { self.partners = partners }

    mutating func append(_ element: DraftElement) {
        if let scope = element.scope { children[scope].append(elements.count) }
        elements.append(element)
        children.append([])
    }

    mutating func append(_ flow: DraftFlow) {
        if let source = flow.source { elements[source].outgoing.append(flows.count) }
        if let target = flow.target { elements[target].incoming.append(flows.count) }
        flows.append(flow)
    }

    func indicesByID() -> [String: Int] {
        Dictionary(elements.indices.map { (elements[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func starts(of scope: Int) -> [Int] { children[scope].filter { elements[$0].kind == .startEvent } }

    /// What a compensation boundary event is associated with among the process's flow nodes.
    func handlers(of boundary: DraftElement, _ indices: [String: Int]) -> [Int] {
        (partners[boundary.id] ?? []).compactMap { indices[$0] }
    }
}

/// One flow node, or the process, as read.
struct DraftElement {
    let node: XMLNode
    let kind: ElementKind
    let scope: Int?
    var incoming: [Int] = []
    var outgoing: [Int] = []
    var inputMappings: [VariableMapping] = []
    var outputMappings: [VariableMapping] = []
    var job: JobDefinition?
    var jobPriority: Expression?
    var publishes: PublishedMessage?
    /// One; more are reported by `EventRules`.
    var events: [DraftEvent] = []
    /// What of the file's declarations it uses.
    var uses: [DeclarationUse] = []
    var isInterrupting = true
    var activity = ActivityFacet()
    var startForm: UserTaskDefinition.Form?
    var adHoc: DraftAdHoc?
    /// Only read of what stands directly in an ad-hoc subprocess.
    var documentation: String?
    var properties: [AdHocActivity.Property] = []
    var listeners: [ExecutionListener] = []
    var asyncBefore = false
    var asyncAfter = false
    var retryCycle = RetryCycle.standard

    var id: String { node["id"] ?? "" }
    var name: String? { node["name"] }
    var defaultFlow: String? { node["default"] }
    var position: SourcePosition { node.position }
    var isForCompensation: Bool { kind.isActivity && node.flag("isForCompensation") }
    var attachedTo: String? { kind == .boundaryEvent ? node["attachedToRef"]?.referredID : nil }

    var event: DraftEvent? { events.first }
    var isCompensationBoundary: Bool { kind == .boundaryEvent && event?.kind == .compensation }
}

/// One event definition of an event as read.
struct DraftEvent {
    let node: XMLNode
    /// Nil for a trigger Ferry does not know.
    let kind: EventKind?
    /// Nil where what it says was reported. A compensation's activity is still to be found.
    let definition: EventDefinition?

    /// The activity a compensation throw event is about.
    var activityRef: String? {
        guard kind == .compensation, let ref = node["activityRef"]?.referredID, !ref.isEmpty else { return nil }
        return ref
    }
}

/// An ad-hoc subprocess without what lies in it.
struct DraftAdHoc {
    let activeElements: Expression?
    let completionCondition: Expression?
    let cancelsRemaining: Bool
    let output: MultiInstance.Output?
}

/// One sequence flow as read.
struct DraftFlow {
    let node: XMLNode
    /// Nil where the reference is missing, unknown, or leads to an element that was refused.
    let source: Int?
    let target: Int?
    let hasCondition: Bool
    let condition: Expression?

    var id: String { node["id"] ?? "" }
}

/// A link by its name, in the scope where it leads from one event to another.
struct DraftLink: Hashable {
    let scope: Int
    let name: String
}

extension DraftElement {
    var link: DraftLink? {
        guard case .link(let name)? = event?.definition, let scope else { return nil }
        return DraftLink(scope: scope, name: name)
    }

    /// What may be started by itself in an ad-hoc subprocess.
    var isActivatable: Bool {
        incoming.isEmpty && kind != .eventSubProcess && kind != .boundaryEvent && !isForCompensation
    }
}

extension DraftProcess {
    /// The catch event of each link.
    func linkTargets() -> [DraftLink: Int] {
        elements.indices.reduce(into: [:]) { targets, index in
            guard elements[index].kind == .intermediateCatchEvent, let link = elements[index].link,
                targets[link] == nil
            else { return }
            targets[link] = index
        }
    }
}
