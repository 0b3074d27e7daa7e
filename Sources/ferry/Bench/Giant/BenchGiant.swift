import ArgumentParser
import FerryClient

struct BenchGiant: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "giant",
        abstract: "Measure one instance with thousands of tokens, and what others wait meanwhile.",
        discussion: """
            For each size: starts an instance, activates its jobs, migrates it, completes every job with a call of its \
            own, and cancels another one like it. All the while a bystander starts, takes and completes instances with \
            one task, one call at a time; the percentiles are those of its calls.

            The broker needs exactly one partition (ferryd run --partitions 1), so that both share it.
            """)

    @Option(name: .long, help: ArgumentHelp("Sizes to measure, with commas between.", valueName: "n,..."))
    var tokens = "1250,2500,5000,10000,20000"

    @Option(name: .long, help: "tasks: all tokens on one task; join: a branch each, and a join of all.")
    var shape = GiantShape.tasks

    @Option(name: .long, help: ArgumentHelp("How many completions in flight.", valueName: "n"))
    var inFlight = 64

    @Option(name: .long, help: ArgumentHelp("How many jobs an ActivateJobs call asks for.", valueName: "n"))
    var jobsAtOnce: Int32 = 1_000

    @OptionGroup var broker: BrokerOptions

    /// The bystander's calls do not queue behind the others' frames.
    var connections: Int { 2 }

    private var sizes: [Int] { tokens.split(separator: ",").compactMap { Int($0) } }

    func validate() throws {
        guard !sizes.isEmpty, sizes.count == tokens.split(separator: ",").count,
            sizes.allSatisfy({ 1...1_000_000 ~= $0 })
        else { throw ValidationError("--tokens is numbers from 1 to 1000000 with commas between.") }
        guard 1...10_000 ~= inFlight, 1...10_000 ~= jobsAtOnce else {
            throw ValidationError("--in-flight and --jobs-at-once are numbers from 1 to 10000.")
        }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let partitions = try await client.topology().partitions.count
        guard partitions == 1 else {
            throw InputError("the broker has \(partitions) partitions; this needs one: ferryd run --partitions 1")
        }
        let bystander = Bystander(client, definition: try await BenchModel.first.deployed(by: client))
        let run = GiantRun(
            client: client, shape: shape, bystander: bystander, lanes: inFlight, jobsAtOnce: jobsAtOnce)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await bystander.run() }
            defer { bystander.stop() }
            var table = GiantRun.Part.table
            for size in sizes {
                try await run.run(tokens: size) { part in
                    console.print(part.json, orLines: table.lines([part.row]))
                }
            }
        }
    }
}

extension GiantRun.Part {
    static var table: Table {
        Table([
            .right("TOKENS"), .left("PART"), .right("CALLS"), .right("MS"), .right("US/TOKEN"),
            .right("OTHERS' CALLS"), .right("P50 MS"), .right("P99 MS"), .right("MAX MS"),
        ])
    }

    private var microsecondsPerToken: Double { elapsed.inSeconds * 1e6 / Double(tokens) }

    var row: [String] {
        func milliseconds(_ microseconds: UInt64) -> String { (Double(microseconds) / 1_000).text(places: 2) }
        return [
            "\(tokens)", name, "\(calls)", (elapsed.inSeconds * 1_000).text(places: 1),
            calls == 0 ? "" : microsecondsPerToken.text(places: 2), "\(bystander.calls)",
            milliseconds(bystander.latencies.p50), milliseconds(bystander.latencies.p99),
            milliseconds(bystander.latencies.max),
        ]
    }

    var json: JSON {
        [
            "tokens": .number(Int64(tokens)), "part": .string(name), "calls": .number(Int64(calls)),
            "milliseconds": .decimal(elapsed.inSeconds * 1_000, places: 1),
            "microsecondsPerToken": .decimal(microsecondsPerToken, places: 2),
            "othersCalls": .number(Int64(bystander.calls)), "othersLatencyMicroseconds": bystander.latencies.json,
        ]
    }
}
