import ArgumentParser
import FerryClient

/// A command that asks a broker something and prints the answer.
///
/// It turns every way to fail into the diagnostics on stderr and the exit code that `ferry --help` promises.
protocol BrokerCommand: AsyncParsableCommand {
    var broker: BrokerOptions { get }
    /// How many TCP connections it wants.
    var connections: Int { get }
    func run(_ client: FerryClient, _ console: Console) async throws
}

extension BrokerCommand {
    var connections: Int { 1 }

    func run() async throws {
        let console = Console.standard(format: broker.output)
        try await console.reporting {
            let configuration = try broker.clientConfiguration(connections: connections)
            try await withFerryClient(configuration) { client in
                try await run(client, console)
            }
        }
    }
}

extension Console {
    /// Runs a command's body, tells stderr why it ended early, and throws only an exit code.
    func reporting(_ body: () async throws -> Void) async throws(ExitCode) {
        do {
            try await body()
        } catch let rejection as Rejection {
            report(rejection)
            throw CommandStatus(rejection.code).exitCode
        } catch let error as InputError {
            diagnose(error.description)
            throw CommandStatus.usage.exitCode
        } catch let status as CommandStatus {
            throw status.exitCode
        } catch let code as ExitCode {
            throw code
        } catch {
            diagnose("\(error)")
            throw CommandStatus.refused.exitCode
        }
    }
}
