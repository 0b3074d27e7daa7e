import FerryModel
import FerryStore
import FerryTestSupport
import Testing

@testable import FerryBroker

@Suite(.timeLimit(.minutes(1)))
struct MetricsTests {
    @Test func writesPrometheusText() {
        var histogram = Histogram(bounds: [1, 2.5])
        for value in [0.5, 1, 2, 9] { histogram.record(value) }
        var text = MetricsText()

        text.counter("calls_total", "Calls.", [([("code", "a\"b\\c\nd")], 3)])
        text.gauge("empty", "Nothing.", [])
        text.gauge("depth", "Depth.", [([], 0.25)])
        text.histogram("size", "Sizes.", [([("partition", "1")], histogram)])

        #expect(
            text.text == """
                # HELP calls_total Calls.
                # TYPE calls_total counter
                calls_total{code="a\\"b\\\\c\\nd"} 3
                # HELP depth Depth.
                # TYPE depth gauge
                depth 0.25
                # HELP size Sizes.
                # TYPE size histogram
                size_bucket{partition="1",le="1"} 2
                size_bucket{partition="1",le="2.5"} 3
                size_bucket{partition="1",le="+Inf"} 4
                size_sum{partition="1"} 12.5
                size_count{partition="1"} 4

                """)
    }

    @Test(arguments: [
        (Call.topology, "Topology"),
        (.activateJobs(ActivateJobs(type: "a", worker: "w", timeoutMilliseconds: 1, maxJobs: 1)), "ActivateJobs"),
        (.deployResources(DeployResources(resources: [])), "DeployResources"),
        (.streamEvents(StreamEvents(partition: PartitionID(1))), "StreamEvents"),
    ])
    func countsCallsUnderTheNameTheyHaveOnTheWire(_ call: Call, _ name: String) {
        #expect(CallKind(call).name == name)
        #expect(call.name == name)
    }

    @Test func countsCallsByCode() async throws {
        let ferry = try TestBroker(partitions: 2)
        let definition = try await ferry.deploy(Model.oneTask("p"))
        for _ in 0..<3 { try await ferry.create(definition) }
        _ = try await ferry.refusal(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: 7)))
        _ = try await ferry.refusal(.deployResources(DeployResources(resources: [])))

        let metrics = ferry.broker.metrics

        #expect(metrics.value("ferry_commands_total{call=\"CreateProcessInstance\",code=\"OK\"}") == 3)
        #expect(metrics.value("ferry_commands_total{call=\"DeployResources\",code=\"OK\"}") == 1)
        #expect(metrics.value("ferry_commands_total{call=\"DeployResources\",code=\"INVALID_ARGUMENT\"}") == 1)
        #expect(metrics.value("ferry_commands_total{call=\"CancelProcessInstance\",code=\"NOT_FOUND\"}") == 1)
        #expect(metrics.sum("ferry_turn_calls_count") >= 4)
        #expect(metrics.sum("ferry_turn_seconds_count") == metrics.sum("ferry_turn_calls_count"))
        #expect(metrics.sum("ferry_sync_seconds_count") >= 1)
        #expect(metrics.sum("ferry_log_position") > 0)
        #expect(metrics.sum("ferry_partition_healthy") == 2)
        try ferry.broker.close()
    }

    @Test func knowsRunningInstancesByStateAlsoAfterARestart() async throws {
        let store = MemoryOrderedStore()
        var ferry = try TestBroker([PartitionDisk(PartitionID(1), try PartitionStorage(over: store))])
        let definition = try await ferry.deploy(Model.oneTask("p"))
        for _ in 0..<4 { try await ferry.create(definition) }
        let jobs = try await ferry.jobs("task", max: 3)
        try await ferry.call(.failJob(FailJob(jobKey: jobs[0].key, retries: 0, message: "broken")))
        try await ferry.call(.completeJob(CompleteJob(jobKey: jobs[1].key, variables: Variables())))

        let before = ferry.broker.metrics
        try ferry.broker.close()
        ferry = try TestBroker([PartitionDisk(PartitionID(1), try PartitionStorage(over: store))])
        let after = ferry.broker.metrics
        try ferry.broker.close()

        for metrics in [before, after] {
            #expect(metrics.sum("ferry_process_instances", "active") == 2)
            #expect(metrics.sum("ferry_process_instances", "incident") == 1)
            #expect(metrics.sum("ferry_process_instances", "banned") == 0)
        }
    }

    @Test func countsAStreamWhenItEnds() async throws {
        let ferry = try TestBroker(partitions: 1)
        _ = try await ferry.deploy(Model.oneTask("p"))

        let events = try await ferry.events(from: LogPosition(1))
        ferry.follow(from: LogPosition(1))

        #expect(!events.isEmpty)
        #expect(ferry.broker.metrics.value("ferry_commands_total{call=\"StreamEvents\",code=\"OK\"}") == 1)
        #expect(ferry.broker.metrics.value("ferry_streams") == 1)
        try ferry.broker.close()
    }
}
