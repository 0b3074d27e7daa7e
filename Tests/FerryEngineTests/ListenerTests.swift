import FerryModel
import FerryTestSupport
import Testing

/// Execution listeners before all instances of an activity, and at a cancellation (Camunda 8: A148, A149).
@Suite struct ListenerTests {
    @Test("ELM-5, ELM-7, ELM-8, ELM-9: listeners before all bring the items, once, before any instance begins")
    func listenersBeforeAllBringTheItems() throws {
        let world = try EngineWorld()
        let key = try world.create(
            try world.deploy(Self.repeated("beforeAll first", "beforeAll second", "start each")))
        #expect(try world.tree(key).elements.map(\.kind) == ["PROCESS", "MULTI_INSTANCE_BODY"])

        try world.work("first", #"{"items":[1],"extra":"yes"}"#)
        #expect(try world.jobs("each").isEmpty)
        try world.work("second", #"{"items":["a","b"]}"#)

        let jobs = try world.jobs("each")
        #expect(jobs.count == 2)
        #expect(jobs.map { $0.variables["extra"]?.text } == [#""yes""#, #""yes""#])
        #expect(try world.tree(key).variable("items") == nil, "only the body has it")
        for job in jobs { try world.call(.completeJob(CompleteJob(jobKey: job.key))) }
        try world.work("task")
        try world.work("task")
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test func whatFailsAfterTheListenersAsksThemAgain() throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.repeated("beforeAll first")))
        try world.work("first")
        let incident = try #require(try world.tree(key).incidents.first)
        #expect(incident.type == .extractValueError)

        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
        try world.work("first", #"{"items":[1]}"#)

        #expect(try world.jobs("task").count == 1)
    }

    @Test func aListenerBeforeAllGoesWithItsActivity() throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.repeated("beforeAll first")))

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))

        #expect(try !world.isRunning(key))
        #expect(try world.jobs("first").isEmpty)
    }

    @Test("A149: a cancelled process ends when its listeners are done, after everything inside")
    func aCancelledProcessWaitsForItsListeners() throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.cancellable("cancel first", "cancel second", "end last")))

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
        #expect(try world.tree(key).elements.map(\.state) == [.terminating])
        #expect(try world.jobs("task").isEmpty)
        let refusal = try world.refusal(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
        #expect(refusal.code == .failedPrecondition)
        try world.work("first", #"{"x":1}"#)
        #expect(try world.tree(key).variable("x") == "1")
        try world.work("second")

        #expect(try !world.isRunning(key))
        #expect(try world.jobs("last").isEmpty)
        #expect(try world.events().last?.kind == "ELEMENT_TERMINATED")
        try world.checkReplay()
    }

    @Test("A149: not when the process completes")
    func aCompletedProcessDoesNotAskThem() throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.cancellable("cancel first")))

        try world.work("task")

        #expect(try !world.isRunning(key))
        #expect(try world.jobs("first").isEmpty)
    }

    @Test("A145: a listener at a cancellation fails, and is repeated", arguments: ["first", "=kind"])
    func aFailingListenerIsRepeated(type: String) throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.cancellable("cancel \(type)")))
        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))

        if type == "first" {
            let incident = try world.breakJob("first")
            #expect(incident.type == .executionListenerNoRetries)
            try world.call(.updateJobRetries(UpdateJobRetries(jobKey: try #require(incident.job), retries: 1)))
            try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
        } else {
            let incident = try #require(try world.tree(key).incidents.first)
            try world.call(
                .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"kind":"first"}"#))))
            try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
        }
        try world.work("first")

        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    /// A repeated task with listeners, each `event type`.
    private static func repeated(_ listeners: String...) -> [UInt8] {
        Model.file(
            "p", Model.start("start"),
            """
            <bpmn:serviceTask id="task"><bpmn:extensionElements><zeebe:taskDefinition type="task"/>\
            \(Self.listeners(listeners))</bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics>\
            <bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=items" inputElement="item"/>\
            </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>
            """, Model.path("start", "task"))
    }

    private static func cancellable(_ listeners: String...) -> [UInt8] {
        Model.file(
            "p", "<bpmn:extensionElements>\(Self.listeners(listeners))</bpmn:extensionElements>",
            Model.start("start"), Model.service("task"), Model.path("start", "task"))
    }

    private static func listeners(_ listeners: [String]) -> String {
        let lines = listeners.map { listener in
            let parts = listener.split(separator: " ")
            return "<zeebe:executionListener eventType=\"\(parts[0])\" type=\"\(parts[1])\"/>"
        }
        return "<zeebe:executionListeners>\(lines.joined())</zeebe:executionListeners>"
    }
}
