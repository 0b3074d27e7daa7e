import ArgumentParser
import FerryClient
import FerryRehearsal

/// Plays scenario files against a broker of its own, or a running one.
struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play scenarios: what a process, and above all a migration, will do.",
        discussion: """
            Without --address each scenario has a broker of its own inside this program: nothing is started, and time \
            is moved on by the scenario. docs/REHEARSAL.md says how scenarios are written.

            Exit codes: 0 everything passed, 1 something failed, 2 the broker cannot be reached, 64 a file cannot be \
            read.
            """)

    @Argument(
        help: ArgumentHelp("Scenario files, or folders of them (*.yaml, *.yml, *.json).", valueName: "file"),
        completion: .file())
    var files: [String]

    @Option(
        name: .long,
        help: ArgumentHelp("Play against this broker instead; give it one for tests.", valueName: "host:port"))
    var address: String?

    @Option(name: .long, help: ArgumentHelp("Write the outcomes there, as JUnit's XML.", valueName: "file"))
    var junit: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Only scenarios whose name, or a case they answer, contains this.", valueName: "text"))
    var filter: String = ""

    @Flag(
        name: .long,
        help: "Let the broker crash and start again before every call and every timer, and while partitions talk.")
    var crashes = false

    @Flag(name: .shortAndLong, help: "Tell of scenarios that passed, too.")
    var verbose = false

    func validate() throws {
        if crashes, address != nil { throw ValidationError("--crashes is for brokers of our own, without --address") }
    }

    func run() async throws {
        let console = Console.standard(format: .table)
        try await console.reporting {
            let scenarios = try ScenarioFolder.read(files)
            guard let address else { return try await play(scenarios, nil, console) }
            let broker = try BrokerOptions.parse(["--address", address])
            try await withFerryClient(try broker.clientConfiguration()) { client in
                _ = try await client.ping()
                try await play(scenarios, client, console)
            }
        }
    }

    private func play(_ files: [ScenarioFile], _ client: FerryClient?, _ console: Console) async throws {
        let rehearsal = Rehearsal(client: client, filter: filter, crashes: crashes ? .always : .never)
        var report = RehearsalReport()
        for file in files {
            var isTitled = false
            report.add(
                await rehearsal.play(file) { outcome in
                    let lines = outcome.lines(isVerbose: verbose)
                    guard !lines.isEmpty else { return }
                    if !isTitled { console.print(file.name) }
                    isTitled = true
                    console.print(lines: lines)
                })
        }
        guard !report.outcomes.isEmpty else { throw InputError("no scenario has '\(filter)' in its name or answers") }
        console.print(report.summary)
        if let junit { try ScenarioFolder.write(JUnitReport.xml(report.outcomes), to: junit) }
        if report.hasFailures { throw CommandStatus.refused }
    }
}
