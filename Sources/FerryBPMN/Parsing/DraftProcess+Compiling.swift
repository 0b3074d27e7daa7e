import FerryFEEL
import FerryXML

extension DraftProcess {
    /// Only for a draft without problems.
    func compiled() -> ExecutableProcess {
        let compiler = Compiler(draft: self)
        return ExecutableProcess(
            id: elements[0].id, name: elements[0].name, versionTag: versionTag,
            elements: elements.indices.map(compiler.element), flows: flows.indices.map(compiler.flow))
    }
}

/// Turns the references of a sound draft into indices.
private struct Compiler {
    let draft: DraftProcess
    private let indices: [String: Int]
    private let flows: [String: FlowIndex]
    private let linkTargets: [DraftLink: Int]
    private var boundaryEvents: [Int: [ElementIndex]] = [:]

    init(draft: DraftProcess) {
        self.draft = draft
        indices = draft.indicesByID()
        flows = Dictionary(
            uniqueKeysWithValues: draft.flows.indices.map { (draft.flows[$0].id, FlowIndex(rawValue: $0)) })
        linkTargets = draft.linkTargets()
        for (index, element) in draft.elements.enumerated() {
            guard let host = element.attachedTo.flatMap({ indices[$0] }) else { continue }
            boundaryEvents[host, default: []].append(ElementIndex(rawValue: index))
        }
    }

    func element(_ index: Int) -> Element {
        let draft = draft.elements[index]
        return Element(
            index: ElementIndex(rawValue: index), id: draft.id, name: draft.name, kind: draft.kind,
            scope: draft.scope.map(ElementIndex.init), incoming: draft.incoming.map(FlowIndex.init),
            outgoing: draft.outgoing.map(FlowIndex.init), defaultFlow: draft.defaultFlow.flatMap { flows[$0] },
            inputMappings: draft.inputMappings, outputMappings: draft.outputMappings, job: draft.job,
            jobPriority: draft.jobPriority,
            publishes: draft.publishes, event: event(of: draft), isInterrupting: draft.isInterrupting,
            attachedTo: draft.attachedTo.flatMap(find), boundaryEvents: boundaryEvents[index] ?? [],
            compensationHandler: handler(of: draft), isForCompensation: draft.isForCompensation,
            linkTarget: linkTarget(of: draft), content: content(of: index), activity: draft.activity,
            startForm: draft.startForm, adHoc: adHoc(index), listeners: draft.listeners, asyncBefore: draft.asyncBefore,
            asyncAfter: draft.asyncAfter, retryCycle: draft.retryCycle, position: draft.position)
    }

    func flow(_ index: Int) -> SequenceFlow {
        let flow = draft.flows[index]
        guard let source = flow.source, let target = flow.target else {
            preconditionFailure("a sound flow has both ends")
        }
        // Camunda never asks a default flow for its own condition, so nobody gets to see it.
        let isDefault = draft.elements[source].defaultFlow == flow.id
        return SequenceFlow(
            index: FlowIndex(rawValue: index), id: flow.id, source: ElementIndex(rawValue: source),
            target: ElementIndex(rawValue: target), condition: isDefault ? nil : flow.condition)
    }

    private func find(_ id: String) -> ElementIndex? { indices[id].map(ElementIndex.init) }

    private func event(of element: DraftElement) -> EventDefinition? {
        guard let event = element.event else { return nil }
        if let activity = event.activityRef, element.kind != .boundaryEvent {
            return .compensation(CompensationDefinition(activity: find(activity)))
        }
        return event.definition
    }

    private func handler(of element: DraftElement) -> ElementIndex? {
        element.isCompensationBoundary ? draft.handlers(of: element, indices).first.map(ElementIndex.init) : nil
    }

    private func linkTarget(of element: DraftElement) -> ElementIndex? {
        guard element.kind == .intermediateThrowEvent, let link = element.link else { return nil }
        return linkTargets[link].map(ElementIndex.init)
    }

    private func content(of scope: Int) -> ScopeContent {
        let starts = draft.starts(of: scope)
        let isEventSubProcess = draft.elements[scope].kind == .eventSubProcess
        let none = starts.first { isEventSubProcess || draft.elements[$0].event == nil }
        return ScopeContent(
            noneStart: none.map(ElementIndex.init),
            triggeredStarts: starts.filter { $0 != none }.map(ElementIndex.init),
            eventSubProcesses: draft.children[scope].filter { draft.elements[$0].kind == .eventSubProcess }
                .map(ElementIndex.init))
    }

    private func activity(_ index: Int) -> AdHocActivity {
        let element = draft.elements[index]
        let calls = element.inputMappings.flatMap { mapping -> [FEELCall] in
            if case .feel(let expression) = mapping.source {
                expression.calls(of: "fromAi", parameters: AdHocParameter.names)
            } else {
                []
            }
        }
        return AdHocActivity(
            index: ElementIndex(rawValue: index), documentation: element.documentation, properties: element.properties,
            parameters: calls.compactMap(AdHocParameter.init))
    }

    private func adHoc(_ index: Int) -> AdHocDefinition? {
        guard let adHoc = draft.elements[index].adHoc else { return nil }
        return AdHocDefinition(
            activities: draft.children[index].filter { draft.elements[$0].isActivatable }.map(activity),
            activeElements: adHoc.activeElements, completionCondition: adHoc.completionCondition,
            cancelsRemaining: adHoc.cancelsRemaining, output: adHoc.output)
    }
}
