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
    @Flag(help: "Play the table of all that can happen at the moment of a migration, and print how each pair ends.")
    var crossings = false
    @Option(help: "With --crossings: only situations whose name contains this.") var only = ""
    @Flag(help: "Name every seed on stderr before it runs: finds one that ends the process.") var announce = false

    func run() throws {
        if crossings { return try playCrossings() }
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
        if coverage { print(met.text + MigrationKinds(met).text + "\n" + met.encounters.text) }
        let encounters = met.encounters
        let metCount = encounters.possibleCount - encounters.gaps.count
        print(
            "\(metCount) of \(encounters.possibleCount) meetings of command, element and state; --coverage lists them")
        print("\(count) seeds of \(steps) steps: nothing found; digest \(String(digest, radix: 16))")
    }

    private func playCrossings() throws {
        var (runs, refusals, failures) = (0, 0, 0)
        for situation in Crossings.situations where only.isEmpty || situation.name.contains(only) {
            do {
                var account = try Crossings.play(situation, partitions: 1)
                account.add(try Crossings.play(situation, partitions: 3))
                runs += account.runs
                refusals += account.refusals
                print(account.text)
            } catch {
                failures += 1
                print("\(error)\n")
            }
        }
        print(
            "\(runs) runs, \(refusals) of them refused and compared; \(failures) situations in which something was found"
        )
        if failures > 0 { throw ExitCode.failure }
    }

    private func note(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}

FerrySimulate.main()
