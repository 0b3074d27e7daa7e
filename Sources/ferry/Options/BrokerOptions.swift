import ArgumentParser
import FerryClient
import Foundation

/// The options every command has: which broker, how long to wait, how to print.
struct BrokerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where the broker listens (default: $FERRY_ADDRESS, else \(Self.addressDefault)).", valueName: "host:port"))
    var address: String?

    @Option(name: .long, help: "How results are printed.")
    var output: OutputFormat = .table

    @Option(
        name: .long,
        help: ArgumentHelp("How long to wait for each answer: 500ms, 10s, 2m (default: 10s).", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var timeout: TimeSpan = TimeSpan(.seconds(10))

    @Option(name: .long, help: "The token to sign in with (default: $FERRY_TOKEN).")
    var token: String?

    static let addressDefault = "127.0.0.1:26600"
    private static let connectTimeoutMax = Duration.seconds(3)
    private static let refusedTimeout = Duration.seconds(1)

    /// What the client needs to know; the environment fills what the command line leaves out.
    func clientConfiguration(
        connections: Int = 1, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(InputError) -> FerryClientConfiguration {
        let address = address ?? environment["FERRY_ADDRESS"] ?? Self.addressDefault
        var configuration: FerryClientConfiguration
        do {
            configuration = try FerryClientConfiguration(address: address)
        } catch {
            throw InputError("'\(address)' is not an address: HOST:PORT is needed, for example \(Self.addressDefault)")
        }
        configuration.connections = connections
        configuration.clientName = "ferry"
        configuration.token = token ?? environment["FERRY_TOKEN"] ?? ""
        configuration.callTimeout = timeout.duration
        // Sooner than the deadline, so that a broker out of reach is called that and not a late answer.
        configuration.connectTimeout = min(timeout.duration * 3 / 4, Self.connectTimeoutMax)
        configuration.refusedTimeout = Self.refusedTimeout
        return configuration
    }
}

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
}
