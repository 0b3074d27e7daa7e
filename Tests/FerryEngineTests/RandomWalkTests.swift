import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Foundation
import Testing

/// Random processes under random commands. After each stretch the log rebuilds the state byte for byte, memory and
/// RocksDB agree, and so do a large cache and one that keeps next to nothing.
///
/// `FERRY_SEED=7 swift test --filter RandomWalkTests` walks one walk again.
@Suite struct RandomWalkTests {
    @Test func everyStateIsTheSumOfItsEvents() throws {
        let only = ProcessInfo.processInfo.environment["FERRY_SEED"].flatMap(UInt64.init)
        var coverage: [String: Int] = [:]

        for seed in only.map({ $0...$0 }) ?? 1...12 {
            do {
                let walk = try RandomWalk(seed: seed)
                defer { walk.removeFiles() }
                try walk.run(stretches: 12, commands: 12)
                coverage.merge(walk.coverage, uniquingKeysWith: +)
            } catch {
                Issue.record("seed \(seed): \(error); rerun with FERRY_SEED=\(seed)")
            }
        }

        let counts = coverage.keys.sorted().map { "\($0) \(coverage[$0] ?? 0)" }
        print("random walks: \(counts.joined(separator: ", "))")
        if only == nil {
            for kind in ["create", "complete", "fail", "migrate", "migrate dry"] {
                #expect(
                    coverage["\(kind) ok", default: 0] > 0 && coverage["\(kind) refused", default: 0] > 0, "\(kind)")
            }
        }
    }
}

/// One walk: two engines that are told the same.
private final class RandomWalk {
    private(set) var coverage: [String: Int] = [:]
    private let sides: [WalkSide]
    private let path: String
    private var random: SeededGenerator
    private var now = Timestamp(milliseconds: 1_000_000)
    private var model: RandomModel
    private var definitions: [(definition: ProcessDefinition, ids: [String])] = []
    private var instances: [ProcessInstanceKey] = []
    private var lastKey = 0

    struct Contradiction: Error { let what: String }

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        model = RandomModel(using: &random)
        path = FileManager.default.temporaryDirectory.appendingPathComponent("ferry-walk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let tiny = Int(seed % 7)
        sides = [
            try WalkSide(MemoryOrderedStore(), cachedElements: seed % 2 == 0 ? tiny : 10_000),
            try WalkSide(
                RocksOrderedStore(path: path + "/rocks", createIfMissing: true),
                cachedElements: seed % 2 == 0 ? 10_000 : tiny),
        ]
    }

    func removeFiles() {
        for side in sides { try? side.storage.close() }
        try? FileManager.default.removeItem(atPath: path)
    }

    func run(stretches: Int, commands: Int) throws {
        for _ in 0..<3 { try deploy() }
        let lasting = Set(try sides[0].dump().compactMap(\.key.first))
        for _ in 0..<stretches {
            for _ in 0..<commands { try step() }
            try compare()
        }
        for key in instances where try sides[0].tree(key, at: now) != nil {
            let call = Call.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key))
            _ = try tell("cancel", call, mayBeNamed: false)
        }
        try pass(milliseconds: 3 * 24 * 60 * 60 * 1_000)
        try compare()
        let left = try sides[0].dump().filter { !lasting.contains($0.key[0]) }
        guard left.isEmpty else {
            throw Contradiction(what: "\(left.count) rows are left when all has ended: \(left.map(\.key))")
        }
    }

    private func compare() throws {
        let dump = try sides[0].dump()
        guard try sides[1].dump() == dump else { throw Contradiction(what: "memory and RocksDB differ") }
        for side in sides {
            guard try side.replayed() == dump else { throw Contradiction(what: "the log gives another state") }
        }
    }

    // MARK: Commands

    private func deploy() throws {
        let xml = model.file("walk")
        for side in sides { try side.deploy(xml, at: now) }
        if let definition = sides[0].lastDefinition { definitions.append((definition, model.ids)) }
        model.edit(using: &random)
    }

    private func step() throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<2: try deploy()
        case 2..<20: try create()
        case 20..<28: try pass(milliseconds: .random(in: 1...40_000, using: &random))
        case 28..<38:
            let call = ActivateJobs(
                type: pick(["a", "b"]), worker: "w", timeoutMilliseconds: .random(in: 1...60_000, using: &random),
                maxJobs: .random(in: 0...4, using: &random))
            _ = try tell("activate", .activateJobs(call))
        default: try stepOfAnInstance()
        }
    }

    private func create() throws {
        let (definition, ids) = pick(definitions)
        var starts: [String] = []
        while Int.random(in: 0..<3, using: &random) == 0 { starts.append(pick(ids + ["ghost"])) }
        let call = CreateProcessInstance(
            definition: .key(definition.key), variables: try variables(), startElements: starts)
        if case .success(.createProcessInstance(let answer)) = try tell("create", .createProcessInstance(call)) {
            instances.append(answer.processInstanceKey)
        }
    }

    private func stepOfAnInstance() throws {
        guard let key = instances.randomElement(using: &random) else { return }
        guard let tree = try sides[0].tree(key, at: now) else {
            _ = try tell("cancel", .cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
            instances.removeAll { $0 == key }
            return
        }
        let job = tree.elements.compactMap(\.job).randomElement(using: &random)?.key ?? JobKey(99)
        let incident = tree.elements.flatMap(\.incidents).randomElement(using: &random)?.key ?? IncidentKey(99)
        let scope = pick(tree.elements).key
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<7: _ = try tell("complete", .completeJob(CompleteJob(jobKey: job, variables: try variables())))
        case 7..<10:
            let call = FailJob(
                jobKey: job, retries: .random(in: 0...1, using: &random),
                backoffMilliseconds: pick([-1, 0, 0, 5_000]), message: "m", variables: try variables())
            _ = try tell("fail", .failJob(call))
        case 10..<11:
            _ = try tell("retries", .updateJobRetries(UpdateJobRetries(jobKey: job, retries: pick([0, 1, 3]))))
        case 11..<13: _ = try tell("resolve", .resolveIncident(ResolveIncident(incidentKey: incident)))
        case 13..<14:
            let call = SetVariables(scope: scope, variables: try variables(), local: .random(using: &random))
            _ = try tell("variables", .setVariables(call))
        case 14..<15: _ = try tell("cancel", .cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
        default: try migrate(key, tree)
        }
    }

    private func migrate(_ key: ProcessInstanceKey, _ tree: ProcessInstanceTree) throws {
        let (target, ids) = pick(definitions)
        var instructions: [MigrationInstruction] = []
        let autoMap: AutoMap = Int.random(in: 0..<3, using: &random) == 0 ? .none : .equal
        let standing = tree.elements.dropFirst().map(\.elementID) + tree.tokens.flatMap { [$0.gatewayID, $0.flowID] }
        for id in standing where autoMap == .none || Int.random(in: 0..<6, using: &random) == 0 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: instructions.append(MigrationInstruction(from: id, to: pick(ids)))
            case 1: break
            default: instructions.append(MigrationInstruction(from: id, to: id))
            }
        }
        if autoMap == .none { instructions = instructions.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
        let dryRun = Int.random(in: 0..<4, using: &random) == 0
        let plan = MigrationPlan(target: .key(target.key), instructions: instructions, autoMap: autoMap)
        let call = MigrateProcessInstance(processInstanceKey: key, plan: plan, dryRun: dryRun)
        _ = try tell(dryRun ? "migrate dry" : "migrate", .migrateProcessInstance(call))
    }

    private func pass(milliseconds: Int64) throws {
        now = now.advanced(byMilliseconds: milliseconds)
        for side in sides { _ = try side.engine.expire(at: now) }
    }

    /// Tells both sides; what is refused, or only tried, must leave nothing.
    private func tell(_ kind: String, _ call: Call, mayBeNamed: Bool = true) throws -> Result<Answer, Rejection> {
        var metadata = CallMetadata(caller: "walk")
        if mayBeNamed, Int.random(in: 0..<4, using: &random) == 0 {
            // Now and then an old one: a repeat, or another command under its name.
            if Int.random(in: 0..<5, using: &random) > 0 { lastKey += 1 }
            metadata.idempotencyKey = Array("k\(lastKey)".utf8)
        }
        // Looking at the disk ends the turn, and turns of several commands are to be walked too.
        let looks = Int.random(in: 0..<3, using: &random) == 0
        let before = looks ? try sides.map { try $0.dump() } : []
        let positions = sides.map { $0.state.meta.applied }
        let results = try sides.map { try $0.engine.execute(call, metadata, at: now).result }
        guard results[0] == results[1] else {
            throw Contradiction(what: "\(call) answered \(results[0]) and \(results[1])")
        }
        let changesNothing: Bool
        switch results[0] {
        case .success: changesNothing = kind == "migrate dry"
        case .failure(let rejection):
            changesNothing = true
            if rejection.code == .internal { throw Contradiction(what: "\(call): \(rejection)") }
        }
        if changesNothing {
            guard sides.map({ $0.state.meta.applied }) == positions,
                try !looks || sides.map({ try $0.dump() }) == before
            else { throw Contradiction(what: "\(call) changed something and answered \(results[0])") }
        }
        coverage["\(kind) \((try? results[0].get()) == nil ? "refused" : "ok")", default: 0] += 1
        return results[0]
    }

    private func variables() throws -> Variables {
        var variables = Variables()
        for name in ["n", "m", "o"] where Int.random(in: 0..<3, using: &random) == 0 {
            variables[name] = try JSONValue(parsing: pick(["1", "5", "\"x\"", "null", "{\"p\":[1]}", "true"]))
        }
        return variables
    }

    private func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: choices.indices, using: &random)] }
}

/// One engine over one store.
private final class WalkSide {
    let storage: PartitionStorage
    let engine: Engine
    private(set) var lastDefinition: ProcessDefinition?

    init(_ store: any OrderedStore, cachedElements: Int) throws {
        storage = try PartitionStorage(over: store)
        let state = try PartitionState(partition: PartitionID(1), storage: storage, cachedElements: cachedElements)
        engine = Engine(state: state, compiler: WalkCompiler())
    }

    var state: PartitionState { engine.state }

    func deploy(_ xml: [UInt8], at time: Timestamp) throws {
        let hash = ContentHash.sha256Hex(xml)
        let checked = try BPMNDocument.parse(xml).map {
            CheckedProcess(
                processID: $0.id, name: "", versionTag: "", resourceName: "walk.bpmn", contentHash: hash, xml: xml)
        }
        let answer = try engine.deploy(
            CheckedDeployment(processes: checked), tenant: .default, to: [], at: time
        ).result.get()
        if case .deployResources(let deployed) = answer { lastDefinition = deployed.definitions.last }
    }

    func tree(_ key: ProcessInstanceKey, at time: Timestamp) throws -> ProcessInstanceTree? {
        let call = Call.getProcessInstance(GetProcessInstance(processInstanceKey: key))
        guard case .success(.getProcessInstance(let tree)) = try engine.execute(call, at: time).result else {
            return nil
        }
        return tree
    }

    func dump() throws -> [StateRow] {
        try state.commit()
        return try storage.dumpState()
    }

    func replayed() throws -> [StateRow] {
        try state.commit()
        let other = try PartitionStorage(over: MemoryOrderedStore())
        let state = try PartitionState(partition: PartitionID(1), storage: other, cachedElements: 3)
        for record in try storage.eventLog.read(from: LogPosition(1)) { try state.replay(record) }
        try state.commit()
        return try other.dumpState()
    }
}

private final class WalkCompiler: ProcessCompiler {
    func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
        try? BPMNDocument.parse(deployed.xml).first { $0.id == deployed.definition.processID }
    }
}

/// A process made of blocks, each with one way in and one way out.
private struct RandomModel {
    private var blocks: [Block] = []
    private var lastNumber = 0

    private indirect enum Block {
        case task(String, type: String, user: Bool, input: String, output: String)
        case manual(String)
        case choice(String, [[Block]], hasDefault: Bool)
        case fork(String, [[Block]])
        case sub(String, [Block])
    }

    init(using random: inout SeededGenerator) { blocks = sequence(depth: 0, using: &random) }

    /// Something comes, something goes; the ids of what stays stay.
    mutating func edit(using random: inout SeededGenerator) {
        let place = Int.random(in: 0...blocks.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where blocks.count > 1: blocks.remove(at: min(place, blocks.count - 1))
        case 1: blocks.shuffle(using: &random)
        default: blocks.insert(block(depth: 1, using: &random), at: place)
        }
    }

    private mutating func sequence(depth: Int, using random: inout SeededGenerator) -> [Block] {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in block(depth: depth, using: &random) }
    }

    private mutating func block(depth: Int, using random: inout SeededGenerator) -> Block {
        lastNumber += 1
        let number = lastNumber
        func branches(_ model: inout RandomModel) -> [[Block]] {
            (0..<Int.random(in: 2...3, using: &random)).map { _ in model.sequence(depth: depth + 1, using: &random) }
        }
        switch Int.random(in: 0..<(depth > 2 ? 5 : 9), using: &random) {
        case 0..<4:
            let input = ["", "", Model.input("=n", "i"), Model.input("=assert(m, m != null)", "i")]
            let output = ["", "", Model.output("=n", "m.p"), Model.output("=assert(o, o != null)", "o")]
            return .task(
                "t\(number)", type: Bool.random(using: &random) ? "a" : "b",
                user: Int.random(in: 0..<5, using: &random) == 0,
                input: input.randomElement(using: &random) ?? "", output: output.randomElement(using: &random) ?? "")
        case 4: return .manual("m\(number)")
        case 5: return .choice("x\(number)", branches(&self), hasDefault: Int.random(in: 0..<3, using: &random) > 0)
        case 6, 7: return .fork("f\(number)", branches(&self))
        default: return .sub("s\(number)", sequence(depth: depth + 1, using: &random))
        }
    }

    // MARK: As BPMN

    func file(_ processID: String) -> [UInt8] {
        var ids: [String] = []
        return Model.file(processID, scope("", blocks, &ids))
    }

    /// Every element's id.
    var ids: [String] {
        var ids: [String] = []
        _ = scope("", blocks, &ids)
        return ids
    }

    private func scope(_ id: String, _ blocks: [Block], _ ids: inout [String]) -> String {
        let (text, entry, exit) = render(blocks, &ids)
        return [
            Model.start("\(id)start"), text, Model.end("\(id)end"), Model.flow("\(id)start", entry),
            Model.flow(exit, "\(id)end"),
        ].joined(separator: "\n")
    }

    private func render(_ blocks: [Block], _ ids: inout [String]) -> (text: String, entry: String, exit: String) {
        var text = ""
        var ends: [(entry: String, exit: String)] = []
        for block in blocks {
            let part = render(block, &ids)
            text += part.text + "\n"
            if let last = ends.last { text += Model.flow(last.exit, part.entry) + "\n" }
            ends.append((part.entry, part.exit))
        }
        return (text, ends[0].entry, ends[ends.count - 1].exit)
    }

    private func render(_ block: Block, _ ids: inout [String]) -> (text: String, entry: String, exit: String) {
        switch block {
        case .task(let id, let type, let user, let input, let output):
            ids.append(id)
            return (user ? Model.user(id) : Model.service(id, type: type, input: input, output: output), id, id)
        case .manual(let id):
            ids.append(id)
            return (Model.manual(id), id, id)
        case .sub(let id, let blocks):
            ids.append(id)
            return (Model.sub(id, scope(id, blocks, &ids)), id, id)
        case .fork(let id, let branches):
            ids += [id, id + "j"]
            var text = Model.parallel(id) + Model.parallel(id + "j")
            for branch in branches {
                let part = render(branch, &ids)
                text += part.text + Model.flow(id, part.entry) + Model.flow(part.exit, id + "j")
            }
            return (text, id, id + "j")
        case .choice(let id, let branches, let hasDefault):
            ids += [id, id + "j"]
            var text = ""
            var fallback = ""
            for (index, branch) in branches.enumerated() {
                let part = render(branch, &ids)
                let isDefault = hasDefault && index == branches.count - 1
                if isDefault { fallback = "\(id)-\(part.entry)" }
                text += part.text + Model.flow(part.exit, id + "j")
                text += Model.flow(id, part.entry, when: isDefault ? "" : "=n > \(index * 2)")
            }
            return (Model.exclusive(id, default: fallback) + Model.exclusive(id + "j") + text, id, id + "j")
        }
    }
}

/// SplitMix64: the same numbers everywhere.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
