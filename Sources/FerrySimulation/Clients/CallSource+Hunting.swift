import FerryBPMN
import FerryEngine
import FerryModel

/// Looking for what a command has not met in this world.
extension CallSource {
    /// Of a few instances the one where most is new for the command; mostly.
    mutating func instance(_ eye: Eye, _ command: String) -> ProcessInstance? {
        guard !command.isEmpty, random.chance(60) else { return eye.anyInstance(&random) }
        var best: (instance: ProcessInstance, newness: Int)?
        for _ in 0..<5 {
            guard let instance = eye.anyInstance(&random) else { return nil }
            let newness = Set(instance.elements.map { Situation($0, of: instance) }).count {
                !met.has(command, $0)
            }
            if newness > best?.newness ?? -1 { best = (instance, newness) }
        }
        return best?.instance
    }

    /// An element that is meant, of one of a few instances; mostly one that the command has not met like that.
    mutating func place(
        _ eye: Eye, _ command: String, _ isMeant: (ElementInstance, ProcessInstance) -> Bool
    ) -> (element: ElementInstance, instance: ProcessInstance)? {
        var known: (element: ElementInstance, instance: ProcessInstance)?
        for _ in 0..<8 {
            guard let instance = eye.anyInstance(&random) else { return nil }
            let fitting = instance.elements.filter { isMeant($0, instance) }
            let new = fitting.filter { !met.has(command, Situation($0, of: instance)) }
            if let element = random.pick(new), random.chance(70) { return (element, instance) }
            if let element = random.pick(fitting) {
                known = (element, instance)
                if random.chance(30) { break }
            }
        }
        return known
    }

    /// A worker's last word, with what the kind of the job lets it decide.
    mutating func completion(_ eye: Eye) -> CompleteJob {
        guard !random.chance(2), let place = place(eye, "CompleteJob", { element, _ in element.job != nil }),
            let job = place.element.job
        else { return CompleteJob(jobKey: JobKey(key()), variables: variables()) }
        var call = CompleteJob(jobKey: job.key, variables: variables())
        if job.kind == .adHocSubProcess, !random.chance(10) {
            let isFulfilled = random.chance(45)
            call.decision = .adHoc(
                AdHocResult(
                    activities: isFulfilled && !random.chance(5)
                        ? [] : activations(in: place.element, of: place.instance, eye),
                    isFulfilled: isFulfilled, cancelsRemaining: random.chance(20)))
        } else if job.kind.isTaskListener {
            if !random.chance(5) { call.variables = Variables() }
            let isDenied = random.chance(20)
            var corrections = UserTaskCorrections()
            if !isDenied, random.chance(40) { corrections.priority = Int32(random.within(-5...104)) }
            if !isDenied, random.chance(30) { corrections.assignee = random.pick(["ann", "bob", ""]) }
            call.decision = .taskListener(TaskListenerResult(isDenied: isDenied, corrections: corrections))
        } else if random.chance(2) {
            call.decision = .adHoc(AdHocResult())
        }
        return call
    }

    mutating func choose(_ eye: Eye) -> Call {
        let found = place(eye, "ActivateAdHocActivities") { element, _ in element.kind == .adHocSubProcess }
        guard let found else {
            return .activateAdHocActivities(
                ActivateAdHocActivities(
                    adHocInstanceKey: ElementInstanceKey(key()), activities: [AdHocActivation(elementID: "n1")]))
        }
        return .activateAdHocActivities(
            ActivateAdHocActivities(
                adHocInstanceKey: found.element.key,
                activities: activations(in: found.element, of: found.instance, eye)))
    }

    private mutating func activations(
        in element: ElementInstance, of instance: ProcessInstance, _ eye: Eye
    ) -> [AdHocActivation] {
        let process = eye.process(of: instance)
        let offered = process?.element(element.elementID)?.adHoc?.activatable ?? []
        return (0..<random.within(0...2)).map { _ in
            let id = random.chance(4) ? "nowhere" : random.pick(offered).flatMap { process?[$0].id } ?? "nowhere"
            return AdHocActivation(elementID: id, variables: random.chance(30) ? variables() : Variables())
        }
    }

    /// Mostly refused: mostly it is in use.
    mutating func delete(_ eye: Eye, _ tenant: TenantID) -> Call {
        let key = random.pick(eye.definitions)?.definition.key.rawValue ?? key()
        return .deleteResource(
            DeleteResource(resourceKey: ResourceKey(random.chance(5) ? self.key() : key), tenant: tenant))
    }
}
