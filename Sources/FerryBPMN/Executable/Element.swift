package import FerryXML

/// A flow node of the model, or the process itself.
///
/// Says what the model says and nothing about running. What only some elements have lies in facets of their own:
/// `event`, `activity`, `adHoc`.
package final class Element: Sendable {
    package let index: ElementIndex
    package let id: String
    package let name: String?
    package let kind: ElementKind
    /// The process or subprocess this element stands in; nil for the process.
    package let scope: ElementIndex?
    package let incoming: [FlowIndex]
    /// In document order: conditions of a gateway are asked in this order.
    package let outgoing: [FlowIndex]
    package let defaultFlow: FlowIndex?
    package let inputMappings: [VariableMapping]
    package let outputMappings: [VariableMapping]
    /// What a worker is to do; nil when the element needs none. Events thrown as jobs have one too.
    package let job: JobDefinition?
    /// That of its jobs; on the process, of the jobs of all elements without their own. nil: none is named.
    package let jobPriority: Expression?
    /// What a send task or a message event publishes itself, without a worker.
    package let publishes: PublishedMessage?
    /// What triggers a catching event, or what a throwing one throws. nil: a none event, or no event at all.
    package let event: EventDefinition?
    /// A boundary event or the start event of an event subprocess that ends what it stands on. True for all others.
    package let isInterrupting: Bool
    /// For a boundary event: the activity it stands on.
    package let attachedTo: ElementIndex?
    /// For an activity: its boundary events in document order, those for compensation included.
    package let boundaryEvents: [ElementIndex]
    /// For a compensation boundary event: the activity that compensates.
    package let compensationHandler: ElementIndex?
    /// An activity that runs only to compensate another.
    package let isForCompensation: Bool
    /// For a link throw event: the catch event of the same name in its scope.
    package let linkTarget: ElementIndex?
    /// For scopes: what begins inside, and what may begin beside it.
    package let content: ScopeContent
    /// For activities.
    package let activity: ActivityFacet
    /// For start events: the deployed form to begin with; its id is fixed text.
    package let startForm: UserTaskDefinition.Form?
    /// For ad-hoc subprocesses.
    package let adHoc: AdHocDefinition?
    /// `zeebe:executionListeners` in document order.
    package let listeners: [ExecutionListener]
    /// Camunda 7's `asyncBefore`, `asyncAfter`: a continuation that waits before the element begins, after it ended.
    package let asyncBefore: Bool
    package let asyncAfter: Bool
    /// How often a continuation of this element is tried.
    package let retryCycle: RetryCycle
    package let position: SourcePosition

    package init(
        index: ElementIndex, id: String, name: String? = nil, kind: ElementKind, scope: ElementIndex?,
        incoming: [FlowIndex] = [], outgoing: [FlowIndex] = [], defaultFlow: FlowIndex? = nil,
        inputMappings: [VariableMapping] = [], outputMappings: [VariableMapping] = [], job: JobDefinition? = nil,
        jobPriority: Expression? = nil,
        publishes: PublishedMessage? = nil, event: EventDefinition? = nil, isInterrupting: Bool = true,
        attachedTo: ElementIndex? = nil,
        boundaryEvents: [ElementIndex] = [], compensationHandler: ElementIndex? = nil, isForCompensation: Bool = false,
        linkTarget: ElementIndex? = nil, content: ScopeContent = ScopeContent(),
        activity: ActivityFacet = ActivityFacet(), startForm: UserTaskDefinition.Form? = nil,
        adHoc: AdHocDefinition? = nil, listeners: [ExecutionListener] = [],
        asyncBefore: Bool = false, asyncAfter: Bool = false, retryCycle: RetryCycle = .standard,
        position: SourcePosition = SourcePosition(line: 0, column: 0)
    ) {
        self.index = index
        self.id = id
        self.name = name
        self.kind = kind
        self.scope = scope
        self.incoming = incoming
        self.outgoing = outgoing
        self.defaultFlow = defaultFlow
        self.inputMappings = inputMappings
        self.outputMappings = outputMappings
        self.job = job
        self.jobPriority = jobPriority
        self.publishes = publishes
        self.event = event
        self.isInterrupting = isInterrupting
        self.attachedTo = attachedTo
        self.boundaryEvents = boundaryEvents
        self.compensationHandler = compensationHandler
        self.isForCompensation = isForCompensation
        self.linkTarget = linkTarget
        self.content = content
        self.activity = activity
        self.startForm = startForm
        self.adHoc = adHoc
        self.listeners = listeners
        self.asyncBefore = asyncBefore
        self.asyncAfter = asyncAfter
        self.retryCycle = retryCycle
        self.position = position
    }

    /// The none start event a new activation of this scope begins with.
    package var noneStart: ElementIndex? { content.noneStart }
}

/// What a process or subprocess holds beside its paths.
package struct ScopeContent: Sendable {
    /// The none start event; for an event subprocess its only start event, whatever triggers it.
    package let noneStart: ElementIndex?
    /// Start events of a process with a trigger, in document order.
    package let triggeredStarts: [ElementIndex]
    /// Event subprocesses directly inside, in document order.
    package let eventSubProcesses: [ElementIndex]

    package init(
        noneStart: ElementIndex? = nil, triggeredStarts: [ElementIndex] = [], eventSubProcesses: [ElementIndex] = []
    ) {
        self.noneStart = noneStart
        self.triggeredStarts = triggeredStarts
        self.eventSubProcesses = eventSubProcesses
    }
}
