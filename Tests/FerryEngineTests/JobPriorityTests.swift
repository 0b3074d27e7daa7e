import FerryModel
import FerryTestSupport
import Testing

/// Which jobs are handed out first (JPR of Camunda 8).
@Suite struct JobPriorityTests {
    private static func priority(_ priority: String) -> String {
        "<zeebe:jobPriorityDefinition priority=\"\(priority)\"/>"
    }

    /// start, one task of a worker, end.
    private static func model(
        _ task: String?, process: String? = nil, element: String = "serviceTask", type: String = "work"
    ) -> [UInt8] {
        let own = task.map(priority) ?? ""
        let work = element == "userTask" ? "" : "<zeebe:taskDefinition type=\"\(type)\"/>"
        let all = process.map { "<bpmn:extensionElements>\(priority($0))</bpmn:extensionElements>" } ?? ""
        return ActivityModel.file(
            "p", all, Model.start("s"), ActivityModel.element(element, "t", extensions: work + own), Model.end("e"),
            Model.path("s", "t", "e"))
    }

    struct Case: Sendable {
        let name: String
        let task: String?
        var process: String?
        var element = "serviceTask"
        let priority: Int32
    }

    @Test(
        "JPR-1 to JPR-9, JPR-11, JPR-18, JPR-19: the task's, else the process's, else 0",
        arguments: [
            Case(name: "JPR-1", task: nil, priority: 0), Case(name: "JPR-2", task: "42", priority: 42),
            Case(name: "JPR-3", task: "=tier", priority: 75),
            Case(name: "JPR-4", task: nil, process: "33", priority: 33),
            Case(name: "JPR-6", task: "=p", priority: 1), Case(name: "JPR-7", task: "99", process: "10", priority: 99),
            Case(name: "JPR-8", task: "0", process: "33", priority: 0),
            Case(name: "JPR-9", task: "60", element: "sendTask", priority: 60),
            Case(name: "JPR-11", task: "88", element: "businessRuleTask", priority: 88),
            Case(name: "JPR-18", task: nil, process: "44", element: "scriptTask", priority: 44),
            Case(name: "JPR-19", task: nil, process: "=tier", element: "businessRuleTask", priority: 75),
            Case(name: "a user task that is a job", task: "7", element: "userTask", priority: 7),
            Case(name: "below 0", task: "-2147483648", priority: .min),
        ])
    func whoseItIs(_ example: Case) throws {
        let world = try EngineWorld()
        let model = Self.model(example.task, process: example.process, element: example.element)

        let key = try world.create(try world.deploy(model), #"{"tier":75,"p":1.0}"#)

        let type = example.element == "userTask" ? "io.camunda.zeebe:userTask" : "work"
        #expect(try world.tree(key).element("t")?.job?.priority == example.priority, "\(example.name)")
        #expect(try world.jobs(type).map(\.priority) == [example.priority])
        try world.checkReplay()
    }

    @Test(
        "JPR-12 to JPR-17: anything but a whole number of 32 bits is an incident on the task",
        arguments: [
            ("=missingVar", nil, "missingVar"), ("=ok", nil, "a whole number"), ("=half", nil, "32 bits"),
            ("=low", nil, "32 bits"), (nil, "=missingVar", "missingVar"),
        ] as [(String?, String?, String)])
    func whatItCannotBe(task: String?, process: String?, words: String) throws {
        let world = try EngineWorld()

        let key = try world.create(
            try world.deploy(Self.model(task, process: process)), #"{"ok":true,"half":1.5,"low":-2147483649}"#)

        let incident = try #require(try world.tree(key).incidents.first)
        #expect(incident.type == .extractValueError && incident.elementID == "t" && incident.job == nil)
        #expect(incident.message.hasPrefix("job priority: ") && incident.message.contains(words))
        #expect(try world.jobs("work").isEmpty)
    }

    @Test("C20: higher first, then older; an update takes a waiting job to its new place")
    func higherFirst() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Self.model("=n"))
        let keys = try [0, -1, 5, 0, 5].map { try world.create(definition, "{\"n\":\($0)}") }
        func job(_ index: Int) throws -> JobKey { try #require(try world.tree(keys[index]).element("t")?.job).key }
        #expect(try world.jobs("work", max: 2).map(\.processInstanceKey) == [keys[2], keys[4]])

        for (index, priority) in [(1, 9), (3, 0), (0, -2)] as [(Int, Int32)] {
            try world.call(.updateJob(UpdateJob(jobKey: try job(index), priority: priority)))
        }

        #expect(try world.jobs("work").map(\.processInstanceKey) == [keys[1], keys[3], keys[0]])
        try world.checkReplay()
    }

    @Test("a job in a worker's hands gets its place when it returns")
    func aHeldJob() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Self.model(nil))
        let keys = [try world.create(definition), try world.create(definition)]
        let held = try #require(try world.jobs("work", max: 1, timeout: 1_000).first)
        _ = try world.jobs("work", max: 1, timeout: 1_000)

        try world.call(.updateJob(UpdateJob(jobKey: held.key, retries: 2, priority: -1)))
        try world.pass(milliseconds: 1_000)

        #expect(try world.jobs("work").map(\.processInstanceKey) == [keys[1], keys[0]])
        try world.checkReplay()
    }

    @Test("suspending and resuming keeps the place")
    func suspended() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Self.model("=n"))
        let keys = try [0, 3].map { try world.create(definition, "{\"n\":\($0)}") }

        try world.call(.suspendProcessInstance(SuspendProcessInstance(processInstanceKey: keys[1])))
        try world.call(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: keys[1])))

        #expect(try world.jobs("work").map(\.processInstanceKey) == [keys[1], keys[0]])
        try world.checkReplay()
    }

    @Test("C51: nothing is changed unless all of it can be")
    func allOrNothing() throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.model("1")))
        let job = try #require(try world.tree(key).element("t")?.job)

        let refusals = try [
            UpdateJob(jobKey: job.key, retries: 0, priority: 5),
            UpdateJob(jobKey: job.key, timeoutMilliseconds: 5, priority: 5), UpdateJob(jobKey: job.key),
        ].map { try world.refusal(.updateJob($0)).reasons.map(\.code) }

        #expect(refusals == [["INVALID_FIELD"], ["JOB_NOT_ACTIVATED"], ["INVALID_FIELD"]])
        #expect(try world.tree(key).element("t")?.job == job)
    }

    @Test("a migration keeps a job's priority; one made anew has the target's", arguments: [false, true])
    func migrated(isRecreated: Bool) throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.model("3")))
        let target = try world.deploy(Self.model("=n + 1", process: "9"))
        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"n":6}"#), local: false)))

        let report = try world.migrate(key, by: .strict(target, [("t", "t")], recreating: isRecreated ? ["t"] : []))

        #expect(try world.jobs("work").map(\.priority) == [isRecreated ? 7 : 3])
        #expect(report.structure.jobs.map(\.after?.priority) == (isRecreated ? [7] : []))
        try world.checkReplay()
    }

    @Test("a migration to a priority that cannot be worked out is refused")
    func migrationRefused() throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.model("3")))
        let target = try world.deploy(Self.model("=missing"))

        #expect(try world.refusals(key, .strict(target, [("t", "t")], recreating: ["t"])) == ["EXPRESSION_FAILED t"])
    }
}
