import ArgumentParser
import FerryModel
import FerrySimulation
import Foundation

/// Runs seeded worlds around the real partition loop until one shows something that must not be.
struct FerrySimulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ferry-simulate", abstract: "Look for faults of the broker in simulated worlds.")

    @Option(help: "The first seed.") var seed: UInt64 = 1
    @Option(help: "How many seeds, counting up; 0 for no end.") var seeds = 1
    @Option(help: "Steps of each world before it is brought to its end.") var steps = 2_000
    @Option(name: .customLong("check-every"), help: "Look at the disks after so many steps.") var checkEvery = 200
    @Flag(help: "Print every step.") var trace = false
    @Option(help: "When something is found, print the events and definitions of the process instance of this key.")
    var instance: Int64?
    @Flag(help: "Print everything that was met: outcomes, faults, and which command met which element in which state.")
    var coverage = false
    @Flag(help: "Name every seed on stderr before it runs: finds one that ends the process.") var announce = false

    func run() throws {
        var met = Coverage()
        var digest: UInt64 = 0
        var count = 0
        while seeds == 0 || count < seeds {
            let seed = seed + UInt64(count)
            if announce { note("seed \(seed)") }
            do {
                let report = try Simulation.run(
                    seed: seed, steps: steps, checkEvery: checkEvery, isPrinted: trace,
                    instance: instance.map { ProcessInstanceKey(rawValue: $0) })
                met.add(report.coverage)
                digest = digest &* 31 &+ report.digest
            } catch {
                print(error)
                throw ExitCode.failure
            }
            count += 1
            if seeds != 1, count % 50 == 0 { note("\(count) seeds") }
        }
        if coverage { print(met.text + met.encounters.text) }
        let encounters = met.encounters
        let metCount = encounters.possibleCount - encounters.gaps.count
        print(
            "\(metCount) of \(encounters.possibleCount) meetings of command, element and state; --coverage lists them")
        print("\(count) seeds of \(steps) steps: nothing found; digest \(String(digest, radix: 16))")
    }

    private func note(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}

FerrySimulate.main()
