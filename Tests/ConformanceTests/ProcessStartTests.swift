import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// What begins processes beside a command.
@Suite(.timeLimit(.minutes(1)))
struct ProcessStartTests {
    @Test(
        "TST-6, TST-9: a start timer begins instances of the latest version, on one partition",
        arguments: Harness.allCases)
    func aTimerBeginsInstances(harness: Harness) async throws {
        try await harness.withWorld { world in
            for time in ["R/PT5S", "R/PT10S"] {
                try await world.deploy(
                    Model.file(
                        "p",
                        """
                        <bpmn:startEvent id="start"><bpmn:timerEventDefinition>\
                        <bpmn:timeCycle>\(time)</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
                        """, Model.service("task"), Model.path("start", "task")))
            }

            try await world.pass(milliseconds: 9_999)
            #expect(try await world.jobs("task").isEmpty)
            try await world.pass(milliseconds: 1)

            let jobs = try await world.jobs("task")
            #expect(jobs.map(\.processInstanceKey.partition) == [PartitionID(1)])
            #expect(try await world.tree(try #require(jobs.first).processInstanceKey).summary.version == 2)
        }
    }

    @Test("CEV-2, CEV-3, CEV-12: conditions start processes when asked", arguments: Harness.allCases)
    func conditionsStartProcesses(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(
                Model.file(
                    "p",
                    """
                    <bpmn:startEvent id="start"><bpmn:conditionalEventDefinition>\
                    <bpmn:condition>=x &gt; 1</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>
                    """, Model.service("task"), Model.path("start", "task")))

            let none = try await world.client.evaluateConditions(
                EvaluateConditions(variables: Variables(parsing: #"{"x":1}"#)))
            let some = try await world.client.evaluateConditions(
                EvaluateConditions(variables: Variables(parsing: #"{"x":2}"#)))

            #expect(none.started.isEmpty)
            #expect(try await world.active(try #require(some.started.first)) == ["task"])
            let refusal = await rejection {
                _ = try await world.client.evaluateConditions(EvaluateConditions(definitionKey: 99))
            }
            #expect(refusal?.code == .notFound)
        }
    }
}
