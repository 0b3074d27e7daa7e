import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Task listeners (Camunda 8: A87-A96). Names begin with the case they answer.
@Suite(.timeLimit(.minutes(1)))
struct TaskListenerCases {
    private func model(_ listeners: (String, String)..., settings: String = "", beside: String = "") -> [UInt8] {
        ActivityModel.file(
            "p", declaring: "<bpmn:signal id=\"alarm\" name=\"alarm\"/>", Model.start("s"),
            ActivityModel.element(
                "userTask", "u", extensions: "<zeebe:userTask/>" + settings + ActivityModel.taskListeners(listeners)),
            Model.service("after"), Model.end("e"), Model.path("s", "u", "after", "e"), beside)
    }

    private func task(_ world: World, _ key: ProcessInstanceKey) async throws -> ElementInstanceKey {
        try #require(try await world.tree(key).element("u")).key
    }

    /// Completes the oldest job of a type as a listener.
    private func answer(
        _ world: World, _ type: String, deny reason: String? = nil, _ corrections: UserTaskCorrections = .init()
    ) async throws {
        let job = try #require(try await world.jobs(type, max: 1).first, "no job of type '\(type)'")
        try await world.client.completeJob(
            CompleteJob(
                jobKey: job.key,
                decision: .taskListener(
                    TaskListenerResult(isDenied: reason != nil, deniedReason: reason ?? "", corrections: corrections)))
        )
    }

    private func assign(_ world: World, _ key: ElementInstanceKey, _ user: String) async throws {
        try await world.client.assignUserTask(AssignUserTask(userTaskKey: key, assignee: user))
    }

    /// Asks for a change that listeners have a say in, and goes on when the first of them has a job. The call is answered
    /// later.
    private func ask(
        _ world: World, _ key: ProcessInstanceKey, _ change: @escaping @Sendable () async throws -> Void
    ) async throws -> Task<Void, any Error> {
        let call = Task { try await change() }
        while try await world.tree(key).element("u")?.job == nil {}
        return call
    }

    private func history(_ world: World, _ key: ProcessInstanceKey) async throws -> [String] {
        try await world.history(of: key).compactMap { event in
            guard event.kind.hasPrefix("USER_TASK_") else { return nil }
            let kind = String(event.kind.dropFirst("USER_TASK_".count))
            return kind == "CHANGING" ? event.text("change") : kind
        }
    }

    @Test("TLB-1, TLB-4: the task is there when its creating listeners are done", arguments: Harness.allCases)
    func creating(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(("creating", "=first"), ("creating", "c2"))), "{\"first\": \"c1\"}")
            let task = try await task(world, key)
            #expect(try await world.tree(key).element("u")?.state == .activated)
            #expect(try await world.tree(key).element("u")?.job?.kind == .creatingListener)
            #expect(await rejection { try await assign(world, task, "a") }?.summary == ["USER_TASK_BUSY u"])
            try await answer(world, "c1")
            try await answer(world, "c2")
            #expect(try await history(world, key) == ["CREATING", "CREATED"])
            #expect(try await world.client.getUserTask(task).task.assignee.isEmpty)
        }
    }

    @Test(
        "TLB-3, TLV-1, TLV-2: a completion waits for its listeners, who see its variables", arguments: Harness.allCases)
    func completing(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(("completing", "l1"), ("completing", "l2"), ("completing", "l3"))),
                "{\"a\": 1, \"b\": 2}")
            let task = try await task(world, key)
            let call = try await ask(world, key) {
                try await world.client.completeUserTask(
                    CompleteUserTask(userTaskKey: task, variables: Variables(parsing: "{\"a\": 5}")))
            }
            for type in ["l1", "l2", "l3"] {
                #expect(try await world.tree(key).element("u")?.state == .activated)
                let job = try #require(try await world.jobs(type).first)
                #expect(job.kind == .completingListener)
                #expect(String(decoding: job.variables.json, as: UTF8.self) == "{\"a\":5,\"b\":2}")
                #expect(job.headers.contains(.init(key: "io.camunda.zeebe:action", value: "complete")))
                #expect(job.headers.contains(.init(key: "io.camunda.zeebe:userTaskKey", value: "\(task)")))
                try await world.client.completeJob(CompleteJob(jobKey: job.key))
            }
            try await call.value
            #expect(try await history(world, key) == ["CREATED", "COMPLETING", "COMPLETED"])
            #expect(try await world.active(key) == ["after"])
            #expect(try await world.tree(key).variable("a") == "5")
        }
    }

    @Test(
        "TLB-5, TLB-6, TLB-14: assigning, claiming and taking away run the same listeners", arguments: Harness.allCases)
    func assigning(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(("assigning", "l1"), ("assigning", "l2"))))
            let task = try await task(world, key)
            let calls = [
                (AssignUserTask(userTaskKey: task, assignee: "ann"), "assign"),
                (AssignUserTask(userTaskKey: task, assignee: ""), "unassign"),
                (AssignUserTask(userTaskKey: task, assignee: "bob", allowOverride: false), "claim"),
            ]
            for (call, action) in calls {
                let before = try await world.client.getUserTask(task).task.assignee
                let asked = try await ask(world, key) { try await world.client.assignUserTask(call) }
                for type in ["l1", "l2"] {
                    #expect(try await world.client.getUserTask(task).task.assignee == before)
                    let job = try #require(try await world.jobs(type).first)
                    #expect(job.headers.contains(.init(key: "io.camunda.zeebe:action", value: action)))
                    try await world.client.completeJob(CompleteJob(jobKey: job.key))
                }
                try await asked.value
                #expect(try await world.client.getUserTask(task).task.assignee == call.assignee)
            }
        }
    }

    @Test("TLB-15, TLC-1: the model's assignee is assigned once the task is there", arguments: Harness.allCases)
    func assignedByModel(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(
                    model(("assigning", "l1"), settings: Model.assignment("assignee=\"ann\""))))
            let task = try await task(world, key)
            #expect(try await world.client.getUserTask(task).task.assignee.isEmpty)
            try await answer(world, "l1", UserTaskCorrections(assignee: "bob", priority: 7))
            #expect(try await history(world, key) == ["CREATED", "ASSIGNING", "CORRECTED", "ASSIGNED"])
            let assigned = try await world.client.getUserTask(task).task
            #expect(assigned.assignee == "bob" && assigned.priority == 7)
        }
    }

    @Test(
        "TLB-8, TLB-9, TLV-5, TLV-6, TLV-7: setting variables of a task is an update of it", arguments: Harness.allCases
    )
    func variables(harness: Harness) async throws {
        try await harness.withWorld { world in
            for listeners in [[], [("updating", "l1")]] {
                let key = try await world.create(
                    try await world.deployOne(
                        ActivityModel.file(
                            "p", Model.start("s"),
                            ActivityModel.element(
                                "userTask", "u",
                                extensions: "<zeebe:userTask/>" + ActivityModel.taskListeners(listeners)),
                            Model.path("s", "u"))))
                let task = try await task(world, key)
                let outwards = await rejection { try await world.setVariables(task, "{\"v\": 1}") }
                #expect(outwards?.code == .invalidArgument && outwards?.summary == ["USER_TASK_SCOPE u"])
                if listeners.isEmpty {
                    try await world.setVariables(task, "{\"v\": 1}", local: true)
                } else {
                    let call = try await ask(world, key) {
                        try await world.setVariables(task, "{\"v\": 1}", local: true)
                    }
                    #expect(try await world.tree(key).variable("v", in: task) == nil)
                    let busy = await rejection { try await world.setVariables(task, "{\"v\": 2}", local: true) }
                    #expect(busy?.code == .failedPrecondition && busy?.summary == ["USER_TASK_BUSY u"])
                    let job = try #require(try await world.jobs("l1").first)
                    #expect(job.variables[text: "v"] == "1")
                    #expect(
                        job.headers.contains(
                            .init(key: "io.camunda.zeebe:changedAttributes", value: "[\"variables\"]")))
                    try await world.client.completeJob(CompleteJob(jobKey: job.key))
                    try await call.value
                }
                #expect(try await world.tree(key).variable("v", in: task) == "1")
                let updated = try await world.history(of: key).last { $0.kind == "USER_TASK_UPDATED" }
                #expect(updated?.field("changedAttributes") == "[\"variables\"]")
                if listeners.isEmpty {
                    try await world.setVariables(task, "{}", local: true)
                } else {
                    let call = try await ask(world, key) { try await world.setVariables(task, "{}", local: true) }
                    try await answer(world, "l1")
                    try await call.value
                }
                let empty = try await world.history(of: key).last { $0.kind == "USER_TASK_UPDATED" }
                #expect(empty?.field("changedAttributes") == "[]")
                try await world.client.cancelProcessInstance(key)
            }
        }
    }

    @Test(
        "TLB-11, TLB-13, TLI-8, TLC-14: a task that is cancelled waits for its listeners", arguments: Harness.allCases)
    func canceling(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                model(("assigning", "a1"), ("canceling", "l1"), ("canceling", "l2")))
            let key = try await world.create(definition)
            let task = try await task(world, key)
            let call = try await ask(world, key) { try await assign(world, task, "ann") }
            try await world.breakJob(key, "u")
            try await world.client.cancelProcessInstance(key)
            #expect(await rejection { try await call.value }?.summary == ["USER_TASK_CANCELLED u"])
            #expect(try await world.tree(key).element("u")?.state == .terminating)
            #expect(try await world.tree(key).incidents.isEmpty)
            #expect(await rejection { try await assign(world, task, "b") }?.summary == ["USER_TASK_BUSY u"])
            let incident = try await world.breakJob(key, "u", message: "no")
            #expect(incident.type == .taskListenerNoRetries && incident.message == "no")
            try await world.client.updateJobRetries(UpdateJobRetries(jobKey: try #require(incident.job), retries: 1))
            try await world.resolveAll(key)
            try await answer(world, "l1", UserTaskCorrections(candidateGroups: ["late"]))
            let job = try #require(try await world.jobs("l2").first)
            #expect(job.headers.contains(.init(key: "io.camunda.zeebe:candidateGroups", value: "[\"late\"]")))
            try await world.client.completeJob(CompleteJob(jobKey: job.key))
            #expect(try await !world.isRunning(key))
            #expect(
                try await history(world, key) == ["CREATED", "ASSIGNING", "CANCELING", "CORRECTED", "CANCELLED"])
        }
    }

    @Test(
        "TLI-16: interrupted by a boundary event, its path begins when the listeners are done",
        arguments: Harness.allCases)
    func interrupted(harness: Harness) async throws {
        let beside =
            ActivityModel.element(
                "boundaryEvent", "b", "attachedToRef=\"u\"", "<bpmn:signalEventDefinition signalRef=\"alarm\"/>")
            + Model.service("helped") + Model.path("b", "helped")
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(("canceling", "=kind"), beside: beside)))
            _ = try await world.client.broadcastSignal(BroadcastSignal(name: "alarm"))
            #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR u"])
            try await world.setVariables(key.root, "{\"kind\": \"l1\"}")
            try await world.resolveAll(key)
            #expect(try await world.active(key) == ["u"])
            try await answer(world, "l1")
            #expect(try await world.active(key) == ["helped"])
        }
    }

    @Test("TLC-4, 11, 15, 16, 21: corrections add up, and only differences count", arguments: Harness.allCases)
    func corrections(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(
                    model(("updating", "l1"), ("updating", "l2"), settings: Model.assignment("candidateUsers=\"x,y\"")))
            )
            let task = try await task(world, key)
            let call = try await ask(world, key) {
                try await world.client.updateUserTask(UpdateUserTask(userTaskKey: task, priority: 60))
            }
            try await answer(
                world, "l1", UserTaskCorrections(assignee: "ann", candidateUsers: ["x", "y"], priority: 61))
            let second = try #require(try await world.jobs("l2").first)
            let headers = Dictionary(uniqueKeysWithValues: second.headers.map { ($0.key, $0.value) })
            #expect(headers["io.camunda.zeebe:assignee"] == "ann" && headers["io.camunda.zeebe:priority"] == "61")
            #expect(headers["io.camunda.zeebe:changedAttributes"] == "[\"priority\",\"assignee\"]")
            try await world.client.completeJob(
                CompleteJob(
                    jobKey: second.key,
                    decision: .taskListener(
                        TaskListenerResult(
                            corrections: UserTaskCorrections(assignee: "bob", candidateUsers: [], priority: 61)))))

            try await call.value
            let updated = try await world.client.getUserTask(task).task
            #expect(updated.assignee == "bob" && updated.candidateUsers.isEmpty && updated.priority == 61)
            let corrected = try await world.history(of: key).filter { $0.kind == "USER_TASK_CORRECTED" }
            #expect(
                corrected.map { $0.field("changedAttributes") } == [
                    "[\"assignee\",\"priority\"]", "[\"assignee\",\"candidateUsersList\"]",
                ])
            // Nothing but what there is: nothing is corrected.
            let second62 = try await ask(world, key) {
                try await world.client.updateUserTask(UpdateUserTask(userTaskKey: task, priority: 62))
            }
            try await answer(world, "l1", UserTaskCorrections(assignee: "bob"))
            try await answer(world, "l2")
            try await second62.value
            #expect(try await world.history(of: key).filter { $0.kind == "USER_TASK_CORRECTED" }.count == 2)
        }
    }

    @Test(
        "TLD-1 to TLD-10: a denial leaves the task as it was, and later listeners do not run",
        arguments: Harness.allCases)
    func denials(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(
                    model(
                        ("assigning", "a1"), ("assigning", "a2"), ("updating", "u1"), ("completing", "c1"),
                        ("completing", "c2"))))
            let task = try await task(world, key)
            let ann = try await ask(world, key) { try await assign(world, task, "ann") }
            try await answer(world, "a1")
            try await answer(world, "a2")
            try await ann.value
            let bob = try await ask(world, key) { try await assign(world, task, "bob") }
            try await answer(world, "a1", deny: "not bob")
            let denied = await rejection { try await bob.value }
            #expect(denied?.code == .failedPrecondition && denied?.summary == ["USER_TASK_CHANGE_DENIED u"])
            #expect(denied?.reasons.first?.found == "not bob")
            #expect(try await world.client.getUserTask(task).task.assignee == "ann")
            #expect(try await world.jobs("a2").isEmpty)
            let high = try await ask(world, key) {
                try await world.client.updateUserTask(UpdateUserTask(userTaskKey: task, priority: 80))
            }
            try await answer(world, "u1")
            try await high.value
            let higher = try await ask(world, key) {
                try await world.client.updateUserTask(UpdateUserTask(userTaskKey: task, priority: 100))
            }
            try await answer(world, "u1", deny: "too much")
            #expect(await rejection { try await higher.value }?.summary == ["USER_TASK_CHANGE_DENIED u"])
            #expect(try await world.client.getUserTask(task).task.priority == 80)
            let early = try await ask(world, key) {
                try await world.client.completeUserTask(
                    CompleteUserTask(userTaskKey: task, variables: Variables(parsing: "{\"v\": 1}")))
            }
            try await answer(world, "c1", deny: "not yet")
            #expect(await rejection { try await early.value }?.summary == ["USER_TASK_CHANGE_DENIED u"])
            #expect(try await world.tree(key).variable("v") == nil)

            let reasons = try await world.history(of: key).filter { $0.kind == "USER_TASK_CHANGE_DENIED" }
            #expect(reasons.map { $0.text("deniedReason") } == ["not bob", "too much", "not yet"])
            let done = try await ask(world, key) {
                try await world.client.completeUserTask(CompleteUserTask(userTaskKey: task))
            }
            try await answer(world, "c1")
            try await answer(world, "c2")
            try await done.value
            #expect(try await world.active(key) == ["after"])
        }
    }

    @Test(
        "TLC-24, TLV-4, A92, A93: what a listener cannot say is refused, and its job stays", arguments: Harness.allCases
    )
    func refusals(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(
                    model(("creating", "l1"), settings: Model.assignment("assignee=\"ann\""))))
            let job = try await world.job(key, "u").key
            func refusal(_ result: TaskListenerResult, _ variables: String = "{}") async -> [String]? {
                await rejection {
                    try await world.client.completeJob(
                        CompleteJob(
                            jobKey: job, variables: Variables(parsing: variables), decision: .taskListener(result)))
                }?.summary
            }

            #expect(await refusal(TaskListenerResult(isDenied: true)) == ["LISTENER_CANNOT_DENY u"])
            #expect(await refusal(TaskListenerResult(), "{\"a\": 1}") == ["LISTENER_VARIABLES u"])
            #expect(
                await refusal(TaskListenerResult(corrections: .init(assignee: "bob"))) == ["ASSIGNEE_OF_THE_MODEL u"])
            #expect(
                await refusal(TaskListenerResult(isDenied: true, corrections: .init(dueDate: "tomorrow")))
                    == ["INVALID_FIELD due_date", "LISTENER_DENIES_AND_CORRECTS u", "LISTENER_CANNOT_DENY u"])
            let adHoc = await rejection {
                try await world.client.completeJob(CompleteJob(jobKey: job, decision: .adHoc(AdHocResult())))
            }
            #expect(adHoc?.summary == ["JOB_DECISION_MISPLACED u"])
            let error = await rejection {
                try await world.client.throwError(ThrowError(jobKey: job, errorCode: "oops"))
            }
            #expect(error?.summary == ["JOB_OF_LISTENER u"])
            #expect(try await world.job(key, "u").key == job)
        }
    }

    @Test(
        "TLI-1, TLI-9, TLI-10, TLI-11, TLI-13: incidents of listeners repeat the job, or the whole change",
        arguments: Harness.allCases)
    func incidents(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(model(("creating", "c1"), ("assigning", "a1"), ("assigning", "=second"))))
            let incident = try await world.breakJob(key, "u", message: "no")
            #expect(incident.type == .taskListenerNoRetries)
            try await world.client.updateJobRetries(UpdateJobRetries(jobKey: try #require(incident.job), retries: 1))
            try await world.resolveAll(key)
            try await answer(world, "c1")

            let task = try await task(world, key)
            let call = try await ask(world, key) { try await assign(world, task, "ann") }
            try await answer(world, "a1", UserTaskCorrections(assignee: "bob"))
            #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR u"])
            try await world.setVariables(key.root, "{\"second\": \"a2\"}")
            try await world.resolveAll(key)
            let again = try #require(try await world.jobs("a1").first)
            #expect(again.headers.contains(.init(key: "io.camunda.zeebe:assignee", value: "ann")))
            try await world.client.completeJob(CompleteJob(jobKey: again.key))
            try await answer(world, "a2")
            try await call.value
            #expect(try await world.client.getUserTask(task).task.assignee == "ann")
        }
    }

    @Test("a repeat with its idempotency key waits with the first, and hears the same", arguments: Harness.allCases)
    func repeats(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(("assigning", "a1"))))
            let task = try await task(world, key)
            let options = CallOptions(idempotencyKey: Array("once".utf8))
            @Sendable func assign() async throws {
                try await world.client.assignUserTask(
                    AssignUserTask(userTaskKey: task, assignee: "ann"), options: options)
            }
            let first = try await ask(world, key) { try await assign() }
            let second = Task { try await assign() }
            #expect(
                await rejection {
                    try await world.client.assignUserTask(
                        AssignUserTask(userTaskKey: task, assignee: "ann"),
                        options: CallOptions(idempotencyKey: Array("other".utf8)))
                }?.summary == ["USER_TASK_BUSY u"])

            try await answer(world, "a1")

            for call in [first, second] { try await call.value }
            try await assign()
            #expect(try await history(world, key) == ["CREATED", "ASSIGNING", "ASSIGNED"])
        }
    }

    @Test("a call whose time is over is told that the change is still to come", arguments: Harness.allCases)
    func timeIsOver(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(("assigning", "a1"))))
            let task = try await task(world, key)

            let call = try await ask(world, key) { try await assign(world, task, "ann") }

            world.clock.passAllDeadlines()
            // This call comes too late as well, and makes the partition look at the clock.
            _ = await rejection { _ = try await world.tree(key) }

            let late = await rejection { try await call.value }
            #expect(late?.code == .deadlineExceeded && late?.message.contains("still waits for its listeners") == true)
        }
    }

    @Test("A87: only native user tasks have listeners", arguments: Harness.allCases)
    func jobBased(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element("userTask", "u", extensions: ActivityModel.taskListeners([("creating", "l")])),
                Model.path("s", "u"))
            #expect(await rejection { try await world.deploy(file) }?.code == .invalidArgument)
        }
    }
}
