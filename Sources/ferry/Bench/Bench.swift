import ArgumentParser

struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure a broker: calls a second, and how long each one took.",
        discussion: """
            Every operation counts when its answer is there; answers to commands come after the disk has them. \
            Latencies and operations per second are of the operations that succeeded. With --rate calls are sent at that \
            rate, and each latency begins when its call was meant to be sent.
            """,
        subcommands: [
            BenchPing.self, BenchCreate.self, BenchComplete.self, BenchMigrate.self, BenchGiant.self, BenchOverload.self,
            BenchSync.self,
        ])
}
