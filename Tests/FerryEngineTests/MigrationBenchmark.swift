import FerryModel
import FerryTestSupport
import Glibc
import Testing

@testable import FerryEngine

/// What the structural part of a migration costs, and what soundness adds. Run alone and in release:
/// `FERRY_BENCH=1 swift test -c release -Xswiftc -enable-testing --filter MigrationBenchmark`
@Suite(.serialized, .enabled(if: getenv("FERRY_BENCH") != nil, "set FERRY_BENCH=1 to measure"))
struct MigrationBenchmark {
    /// A repeated task, alone or inside a subprocess.
    private static func repeated(_ task: String, inSubprocess: Bool) -> [UInt8] {
        let many = """
            <bpmn:serviceTask id="\(task)"><bpmn:extensionElements><zeebe:taskDefinition type="work"/>
            </bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
            <zeebe:loopCharacteristics inputCollection="=items"/></bpmn:extensionElements>
            </bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>
            """
        let flow = Model.path("s", task, "e")
        guard inSubprocess else { return Model.file("p", Model.start("s"), many, Model.end("e"), flow) }
        return Model.file(
            "p", Model.start("start"),
            "<bpmn:subProcess id=\"around\">\(Model.start("s"))\(many)\(Model.end("e"))\(flow)</bpmn:subProcess>",
            Model.end("end"), Model.path("start", "around", "end"))
    }

    @Test(arguments: [2_500, 5_000, 10_000], [MigrationMode.strict, .adaptive])
    func largeInstance(_ count: Int, _ mode: MigrationMode) throws {
        let world = try EngineWorld(cachedElements: 100_000)
        let v1 = try world.deploy(Self.repeated("a", inSubprocess: false))
        let v2 = try world.deploy(Self.repeated("b", inSubprocess: mode == .adaptive))
        let items = Array(repeating: "1", count: count).joined(separator: ",")
        let key = try world.create(v1, "{\"items\":[\(items)]}")
        for _ in 0..<20 { try world.pass(milliseconds: 1) }
        #expect(try world.tree(key).elements.count == count + 2)
        let map = ["a", "a#multiInstanceBody"].map { id in
            MigrationInstruction(from: id, to: id.replacing("a", with: "b", maxReplacements: 1))
        }
        let plan = MigrationPlan(target: .key(v2.key), instructions: map, mode: mode)
        let call = Call.migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan))

        try measure("\(mode), \(count) elements", 1) { _ = try world.call(call) }

        #expect(try world.tree(key).summary.definitionKey == v2.key)
    }

    @Test func fleet() throws {
        let count = 100_000
        let world = try EngineWorld(cachedElements: 1_000_000)
        let source = Model.file(
            "p", Model.start("s"), Model.parallel("fork"), Model.service("a", type: "a"), Model.service("b", type: "b"),
            Model.parallel("join"), Model.end("e"), Model.path("s", "fork", "a", "join", "e"),
            Model.path("fork", "b", "join"))
        let v1 = try world.deploy(source)
        let v2 = try world.deploy(Array(String(decoding: source, as: UTF8.self).utf8) + Array("<!-- two -->".utf8))
        let keys = try (0..<count).map { _ in try world.create(v1) }
        let plan = MigrationPlan(target: .key(v2.key), autoMap: .equal)

        try measure("migration, one of \(count) by one plan", count, keys) { key in
            _ = try world.call(.migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan)))
        }

        #expect(world.engine.checkedPlans.checkedCount == 1)
        let target = try world.engine.definition(named: .key(v2.key), tenant: .default)
        let soundness = Soundness(of: target.process)
        try measure("of it soundness", count, keys) { key in
            let instance = try #require(try world.state.instance(key))
            var check = SoundnessCheck(of: instance, with: soundness)
            _ = check.warnings()
        }
        measure("checking the plan", 10_000) { _ = CheckedPlan(plan, from: target, to: target) }
    }

    private func measure(
        _ name: String, _ count: Int, _ keys: [ProcessInstanceKey], _ body: (ProcessInstanceKey) throws -> Void
    ) rethrows {
        var next = 0
        try measure(name, count) {
            try body(keys[next])
            next += 1
        }
    }

    private func measure(_ name: String, _ count: Int, _ body: () throws -> Void) rethrows {
        let clock = ContinuousClock()
        let start = clock.now
        for _ in 0..<count { try body() }
        let (seconds, attoseconds) = (clock.now - start).components
        let microseconds = Double(seconds) * 1e6 + Double(attoseconds) / 1e12
        print("\(name): \(microseconds / Double(count)) us")
    }
}
