import FerryBroker
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

@testable import FerryServer

/// The admin port's answers, without a socket.
@Suite(.timeLimit(.minutes(1)))
struct AdminTests {
    @Test func showsMetricsInPrometheusFormat() async throws {
        let ferry = try TestBroker(partitions: 2)

        let response = await Self.ask("GET /metrics HTTP/1.1", of: ferry)

        #expect(response.status == "200 OK")
        #expect(response.contentType == "text/plain; version=0.0.4; charset=utf-8")
        #expect(response.body.contains("\nferry_mailbox_depth{partition=\"2\"} 0\n"))
        #expect(response.body.contains("\nferry_connections 7\n"))
        #expect(response.body.contains("\nprocess_resident_memory_bytes "))
        try ferry.broker.close()
    }

    @Test func makesABackupAndSaysWhere() async throws {
        let site = try TemporaryDirectory()
        let data = try DataDirectory.open(site["data"], partitions: 1)
        let ferry = try TestBroker(data) { $0.backupDirectory = site["backups"] }

        let made = await Self.ask("POST /backup?name=one HTTP/1.1", of: ferry)
        let again = await Self.ask("POST /backup?x=1&name=one HTTP/1.1", of: ferry)

        #expect(made == HTTPResponse(status: "200 OK", text: "\(site["backups/one"]): partition 1 up to event 0"))
        #expect(again.status == "409 Conflict")
        try ferry.broker.close()
    }

    @Test(arguments: [
        ("GET /backup?name=one HTTP/1.1", "405 Method Not Allowed"),
        ("POST /backup HTTP/1.1", "401 Unauthorized"),
        ("POST /backup HTTP/1.1\r\nAuthorization: Bearer wrong", "401 Unauthorized"),
        ("POST /backup?name=a HTTP/1.1\r\nAuthorization: Bearer secret\r\nOrigin: http://evil", "401 Unauthorized"),
        ("POST /backup HTTP/1.1\r\nauthorization: Bearer secret", "400 Bad Request"),
        ("POST /backup?name=a HTTP/1.1\r\nAuthorization: Bearer secret", "403 Forbidden"),
        ("POST /metrics HTTP/1.1", "405 Method Not Allowed"),
    ])
    func refuses(_ request: String, _ status: String) async throws {
        let ferry = try TestBroker(partitions: 1)

        let response = await Self.ask(request, of: ferry, token: "secret")

        #expect(response.status == status)
        try ferry.broker.close()
    }

    private static func ask(_ request: String, of ferry: TestBroker, token: String = "") async -> HTTPResponse {
        guard case .whole(let head) = HTTPRequestHead.parse(Array((request + "\r\n\r\n").utf8)) else {
            return .badRequest
        }
        let desk = AdminDesk(
            handler: ferry.broker, administration: ferry.broker, token: Array(token.utf8), connectionCount: { 7 })
        return await withCheckedContinuation { continuation in
            desk.respond(to: head) { continuation.resume(returning: $0) }
        }
    }
}
