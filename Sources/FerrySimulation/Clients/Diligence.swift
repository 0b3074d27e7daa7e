import FerryBPMN
import FerryEngine
import FerryModel

/// What an operator and a diligent worker would do to bring instances to their end.
enum Diligence {
    /// Everything that may be missing, so that what fails for want of it fails no more.
    private static let good: Variables = {
        let values = [
            ("route", "0"), ("ok", "true"), ("again", "false"), ("kind", "\"a\""), ("tries", "2"), ("corr", "\"k0\""),
            ("result", "{\"a\":[1,2]}"),
        ]
        return Variables(
            values.map { Variables.Entry(name: $0.0, value: JSONValue(trusted: Array($0.1.utf8))) })
    }()

    /// Work done, incidents mended and resolved.
    static func work(on instance: ProcessInstance, _ process: ExecutableProcess?) -> [Call] {
        var calls: [Call] = []
        if instance.incidentCount > 0 {
            // Not of user tasks: that would be an update of theirs, which listeners hear of, round after round.
            for element in instance.elements where element.userTask == nil && element.taskChange == nil {
                calls.append(.setVariables(SetVariables(scope: element.key, variables: good)))
            }
        }
        for element in instance.elements {
            if element.userTask != nil, element.taskChange == nil {
                calls.append(.completeUserTask(CompleteUserTask(userTaskKey: element.key, variables: good)))
            }
            if let incident = element.incident {
                calls.append(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
            }
            calls += choice(for: element, in: instance, process)
            guard let job = element.job else { continue }
            if let incident = job.incident {
                calls.append(.updateJobRetries(UpdateJobRetries(jobKey: job.key, retries: 1)))
                calls.append(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
            } else {
                calls.append(.completeJob(completion(of: job)))
            }
        }
        return calls
    }

    private static func completion(of job: Job) -> CompleteJob {
        switch job.kind {
        case .adHocSubProcess:
            CompleteJob(jobKey: job.key, variables: good, decision: .adHoc(AdHocResult(isFulfilled: true)))
        case let kind where kind.isTaskListener: CompleteJob(jobKey: job.key)
        default: CompleteJob(jobKey: job.key, variables: good)
        }
    }

    /// Something begins in an ad-hoc subprocess that would otherwise stay empty.
    private static func choice(
        for element: ElementInstance, in instance: ProcessInstance, _ process: ExecutableProcess?
    ) -> [Call] {
        guard element.kind == .adHocSubProcess, element.state == .activated, element.job == nil,
            element.childCount == 0, let process, let adHoc = process.element(element.elementID)?.adHoc,
            let first = adHoc.activatable.first
        else { return [] }
        return [
            .setVariables(SetVariables(scope: element.key, variables: good)),
            .activateAdHocActivities(
                ActivateAdHocActivities(
                    adHocInstanceKey: element.key, activities: [AdHocActivation(elementID: process[first].id)])),
        ]
    }

    /// A message for each that waits for one in the flow, and every signal.
    static func events(awaitedBy instances: [ProcessInstance]) -> [Call] {
        var calls: [Call] = []
        for instance in instances {
            for element in instance.elements where element.waitsInTheFlow {
                for case .message(let wait) in element.subscriptions.map(\.trigger) {
                    calls.append(
                        .publishMessage(
                            PublishMessage(
                                name: wait.name, correlationKey: wait.correlationKey, timeToLiveMilliseconds: 30_000,
                                tenant: instance.tenant)))
                }
            }
        }
        for tenant in Set(instances.map(\.tenant)).sorted(by: { $0.rawValue < $1.rawValue }) {
            calls += ModelWords.signals.map { .broadcastSignal(BroadcastSignal(name: $0, tenant: tenant)) }
        }
        return calls
    }

    /// What waits for a condition in the flow sees it come true, and nothing else does.
    static func truths(for instance: ProcessInstance) -> [Call] {
        instance.elements.flatMap { element -> [Call] in
            let waits = element.subscriptions.contains { if case .conditional = $0.trigger { true } else { false } }
            guard element.waitsInTheFlow, waits else { return [] }
            return [("again", "true"), ("route", "2")].map { name, value in
                let truth = Variables([Variables.Entry(name: name, value: JSONValue(trusted: Array(value.utf8)))])
                return .setVariables(SetVariables(scope: element.key, variables: truth, local: true))
            }
        }
    }
}

extension ElementInstance {
    /// For an event, and not only beside what it does.
    fileprivate var waitsInTheFlow: Bool {
        [.intermediateCatchEvent, .eventBasedGateway, .receiveTask].contains(kind)
    }
}
