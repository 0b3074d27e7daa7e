import FerryClient
import FerryModel
import Testing

/// Words for scenarios with many jobs of a type and instances that call others.
extension World {
    /// Completes the oldest waiting job of a type.
    func work(_ type: String, _ variables: String = "{}", sourceLocation: SourceLocation = #_sourceLocation)
        async throws
    {
        let job = try #require(
            try await jobs(type, max: 1).first, "no job of type '\(type)'", sourceLocation: sourceLocation)
        try await client.completeJob(CompleteJob(jobKey: job.key, variables: Variables(parsing: variables)))
    }

    /// Fails the oldest waiting job of a type.
    func fail(_ type: String, retries: Int32 = 0) async throws -> JobKey {
        let job = try #require(try await jobs(type, max: 1).first, "no job of type '\(type)'")
        try await client.failJob(FailJob(jobKey: job.key, retries: retries, message: "broken"))
        return job.key
    }

    /// The open incidents of an instance, `TYPE element`.
    func incidents(_ key: ProcessInstanceKey) async throws -> [String] {
        try await tree(key).incidents.map { "\($0.type) \($0.elementID)" }
    }

    func resolveAll(_ key: ProcessInstanceKey) async throws {
        for incident in try await tree(key).incidents { try await client.resolveIncident(incident.key) }
    }

    /// The instance that an element of this instance called and waits for.
    func called(by key: ProcessInstanceKey, _ element: String) async throws -> ProcessInstanceKey {
        try #require(
            try await tree(key).elements.first { $0.elementID == element && $0.calledInstance != nil }?.calledInstance)
    }

    /// What the elements of an instance did, such as `ACTIVATED task`; only the given elements, or all.
    func trail(_ key: ProcessInstanceKey, _ steps: [String], of elements: [String] = []) async throws -> [String] {
        try await history(of: key).compactMap { event in
            guard event.kind.hasPrefix("ELEMENT_"), let element = event.text("elementId") else { return nil }
            let step = String(event.kind.dropFirst("ELEMENT_".count))
            guard steps.contains(step), elements.isEmpty || elements.contains(element) else { return nil }
            return "\(step) \(element)"
        }
    }

    /// The values a variable took anywhere in an instance, in order.
    func values(_ key: ProcessInstanceKey, of name: String) async throws -> [String] {
        try await history(of: key).filter { $0.kind == "VARIABLE_SET" && $0.text("name") == name }
            .compactMap { $0.field("value") }
    }

    /// Waits for the instance to end and answers its variables.
    func ended(_ key: ProcessInstanceKey, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await !isRunning(key), sourceLocation: sourceLocation)
        let last = try await history(of: key).last { $0.kind.hasPrefix("ELEMENT_") }
        #expect(last?.kind == "ELEMENT_COMPLETED", sourceLocation: sourceLocation)
    }
}

extension EventView {
    /// A member of the details, as JSON text.
    func field(_ name: String) -> String? {
        (try? Variables(parsing: details.text))?[text: name]
    }

    /// A member of the details that is a string, without its quotes.
    func text(_ name: String) -> String? {
        field(name).flatMap { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : nil }
    }
}
