import FerryBroker
import FerryModel

/// What the admin port answers to a request, apart from sockets.
///
/// `/health/live`: the process serves requests. `/health/ready`: every partition takes commands, else 503 and why not.
/// `/metrics`: Prometheus' text format. `POST /backup?name=NAME`: makes a backup and answers when it is there.
struct AdminDesk: Sendable {
    let handler: any CallHandler
    /// nil: only health is answered.
    let administration: (any BrokerAdministration)?
    /// What must be shown to change something; empty for nothing.
    let token: [UInt8]
    let connectionCount: @Sendable () -> Int

    /// `answer` is called once, at once or on another thread.
    func respond(to head: HTTPRequestHead, _ answer: @escaping @Sendable (HTTPResponse) -> Void) {
        guard head.path != "/backup" || administration == nil else { return backUp(head, answer) }
        guard head.method == "GET" || head.method == "HEAD" else { return answer(.methodNotAllowed) }
        switch head.path {
        case "/health/live": answer(HTTPResponse(status: "200 OK", text: "alive"))
        case "/health/ready": answer(readiness)
        case "/metrics": answer(metrics ?? .notFound)
        default: answer(.notFound)
        }
    }

    private var readiness: HTTPResponse {
        let partitions = handler.topology.partitions
        let ill = partitions.filter { !$0.isHealthy }
        guard !ill.isEmpty || partitions.isEmpty else {
            return HTTPResponse(status: "200 OK", text: "ready: \(partitions.count) partitions")
        }
        let problems = ill.map { "partition \($0.id): \($0.problem.isEmpty ? "not healthy" : $0.problem)" }
        return HTTPResponse(
            status: "503 Service Unavailable",
            text: "not ready: " + (ill.isEmpty ? "no partitions yet" : problems.joined(separator: "; ")))
    }

    private var metrics: HTTPResponse? {
        guard var text = administration?.metrics else { return nil }
        text.gauge("ferry_connections", "Open connections of clients.", [([], Double(connectionCount()))])
        if let bytes = ProcessMemory.residentBytes {
            text.gauge("process_resident_memory_bytes", "Memory the process holds.", [([], Double(bytes))])
        }
        return HTTPResponse(status: "200 OK", contentType: MetricsText.contentType, body: text.text)
    }

    private func backUp(_ head: HTTPRequestHead, _ answer: @escaping @Sendable (HTTPResponse) -> Void) {
        guard head.method == "POST" else { return answer(.onlyPost) }
        // A page in a browser on this machine could send this request too; browsers then say where it comes from.
        guard head.fields["origin"] == nil, isKnown(head) else {
            return answer(
                HTTPResponse(
                    status: "401 Unauthorized", text: "expected the header Authorization: Bearer and the broker's token"
                ))
        }
        guard let name = head.parameter("name") else {
            return answer(HTTPResponse(status: "400 Bad Request", text: "expected /backup?name=NAME"))
        }
        administration?.backUp(name) { result in answer(HTTPResponse(result)) }
    }

    private func isKnown(_ head: HTTPRequestHead) -> Bool {
        token.isEmpty
            || Array((head.fields["authorization"] ?? "").utf8).isEqualInConstantTime(to: "Bearer ".utf8 + token)
    }
}

extension HTTPResponse {
    fileprivate init(_ result: Result<BackupOutcome, BackupFailure>) {
        switch result {
        case .success(let outcome):
            let positions = outcome.positions.enumerated().map { "partition \($0 + 1) up to event \($1)" }
            self.init(status: "200 OK", text: "\(outcome.path): \(positions.joined(separator: ", "))")
        case .failure(let failure):
            let status =
                switch failure {
                case .notConfigured: "403 Forbidden"
                case .busy, .exists: "409 Conflict"
                case .badName: "400 Bad Request"
                case .notNow: "503 Service Unavailable"
                }
            self.init(status: status, text: failure.description)
        }
    }
}

extension [UInt8] {
    /// Takes as long for a nearly right token as for a wrong one of the same length.
    fileprivate func isEqualInConstantTime(to other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        return zip(self, other).reduce(0) { difference, pair in difference | (pair.0 ^ pair.1) } == 0
    }
}
