import ArgumentParser
import FerryClient
import Foundation

/// `ferry backup NAME`: the broker writes a consistent copy of everything beside itself, while it runs.
struct MakeBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Have the broker write a backup on its machine, while it runs.",
        discussion: """
            The broker puts it under its --backup-dir; `ferryd restore` makes a data directory of it. This asks the \
            broker's admin port, which is another than that of all other commands.
            """)

    @Argument(help: "The backup's name: 1 to 64 of the characters a-z A-Z 0-9 . _ -, no dot in front.")
    var name: String

    @Option(
        help: ArgumentHelp("Where the broker's admin port is (default: 127.0.0.1:26601).", valueName: "host:port"))
    var admin = "127.0.0.1:26601"

    @Option(help: "The broker's token, where it has one (default: $FERRY_TOKEN).")
    var token: String?

    @Option(name: .long, help: "How results are printed.")
    var output: OutputFormat = .table

    func run() async throws {
        let console = Console.standard(format: output)
        try await console.reporting {
            guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "&") }) else {
                throw InputError("'\(name)' cannot name a backup")
            }
            let answer = try await AdminRequest(
                address: admin, target: "/backup?name=\(name)",
                token: token ?? ProcessInfo.processInfo.environment["FERRY_TOKEN"] ?? ""
            )
            .post()
            guard answer.status == 200 else {
                console.diagnose(answer.text)
                throw answer.status == 400 ? CommandStatus.usage : CommandStatus.refused
            }
            console.print(["backup": .string(answer.text)], orLines: [answer.text])
        }
    }
}
