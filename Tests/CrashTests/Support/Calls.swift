import FerryClient

extension Variables {
    static func marks(_ mark: Int, _ names: String...) -> Variables {
        Variables(names.map { Entry(name: $0, value: .number(mark)) })
    }
}

extension JSONValue {
    static func text(_ text: String) -> JSONValue { (try? JSONValue(parsing: "\"\(text)\"")) ?? .null }
    static func number(_ number: Int) -> JSONValue { (try? JSONValue(parsing: "\(number)")) ?? .null }
}

extension FerryClient {
    /// Makes any call, and waits for its answer.
    func carryOut(_ call: Call, _ idempotencyKey: [UInt8]) async throws(Rejection) -> Answer {
        let result = await withCheckedContinuation { continuation in
            send(call, options: CallOptions(idempotencyKey: idempotencyKey)) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }
}

extension Rejection {
    /// The connection, the broker or the client went away: nothing is known of the command.
    var isLoss: Bool { code == .unavailable || code == .cancelled || code == .deadlineExceeded }
}
