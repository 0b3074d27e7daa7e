import ArgumentParser
import FerryClient
import Foundation

/// The main job of the house, played on a broker of its own: ten thousand running orders move to a new process version.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a broker of its own and migrate ten thousand running orders.",
        discussion: "Everything lives in a temporary directory, which goes when the demo ends, also by Ctrl-C.")

    @Option(
        name: .long, help: ArgumentHelp("The broker's program (default: beside this one).", valueName: "path"),
        completion: .file())
    var ferryd: String?

    @Option(
        name: .long, help: ArgumentHelp("Where order-v1.bpmn, order-v2.bpmn and the plan lie.", valueName: "dir"),
        completion: .directory)
    var examples = "Examples"

    @Option(name: .long, help: ArgumentHelp("How many orders to start; at least 100.", valueName: "n"))
    var instances = 10_000

    @Option(name: .long, help: ArgumentHelp("How many migrations in flight.", valueName: "n"))
    var inFlight = 128

    func validate() throws {
        guard instances >= 100, inFlight >= 1 else {
            throw ValidationError("--instances is a number from 100, --in-flight one from 1.")
        }
    }

    func run() async throws {
        let console = Console.standard(format: .table)
        try await console.reporting {
            let files = try DemoFiles(directory: examples)
            let broker = try TemporaryBroker(program: ferryd ?? Self.siblingBroker)
            let interruption = Interruption { broker.kill() }
            defer { interruption.end() }
            do {
                try await play(files, broker, console)
                await broker.stop()
            } catch {
                if let words = broker.lastWords { console.note(words) }
                broker.kill()
                throw error
            }
        }
    }

    private func play(_ files: DemoFiles, _ broker: TemporaryBroker, _ console: Console) async throws {
        var configuration = try FerryClientConfiguration(address: try await broker.address())
        configuration.connections = 2
        configuration.clientName = "ferry demo"
        configuration.callTimeout = .seconds(30)
        try await withFerryClient(configuration) { client in
            var run = DemoRun(client: client, console: console, files: files, orders: instances, inFlight: inFlight)
            try await run.play()
        }
    }

    private static var siblingBroker: String {
        let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return program.deletingLastPathComponent().appendingPathComponent("ferryd").path
    }
}
