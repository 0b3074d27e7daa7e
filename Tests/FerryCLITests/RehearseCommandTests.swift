import ArgumentParser
import Foundation
import Testing

@testable import ferry

@Suite struct RehearseCommandTests {
    private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Examples/order-rehearsal.yaml").path

    @Test func aBrokerOutOfReachIsSaidByTheExitCode() async throws {
        let rehearse = try Rehearse.parse([Self.example, "--address", "127.0.0.1:1"])

        await #expect(throws: ExitCode(2)) { try await rehearse.run() }
    }

    @Test(arguments: [["no-such-file.yaml"], [Self.example, "--filter", "none"]])
    func whatCannotBePlayedIsUsage(arguments: [String]) async throws {
        let rehearse = try Rehearse.parse(arguments)

        await #expect(throws: ExitCode(64)) { try await rehearse.run() }
    }
}
