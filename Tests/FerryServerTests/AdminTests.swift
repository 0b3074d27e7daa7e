import FerryModel
import FerryServer
import FerryTestSupport
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AdminTests {
    @Test(arguments: [
        ("GET /health/live HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK", "alive\n"),
        ("GET /health/ready?x=1 HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK", "ready: 2 partitions\n"),
        ("HEAD /health/ready HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK", ""),
        (
            "GET /elsewhere HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found",
            "see /health/live, /health/ready and /metrics; POST /backup?name=NAME\n"
        ),
        ("POST /health/live HTTP/1.1\r\n\r\n", "HTTP/1.1 405 Method Not Allowed", "only GET and HEAD\n"),
        ("nonsense\r\n\r\n", "HTTP/1.1 400 Bad Request", "not an HTTP request\n"),
        (String(repeating: "x", count: 9_000), "HTTP/1.1 400 Bad Request", "not an HTTP request\n"),
    ])
    func answers(_ request: String, _ status: String, _ body: String) async throws {
        try await withServer(configure: { $0.adminPort = 0 }) { address, _ in
            let response = try await Self.ask(request, port: try #require(address.adminPort))

            #expect(response.hasPrefix(status + "\r\n"))
            #expect(response.hasSuffix("\r\n\r\n" + body))
        }
    }

    @Test func isNotReadyWhenAPartitionIsNot() async throws {
        let ill = PartitionView(id: PartitionID(2), isHealthy: false, lastPosition: .none, problem: "disk full")
        let broker = FakeBroker(partitions: [FakeBroker.healthy[0], ill])
        try await withServer(broker, configure: { $0.adminPort = 0 }) { address, _ in
            let port = try #require(address.adminPort)

            let response = try await Self.ask("GET /health/ready HTTP/1.1\r\n\r\n", port: port)

            #expect(response.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
            #expect(response.hasSuffix("not ready: partition 2: disk full\n"))
        }
    }

    private static func ask(_ request: String, port: Int) async throws -> String {
        let client = try await RawClient(port: port)
        try await client.send(bytes: Array(request.utf8))
        try await client.isClosed.wait { $0 }
        return String(decoding: client.everythingReceived, as: UTF8.self)
    }
}
