import FerryBPMN
import FerryFEEL
import FerryModel

/// Jobs that do not stay: made anew from the target, or become user tasks.
extension InstanceCheck {
    mutating func replaceJobs() throws(CommandFailure) {
        let (draft, execution) = trial(in: plan.target.process)
        for element in replaced {
            guard let job = element.job, let mapped = plan.elements[element.elementID] else { continue }
            let isRecreated = mapped.instruction?.job == .recreate
            if job.kind.isTaskListener {
                note(.jobNotRecreatable(element.elementID, mapped.target))
            } else if job.kind != .element, job.kind != .adHocSubProcess {
                try recreateListener(job, of: element, mapped.target, draft, execution)
            } else if element.kind == .userTask, mapped.target.kind == .userTask, mapped.target.job == nil {
                try becomeUserTask(job, of: element, mapped.target, fromTarget: isRecreated, draft, execution)
            } else {
                try recreate(job, of: element, mapped.target, draft, execution)
            }
        }
    }

    private mutating func recreate(
        _ job: Job, of element: ElementInstance, _ target: Element, _ draft: InstanceDraft, _ execution: Execution
    ) throws(CommandFailure) {
        guard let definition = target.job else { return note(.jobNotRecreatable(element.elementID, target)) }
        try takeInputs(of: target, at: element, draft, execution)
        let made = try draft.attempt { () throws(CommandFailure) -> JobOutline? in
            guard var outline = try execution.outline(of: definition, at: element),
                let priority = try execution.jobPriority(of: target, at: element)
            else { return nil }
            outline.priority = priority
            outline.kind = job.kind
            guard let userTask = target.activity.userTask else { return outline }
            guard let settings = try execution.settings(of: userTask, at: element) else { return nil }
            outline.headers += settings.jobHeaders
            return outline
        }
        replace(job, of: element, by: made, at: target)
    }

    private mutating func takeInputs(
        of target: Element, at element: ElementInstance, _ draft: InstanceDraft, _ execution: Execution
    ) throws(CommandFailure) {
        guard target.appliesInputMappings else { return }
        let inputs = try draft.attempt { () throws(CommandFailure) in try execution.inputs(of: target, at: element) }
        switch inputs {
        case .success(let inputs): try draft.set(inputs, in: element.key)
        case .failure(let failure): note(.expressionFailed(target.id, failure.message))
        }
    }

    private mutating func recreateListener(
        _ job: Job, of element: ElementInstance, _ target: Element, _ draft: InstanceDraft, _ execution: Execution
    ) throws(CommandFailure) {
        let event: ExecutionListener.Event =
            switch job.kind {
            case .beforeAllListener: .beforeAll
            case .startListener: element.kind == .multiInstanceBody ? .beforeAll : .start
            default: element.state == .terminating ? .cancel : .end
            }
        let listeners = target.listeners.filter { $0.event == event }
        guard listeners.indices.contains(Int(job.listenerIndex)) else {
            return note(.jobNotRecreatable(element.elementID, target))
        }
        let definition = listeners[Int(job.listenerIndex)].job
        let made = try draft.attempt { () throws(CommandFailure) -> JobOutline? in
            guard var outline = try execution.outline(of: definition, at: element) else { return nil }
            outline.kind = job.kind
            outline.listenerIndex = job.listenerIndex
            return outline
        }
        replace(job, of: element, by: made, at: target)
    }

    private mutating func replace(
        _ job: Job, of element: ElementInstance, by made: Result<JobOutline, EvaluationFailure>, at target: Element
    ) {
        switch made {
        case .success(let after):
            structure.jobs.append(
                ReplacedJob(
                    elementInstanceKey: element.key, before: JobOutline(job), incident: job.incident?.key,
                    after: after))
        case .failure(let failure): note(.expressionFailed(target.id, failure.message))
        }
    }

    /// Camunda 8: UT-6. What workers were told stays, with it a form by its id unless the target's lies elsewhere;
    /// assignee, priority and any other form are the target's. `fromTarget`: everything is.
    private mutating func becomeUserTask(
        _ job: Job, of element: ElementInstance, _ target: Element, fromTarget: Bool, _ draft: InstanceDraft,
        _ execution: Execution
    ) throws(CommandFailure) {
        guard var definition = target.activity.userTask else { return }
        if fromTarget {
            try takeInputs(of: target, at: element, draft, execution)
        } else {
            definition.candidateGroups = nil
            definition.candidateUsers = nil
            definition.dueDate = nil
            definition.followUpDate = nil
        }
        let form = fromTarget ? nil : keptForm(of: job, under: definition.form)
        if form != nil { definition.form = nil }
        let settings = try draft.attempt { () throws(CommandFailure) in
            try execution.settings(of: definition, at: element)
        }
        switch settings {
        case .success(var task):
            if let form { task.formKey = form }
            if !fromTarget {
                task.headers = []
                if let fault = task.take(job.headers) { return note(.expressionFailed(element.elementID, fault)) }
            }
            if !task.assignee.isEmpty, definition.listeners.contains(where: { $0.event == .assigning }) {
                assignments.append((element.key, task))
                task.assignee = ""
            }
            structure.jobs.append(
                ReplacedJob(
                    elementInstanceKey: element.key, before: JobOutline(job), incident: job.incident?.key,
                    userTask: task))
        case .failure(let failure): note(.expressionFailed(target.id, failure.message))
        }
    }

    /// The form by its id that a job told its worker; nil: none, or the target's lies elsewhere.
    private func keptForm(of job: Job, under form: UserTaskDefinition.Form?) -> FormKey? {
        if case .external = form { return nil }
        let header = job.headers.first { $0.key == JobDefinition.reservedPrefix + "formKey" }
        guard let key = header.flatMap({ Int64($0.value) }) else { return nil }
        return engine.state.forms.find(FormKey(key), tenant: instance.tenant)?.form.key
    }

    /// A scope that a migration made has its start listeners run beside what is in it.
    mutating func startListener(
        of model: Element, at element: ElementInstance, _ draft: InstanceDraft, _ execution: Execution
    ) throws(CommandFailure) {
        guard let listener = model.listeners.first(where: { $0.event == .start }) else { return }
        let made = try draft.attempt { () throws(CommandFailure) -> JobOutline? in
            guard var outline = try execution.outline(of: listener.job, at: element) else { return nil }
            outline.kind = .startListener
            return outline
        }
        switch made {
        case .success(let outline):
            structure.jobs.append(ReplacedJob(elementInstanceKey: element.key, before: nil, after: outline))
        case .failure(let failure): note(.expressionFailed(model.id, failure.message))
        }
    }
}

extension Execution {
    /// nil: an incident was raised.
    fileprivate func outline(
        of definition: JobDefinition, at element: ElementInstance
    ) throws(CommandFailure) -> JobOutline? {
        guard let type = try string(definition.type, of: "job type", at: element),
            let retries = try retries(of: definition, at: element)
        else { return nil }
        return JobOutline(
            key: state.nextKey(), type: type, retries: retries,
            headers: definition.headers.map { ActivatedJob.Header(key: $0.key, value: $0.value) })
    }
}

extension UserTask {
    /// Takes what a job told its worker. Answers what could not be read; nil: all could.
    fileprivate mutating func take(_ headers: [ActivatedJob.Header]) -> String? {
        for header in headers {
            guard header.key.utf8.starts(with: JobDefinition.reservedPrefix.utf8) else {
                self.headers.append(header)
                continue
            }
            let name = String(
                decoding: header.key.utf8.dropFirst(JobDefinition.reservedPrefix.utf8.count), as: UTF8.self)
            switch name {
            case "candidateGroups", "candidateUsers":
                guard let names = Self.names(header.value) else {
                    return "the job's header '\(name)' holds no list of names"
                }
                if name == "candidateGroups" { candidateGroups = names } else { candidateUsers = names }
            case "dueDate": dueDate = header.value
            case "followUpDate": followUpDate = header.value
            // An assignee is the target's; its form is known by now.
            default: break
            }
        }
        return nil
    }

    private static func names(_ text: String) -> [String]? {
        guard let json = try? JSONValue(parsing: text), case .list(let items) = FEELValue(json: json) else {
            return nil
        }
        let names = items.compactMap { item in
            if case .string(let name) = item { name } else { nil }
        }
        return names.count == items.count ? names : nil
    }
}
