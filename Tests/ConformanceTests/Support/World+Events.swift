import FerryClient
import FerryModel
import FerryStore
import Foundation
import Testing

extension Harness {
    /// Runs a scenario after which no instance may be left, nor anything that belonged to one: the tables of both
    /// partitions are looked through and compared with what their logs lead to.
    func leavesNothing(
        sourceLocation: SourceLocation = #_sourceLocation, _ body: (World) async throws -> Void
    ) async throws {
        let stores = [MemoryOrderedStore(), MemoryOrderedStore()]
        try await withWorld(on: .stores(stores), body)
        for (number, store) in stores.enumerated() {
            let report = StoreCheck.run(PartitionID(UInt16(number + 1)), store, scratch: MemoryOrderedStore())
            let lasting: Set = ["meta", "definition", "definitionChanges", "answer", "answerExpiry", "outbox"]
            let left = report.rows.filter { !lasting.contains($0.0) && $0.1 > 0 }.map { "\($0.1) of \($0.0)" }
            #expect(report.findings.isEmpty, sourceLocation: sourceLocation)
            #expect(left.isEmpty, sourceLocation: sourceLocation)
        }
    }
}

/// Events, and what became of elements.
extension World {
    /// Deploys a file and begins an instance of its process.
    func begin(_ file: [UInt8], _ variables: String = "{}") async throws -> ProcessInstanceKey {
        try await create(try await deployOne(file), variables)
    }

    @discardableResult
    func broadcast(_ name: String, _ variables: String = "{}") async throws -> [ProcessInstanceKey] {
        try await client.broadcastSignal(BroadcastSignal(name: name, variables: Variables(parsing: variables))).started
    }

    /// Reaches an instance on whichever partition it lives.
    func broadcast(
        _ name: String, _ variables: String = "{}", heardBy key: ProcessInstanceKey, at event: String
    ) async throws {
        let count = try await triggered(key).count { $0 == event }
        try await broadcast(name, variables)
        try await until(key) { $0.count { $0.kind == "EVENT_TRIGGERED" && $0.details("eventId") == event } > count }
    }

    func throwError(
        _ key: ProcessInstanceKey, _ element: String, _ code: String, message: String = "", _ variables: String = "{}"
    ) async throws {
        let job = try await job(key, element)
        try await client.throwError(
            ThrowError(
                jobKey: job.key, errorCode: code, errorMessage: message, variables: Variables(parsing: variables)))
    }

    func resolve(_ incident: IncidentView) async throws { try await client.resolveIncident(incident.key) }

    /// The one incident of an instance.
    func incident(
        _ key: ProcessInstanceKey, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> IncidentView {
        let incidents = try await tree(key).incidents
        #expect(incidents.count == 1, sourceLocation: sourceLocation)
        return try #require(incidents.first, sourceLocation: sourceLocation)
    }

    /// Sorted: which elements wait, scopes around them left out.
    func waiting(_ key: ProcessInstanceKey) async throws -> [String] {
        let scopes: Set = ["PROCESS", "SUB_PROCESS", "EVENT_SUB_PROCESS", "MULTI_INSTANCE_BODY"]
        return try await tree(key).elements.filter { !scopes.contains($0.kind) }.map(\.elementID).sorted()
    }

    /// Elements that completed, in that order.
    func completed(_ key: ProcessInstanceKey) async throws -> [String] {
        try await elements(of: key, "ELEMENT_COMPLETED")
    }

    /// Elements that were terminated, in that order.
    func terminated(_ key: ProcessInstanceKey) async throws -> [String] {
        try await elements(of: key, "ELEMENT_TERMINATED")
    }

    /// Events that triggered, in that order.
    func triggered(_ key: ProcessInstanceKey) async throws -> [String] {
        try await history(of: key).filter { $0.kind == "EVENT_TRIGGERED" }.compactMap { $0.details("eventId") }
    }

    /// The value last given to a variable in a scope of this element; nil when it never was.
    func lastSet(_ name: String, in element: String, of key: ProcessInstanceKey) async throws -> String? {
        let history = try await history(of: key)
        let scopes = history.filter { $0.kind == "ELEMENT_ACTIVATING" && $0.details("elementId") == element }
            .compactMap { $0.details("elementInstanceKey") }
        return history.last {
            $0.kind == "VARIABLE_SET" && $0.details("name") == name && scopes.contains($0.details("scopeKey") ?? "")
        }?.details("value")
    }

    private func elements(of key: ProcessInstanceKey, _ kind: String) async throws -> [String] {
        try await history(of: key).filter { $0.kind == kind }.compactMap { $0.details("elementId") }
    }

    /// Follows an instance until its history is as wished.
    func until(_ key: ProcessInstanceKey, _ condition: ([EventView]) -> Bool) async throws {
        var seen: [EventView] = []
        let request = StreamEvents(partition: key.partition, follow: true, processInstance: key)
        for try await batch in client.streamEvents(request) {
            seen += batch.events
            if condition(seen) { return }
        }
    }

    /// Follows an instance until it is over.
    func untilOver(_ key: ProcessInstanceKey) async throws {
        let root = "\(key.rawValue)"
        try await until(key) { events in
            events.contains {
                ["ELEMENT_COMPLETED", "ELEMENT_TERMINATED"].contains($0.kind)
                    && $0.details("elementInstanceKey") == root
            }
        }
    }
}

extension EventView {
    /// A field of the details as text.
    func details(_ field: String) -> String? {
        let object = try? JSONSerialization.jsonObject(with: Data(details.text.utf8)) as? [String: Any]
        return object?[field].map { "\($0)" }
    }
}

extension ProcessInstanceTree {
    /// The one child instance of a call activity.
    func called(by element: String) throws -> ProcessInstanceKey {
        try #require(self.element(element)?.calledInstance)
    }
}
