@testable import FerryServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ListenFailureTests {
    @Test(arguments: [
        (
            ListenFailure.Listener.clients, ListenFailure.Problem.portTaken,
            "cannot listen on 127.0.0.1:80: address already in use; stop the other process or choose another port"
        ),
        (
            .admin, .portTaken,
            "cannot listen on 127.0.0.1:80 for the admin port: address already in use; stop the other process or "
                + "choose another port with --admin-port"
        ),
        (
            .clients, .portForbidden,
            "cannot listen on 127.0.0.1:80: only root may listen on this port; choose one from 1024 on"
        ),
        (
            .clients, .unknownHost,
            "cannot listen on 127.0.0.1:80: no such host; choose an address of this machine with --host"
        ),
        (
            .clients, .hostElsewhere,
            "cannot listen on 127.0.0.1:80: not an address of this machine; choose one that is with --host"
        ),
        (.clients, .other("out of luck"), "cannot listen on 127.0.0.1:80: out of luck"),
    ])
    func isOneSentence(
        _ listener: ListenFailure.Listener, _ problem: ListenFailure.Problem, _ sentence: String
    ) {
        let failure = ListenFailure(host: "127.0.0.1", port: 80, listener: listener, problem: problem)

        #expect(failure.description == sentence)
    }

    @Test func putsAnIPv6AddressInBrackets() {
        let failure = ListenFailure(host: "::1", port: 80, listener: .clients, problem: .other("x"))

        #expect(failure.description == "cannot listen on [::1]:80: x")
        #expect(ServerAddress(host: "::1", port: 80, adminPort: 81).adminText == "[::1]:81")
    }

    @Test func namesAPortThatIsTaken() async throws {
        try await withServer(configure: { $0.adminPort = 0 }) { address, _ in
            let taken = try #require(address.adminPort)

            let forClients = await Self.failure { $0.port = address.port }
            let forAdmin = await Self.failure { $0.adminPort = taken }

            #expect(
                forClients
                    == ListenFailure(host: "127.0.0.1", port: address.port, listener: .clients, problem: .portTaken))
            #expect(
                forAdmin == ListenFailure(host: "127.0.0.1", port: taken, listener: .admin, problem: .portTaken))
        }
    }

    @Test(arguments: [("192.0.2.1", ListenFailure.Problem.hostElsewhere), ("no such host", .unknownHost)])
    func namesAHostThatIsNotHere(_ host: String, _ problem: ListenFailure.Problem) async throws {
        let thrown = await Self.failure { $0.host = host }

        #expect(thrown == ListenFailure(host: host, port: 0, listener: .clients, problem: problem))
    }

    private static func failure(_ configure: (inout ServerConfiguration) -> Void) async -> ListenFailure? {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.adminPort = nil
        configure(&configuration)
        let server = FerryServer(configuration: configuration, handler: FakeBroker(), logger: .quiet)
        return await #expect(throws: ListenFailure.self) { try await server.start() }
    }
}
