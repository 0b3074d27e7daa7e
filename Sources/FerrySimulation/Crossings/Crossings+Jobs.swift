import FerryModel

/// What workers and operators do with jobs.
extension Crossings {
    static let jobs: [CrossingSituation] = [
        CrossingSituation("a job is activated", [.job("w")]) { _ in
            .call(.activateJobs(ActivateJobs(type: "a", worker: "w")))
        },
        CrossingSituation("a job is pushed to a stream", [.job("w")]) { _ in
            .call(.streamJobs(StreamJobs(types: ["a"], worker: "w", credits: 1)))
        },
        CrossingSituation("a job is given back", [.job("w")]) { world in .giveBack(try world.activate("a")) },
        CrossingSituation("a job is completed", [.job("w")]) { world in
            .call(.completeJob(CompleteJob(jobKey: try world.job("w"))))
        },
        CrossingSituation("a job fails", [.job("w")]) { world in
            .call(.failJob(FailJob(jobKey: try world.job("w"), retries: 1, message: "no")))
        },
        CrossingSituation("a job fails for the last time", [.job("w")]) { world in
            .call(.failJob(FailJob(jobKey: try world.job("w"), retries: 0, message: "no")))
        },
        CrossingSituation("a job backs off", [.job("w")]) { world in
            .call(.failJob(FailJob(jobKey: try world.job("w"), retries: 1, backoffMilliseconds: 5_000)))
        },
        CrossingSituation(
            "a back-off is over", [.job("w")],
            given: {
                try $0.perform(
                    .failJob(FailJob(jobKey: try $0.job("w"), retries: 1, backoffMilliseconds: 5_000)))
            }, when: { _ in .wait(milliseconds: 5_000) }),
        CrossingSituation(
            "a worker's time is over", [.job("w")], given: { _ = try $0.activate("a", milliseconds: 1_000) },
            when: { _ in .wait(milliseconds: 1_000) }),
        CrossingSituation("an error is thrown and caught", [.job("w").with(boundary: .error("e0"))]) { world in
            .call(.throwError(ThrowError(jobKey: try world.job("w"), errorCode: "e0")))
        },
        CrossingSituation("an error is thrown that nobody catches", [.job("w")]) { world in
            .call(.throwError(ThrowError(jobKey: try world.job("w"), errorCode: "e0")))
        },
        CrossingSituation("retries are updated", [.job("w")]) { world in
            .call(.updateJobRetries(UpdateJobRetries(jobKey: try world.job("w"), retries: 7)))
        },
        CrossingSituation("a worker's time is updated", [.job("w")], given: { _ = try $0.activate("a") }) { world in
            .call(.updateJobTimeout(UpdateJobTimeout(jobKey: try world.job("w"), timeoutMilliseconds: 9_000)))
        },
        CrossingSituation("a job is updated", [.job("w")], given: { _ = try $0.activate("a") }) { world in
            .call(.updateJob(UpdateJob(jobKey: try world.job("w"), retries: 5, timeoutMilliseconds: 9_000)))
        },
        CrossingSituation(
            "a job's incident is resolved", [.job("w")],
            given: {
                try $0.perform(.failJob(FailJob(jobKey: try $0.job("w"), retries: 0)))
                try $0.perform(.updateJobRetries(UpdateJobRetries(jobKey: try $0.job("w"), retries: 2)))
            },
            when: { .call(.resolveIncident(ResolveIncident(incidentKey: try $0.incident("w")))) }),
        CrossingSituation(
            "an element's incident is resolved", [.job("w").with { $0.mapping = .fragileInput }],
            with: [("ok", "false")], given: { try $0.set("ok", "true") },
            when: { .call(.resolveIncident(ResolveIncident(incidentKey: try $0.incident("w")))) }),
        CrossingSituation(
            "a start listener is done", [.job("w").with { $0.listeners = [.of("start")] }],
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("w")))) }),
        CrossingSituation(
            "an end listener is done", [.job("w").with { $0.listeners = [.of("end")] }],
            given: { try $0.perform(.completeJob(CompleteJob(jobKey: try $0.job("w")))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("w")))) }),
        CrossingSituation("a rest begins and is over", [.job("w"), .job("n").with { $0.rests = ["asyncBefore"] }]) {
            .call(.completeJob(CompleteJob(jobKey: try $0.job("w"))))
        },
        CrossingSituation("a repeated activity's instance is done", [.repeated("w", isSequential: false)]) {
            .call(.completeJob(CompleteJob(jobKey: try $0.job("w"))))
        },
        CrossingSituation("the next instance of a sequence begins", [.repeated("w", isSequential: true)]) {
            .call(.completeJob(CompleteJob(jobKey: try $0.job("w"))))
        },
        CrossingSituation(
            "the last of a repeated activity is done", [.repeated("w", isSequential: false)],
            given: { try $0.perform(.completeJob(CompleteJob(jobKey: try $0.job("w")))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("w")))) }),
        CrossingSituation(
            "the last token comes to a join", [ModelBlock(id: "w", shape: .fork([[.job("l")], [.job("r")]]))],
            given: { try $0.perform(.completeJob(CompleteJob(jobKey: try $0.job("l")))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("r")))) }),
        CrossingSituation(
            "the last token comes to an inclusive join",
            [ModelBlock(id: "w", shape: .some([[.job("l")], [.job("r")], []]))], with: [("route", "5")],
            given: { try $0.perform(.completeJob(CompleteJob(jobKey: try $0.job("l")))) },
            when: { .call(.completeJob(CompleteJob(jobKey: try $0.job("r")))) }),
    ]
}

extension ModelListener {
    static func of(_ event: String) -> ModelListener { ModelListener(event: event, type: "a", retries: "2") }
}

extension ModelBlock {
    static func repeated(_ id: String, isSequential: Bool) -> ModelBlock {
        ModelBlock.job(id).with {
            $0.repetition = Repetition(isSequential: isSequential, items: "=[1,2]", collects: true, condition: "")
        }
    }
}

extension CrossingWorld {
    /// A variable of the instance.
    func set(_ name: String, _ value: String, in key: ElementInstanceKey? = nil) throws {
        let root = try key ?? instance(of: "p0").root
        try perform(.setVariables(SetVariables(scope: root, variables: .one(name, value))))
    }
}

extension Variables {
    static func one(_ name: String, _ value: String) -> Variables {
        Variables([Variables.Entry(name: name, value: JSONValue(trusted: Array(value.utf8)))])
    }
}
