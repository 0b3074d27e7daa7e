import ArgumentParser
import FerryClient

struct BenchOverload: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "overload", abstract: "Measure what a broker still does when it is asked for more than it can.",
        discussion: """
            Finds the most calls a second that the broker answers, then offers multiples of that whether or not it keeps \
            up. Each call starts an instance with as many jobs as --tokens says: the heavier a call, the less of the \
            machine the sender itself takes. Goodput is what was accepted a second, and latencies are of accepted calls, \
            from the moment each was meant to be sent. The instances stay.
            """)

    @Option(name: .long, help: ArgumentHelp("Jobs that each call makes.", valueName: "n"))
    var tokens = 10

    @Option(
        name: .long, help: ArgumentHelp("How long each load lasts.", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var duration = TimeSpan(.seconds(5))

    @Option(name: .long, help: ArgumentHelp("Multiples of the peak to offer, with commas between.", valueName: "n,..."))
    var loads = "1,2,4"

    @Option(
        name: .long,
        help: ArgumentHelp("How many TCP connections; each holds about a thousand calls.", valueName: "n"))
    var connections = 32

    @OptionGroup var broker: BrokerOptions

    private var factors: [Double] { loads.split(separator: ",").compactMap { Double($0) } }

    func validate() throws {
        guard !factors.isEmpty, factors.count == loads.split(separator: ",").count,
            factors.allSatisfy({ $0 > 0 && $0 <= 100 })
        else { throw ValidationError("--loads is numbers above 0, at most 100, with commas between.") }
        guard 1...1_000 ~= tokens, 1...1_000 ~= connections else {
            throw ValidationError("--tokens and --connections are numbers from 1 to 1000.")
        }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let resource = GiantShape.tasks.resource(tokens: tokens, version: 1)
        let deployed = try await client.deployResources(DeployResources(resources: [resource]))
        guard let definition = deployed.definitions.first?.key else {
            throw Rejection(.internal, "the broker deployed \(resource.name) without a definition")
        }
        let load = OverloadRun(
            client: client, call: .createProcessInstance(CreateProcessInstance(definition: .key(definition))),
            duration: duration.duration, lanes: connections * OverloadRun.callsPerConnection)
        var table = OverloadRun.Level.table
        let peak = await load.peak()
        console.print(peak.json, orLines: table.lines([peak.row(peak: peak)]))
        for factor in factors {
            let level = await load.offer(factor, times: peak)
            console.print(level.json, orLines: table.lines([level.row(peak: peak)]))
        }
    }
}

extension OverloadRun.Level {
    static var table: Table {
        Table([
            .left("LOAD"), .right("OFFERED/S"), .right("GOODPUT/S"), .right("OF PEAK"), .right("SHED"),
            .right("OTHER ERRORS"), .right("P50 MS"), .right("P99 MS"), .right("MAX MS"),
        ])
    }

    func row(peak: OverloadRun.Level) -> [String] {
        func milliseconds(_ microseconds: UInt64) -> String { (Double(microseconds) / 1_000).text(places: 1) }
        return [
            name, offeredPerSecond.text(places: 0), goodput.text(places: 0),
            (goodput / max(peak.goodput, 1)).text(places: 2), "\(shed)", "\(otherErrors)",
            milliseconds(latencies.p50), milliseconds(latencies.p99), milliseconds(latencies.max),
        ]
    }

    var json: JSON {
        [
            "load": .string(name), "offeredPerSecond": .decimal(offeredPerSecond, places: 1),
            "goodputPerSecond": .decimal(goodput, places: 1), "shed": .number(Int64(shed)),
            "otherErrors": .number(Int64(otherErrors)), "latencyMicroseconds": latencies.json,
        ]
    }
}
