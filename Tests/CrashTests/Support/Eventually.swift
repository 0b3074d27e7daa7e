/// A condition did not come true in its time.
struct TooLate: Error, CustomStringConvertible {
    let awaited: String
    let limit: Duration

    var description: String { "\(awaited): not within \(limit)" }
}

/// Looks again and again until there is something to see; throws when the time is over.
func eventually<Value>(
    _ awaited: String, within limit: Duration = .seconds(20), look: () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + limit
    while true {
        if let value = try await look() { return value }
        guard ContinuousClock.now < deadline else { throw TooLate(awaited: awaited, limit: limit) }
        try await Task.sleep(for: .milliseconds(1))
    }
}

/// The same for a condition.
func eventually(
    _ awaited: String, within limit: Duration = .seconds(20), holds: () async throws -> Bool
) async throws {
    let _: Void = try await eventually(awaited, within: limit) { try await holds() ? () : nil }
}
