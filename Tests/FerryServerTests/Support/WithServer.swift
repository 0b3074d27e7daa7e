import FerryClient
import FerryServer
import FerryWire
import Logging

/// Runs the body against a listening server in front of a fake broker.
func withServer(
    _ broker: FakeBroker = FakeBroker(), configure: (inout ServerConfiguration) -> Void = { _ in },
    _ body: (ServerAddress, FerryServer) async throws -> Void
) async throws {
    var configuration = ServerConfiguration()
    configuration.port = 0
    configuration.adminPort = nil
    configure(&configuration)
    let server = FerryServer(configuration: configuration, handler: broker, logger: .quiet)
    let address = try await server.start()
    do {
        try await body(address, server)
    } catch {
        try await server.stop(within: .zero)
        throw error
    }
    try await server.stop(within: .zero)
}

extension Logger {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension FerryClientConfiguration {
    static func to(_ address: ServerAddress, _ configure: (inout Self) -> Void = { _ in }) -> Self {
        var configuration = Self()
        configuration.port = address.port
        configure(&configuration)
        return configuration
    }
}

/// What a call was refused with; nil when it was not.
func rejection(_ body: () async throws -> Void) async -> Rejection? {
    do {
        try await body()
        return nil
    } catch {
        return error as? Rejection
    }
}

extension ServerMessage {
    /// `request id: code` of a status.
    var refusal: String? {
        if case .status(let requestID, let code, _, _) = self { "\(requestID): \(code)" } else { nil }
    }
}
