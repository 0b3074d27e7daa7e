import FerryModel
import FerryTestSupport
import Testing

/// Random models, walked at random: what was said to be stuck never comes to an end.
@Suite struct SoundnessTruthTests {
    @Test(arguments: 0..<4) func whatIsCalledStuckNeverEnds(part: UInt64) throws {
        var stuck = 0
        var ended = 0
        for seed in part * 25..<part * 25 + 25 {
            var random = Draws(seed: seed)
            let world = try EngineWorld()
            guard let definition = try? world.deploy(random.model()) else { continue }
            for _ in 0..<4 {
                let starts = (0...random.below(2)).map { _ in "t\(random.below(Draws.tasks))" }
                guard let key = try? world.create(definition, at: starts) else { continue }
                var said: String?
                for _ in 0..<40 where try world.isRunning(key) {
                    // What cannot be moved is not judged, and what does not come to rest goes no further.
                    let report = try? world.migrate(key, to: definition, autoMap: .equal, dryRun: true)
                    if said == nil, let warning = report?.warnings.first { said = "\(starts): \(warning)" }
                    guard (try? step(world, key, &random)) == true else { break }
                }
                if try world.isRunning(key) {
                    stuck += said == nil ? 0 : 1
                    try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
                } else {
                    ended += 1
                    #expect(said == nil, "seed \(seed): it ended, though: \(said ?? "")")
                }
            }
        }
        #expect(stuck > 0)
        #expect(ended > 0)
    }

    /// Completes one of the instance's jobs; false when there is none.
    private func step(_ world: EngineWorld, _ key: ProcessInstanceKey, _ random: inout Draws) throws -> Bool {
        let jobs = try world.tree(key).elements.compactMap(\.job)
        guard !jobs.isEmpty else { return false }
        let choices = (0..<4).map { "\"x\($0)\":\(random.below(2) == 0)" }.joined(separator: ",")
        let job = jobs[random.below(jobs.count)]
        try world.call(
            .completeJob(CompleteJob(jobKey: job.key, variables: try Variables(parsing: "{\(choices)}"))))
        return true
    }

    /// SplitMix64, and what is drawn from it.
    private struct Draws {
        static let tasks = 5
        private var state: UInt64

        init(seed: UInt64) { state = seed &* 0x9E37_79B9 }

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value ^ (value >> 31)) % UInt64(bound))
        }

        /// Tasks, gateways of all kinds and ends, joined as it happens.
        mutating func model() -> [UInt8] {
            let gateways = (0..<4).map { ("g\($0)", below(4)) }
            let ends = ["end", "stop"]
            let nodes = (0..<Self.tasks).map { "t\($0)" } + gateways.map(\.0)
            var flows = [("start", "t0")]
            for node in nodes {
                let isGateway = node.hasPrefix("g")
                for _ in 0..<(isGateway ? 1 + below(3) : 1) {
                    let target = below(4) == 0 ? ends[below(2)] : nodes[below(nodes.count)]
                    if !flows.contains(where: { $0 == (node, target) }), node != target { flows.append((node, target)) }
                }
                if !flows.contains(where: { $0.0 == node }) { flows.append((node, "end")) }
            }
            let kinds = Dictionary(uniqueKeysWithValues: gateways)
            let parts = nodes.map { node -> String in
                guard let kind = kinds[node] else { return Model.service(node) }
                let first = flows.first { $0.0 == node }.map { "\($0.0)-\($0.1)" } ?? ""
                return switch kind {
                case 0: Model.exclusive(node, default: first)
                case 1: Model.inclusive(node, default: first)
                default: Model.parallel(node)
                }
            }
            var conditions: [String: Int] = [:]
            let drawn = flows.map { from, to -> String in
                guard let kind = kinds[from], kind < 2, conditions[from] != nil else {
                    conditions[from] = 0
                    return Model.flow(from, to)
                }
                conditions[from, default: 0] += 1
                return Model.flow(from, to, when: "=x\(below(4)) = true")
            }
            return Model.eventFile(
                "p", Model.start("start"), parts.joined(separator: "\n"), Model.end("end"),
                Model.end("stop", throwing: below(2) == 0 ? Model.terminate : ""), drawn.joined(separator: "\n"))
        }
    }
}
