package import FerryModel

/// One seed's world, run for so many steps and then to its end.
package enum Simulation {
    /// What a run without a finding met.
    package struct Report: Sendable {
        package let seed: UInt64
        package let coverage: Coverage
        /// Equal for equal runs.
        package let digest: UInt64
    }

    /// What an oracle found, with all that is needed to see it again.
    package struct Failure: Error, CustomStringConvertible {
        package let seed: UInt64
        package let steps: Int
        package let problem: String
        package let lastSteps: [String]

        /// Runs the same world again, printing every step.
        package var command: String { "swift run ferry-simulate --seed \(seed) --steps \(steps) --trace" }

        package var description: String {
            """
            \(lastSteps.map { "  \($0)" }.joined(separator: "\n"))
            seed \(seed): \(problem)
            again: \(command)
            """
        }
    }

    /// Oracles look at the disks after every crash, every `checkEvery` steps and at the end.
    ///
    /// `instance`: whose events and definitions are told, when something is found, with the last steps.
    package static func run(
        seed: UInt64, steps: Int, checkEvery: Int = 200, isPrinted: Bool = false, instance: ProcessInstanceKey? = nil
    ) throws(Failure) -> Report {
        var last: [String] = []
        do {
            let world = try World(seed: seed, isPrinted: isPrinted)
            defer { last = world.transcript.last + (instance.map { world.history(of: $0) } ?? []) }
            for step in 1...max(1, steps) {
                try world.step()
                if step % checkEvery == 0 { try world.check() }
            }
            try world.end()
            return Report(seed: seed, coverage: world.coverage, digest: world.transcript.digest)
        } catch {
            throw Failure(seed: seed, steps: steps, problem: "\(error)", lastSteps: last)
        }
    }
}
