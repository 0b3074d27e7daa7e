import ArgumentParser

/// How much load, over how many connections.
struct LoadOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("How many operations to measure.", valueName: "n"))
    var operations = 100_000

    @Option(name: .long, help: ArgumentHelp("How many TCP connections.", valueName: "n"))
    var connections = 2

    @Option(name: .long, help: ArgumentHelp("How many calls in flight on each connection.", valueName: "n"))
    var inFlight = 64

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Send so many a second, however fast answers come (default: the next as soon as one is answered).",
            valueName: "n"))
    var rate: Int?

    /// Calls in flight on all connections together.
    var lanes: Int { connections * inFlight }

    func validate() throws {
        guard operations > 0, 1...1_000 ~= connections, 1...10_000 ~= inFlight, 1...10_000_000 ~= rate ?? 1 else {
            throw ValidationError(
                "--operations, --connections (to 1000), --in-flight (to 10000) and --rate are numbers from 1.")
        }
    }
}
