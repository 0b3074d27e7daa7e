import FerryClient
import FerryModel

/// What stands in the log.
extension ScenarioRun {
    /// All events of an instance up to now; with those that the span asks for marked as recent.
    func history(of key: ProcessInstanceKey, _ span: Expectation.Span) async throws -> EventHistory {
        let events = try await events(of: key.partition, instance: key)
        let begin = span.isWholeHistory ? .none : positions[key.partition] ?? .none
        return EventHistory(events, since: begin)
    }

    /// Partition by partition.
    func brokerHistory(_ span: Expectation.Span) async throws -> EventHistory {
        var history = EventHistory([], since: .none)
        for partition in try await client.topology().partitions.map(\.id) {
            let begin = span.isWholeHistory ? .none : positions[partition] ?? .none
            history.append(EventHistory(try await events(of: partition, instance: nil), since: begin))
        }
        return history
    }

    private func events(of partition: PartitionID, instance: ProcessInstanceKey?) async throws -> [EventView] {
        var events: [EventView] = []
        let request = StreamEvents(partition: partition, processInstance: instance)
        for try await batch in client.streamEvents(request) { events += batch.events }
        return events
    }

    /// The kind of the event that ended an instance.
    func lastKind(of key: ProcessInstanceKey) async throws -> String? {
        try await events(of: key.partition, instance: key).last { event in
            ["ELEMENT_COMPLETED", "ELEMENT_TERMINATED"].contains(event.kind)
                && event.detail("elementInstanceKey") == key.root.description
        }?.kind
    }

    /// The variables of the process when the instance ended.
    func lastVariables(of key: ProcessInstanceKey) async throws -> Variables {
        var variables = Variables()
        func apply(_ change: Variables, _ value: String) {
            guard change["scopeKey"]?.plainText == key.root.description, let name = change["name"] else { return }
            variables[name.plainText] = change[value]
        }
        for event in try await events(of: key.partition, instance: key) {
            guard let details = try? Variables(parsing: event.details.bytes) else { continue }
            if event.kind == "VARIABLE_SET" { apply(details, "value") }
            for change in details["variables"]?.items ?? [] where event.kind == "PROCESS_INSTANCE_MIGRATED" {
                if let change = try? Variables(parsing: change.bytes) { apply(change, "after") }
            }
        }
        return variables
    }

    func compare(
        _ occurrence: Expectation.Occurrence, _ expected: [Expectation.ExpectedEvent], _ history: EventHistory,
        _ line: Int
    ) -> [Mismatch] {
        switch occurrence {
        case .someInOrder:
            var rest = expected[...]
            for event in history.recent { if let next = rest.first, event.isAs(next) { rest.removeFirst() } }
            guard let missing = rest.first else { return [] }
            return [
                Mismatch(
                    "event \(missing.shown)", line: missing.line, expected: expected.map(\.shown),
                    found: history.recent.map { $0.shown(only: expected) })
            ]
        case .allInOrder:
            let kinds = Set(expected.map(\.kind.rawValue))
            let found = history.recent.filter { kinds.contains($0.view.kind) }
            guard found.count != expected.count || !zip(found, expected).allSatisfy({ $0.isAs($1) }) else { return [] }
            return [
                Mismatch(
                    "all events of these kinds", line: line, expected: expected.map(\.shown),
                    found: found.map { $0.shown(only: expected) })
            ]
        case .none:
            let unwanted = history.recent.filter { event in expected.contains { event.isAs($0) } }
            guard !unwanted.isEmpty else { return [] }
            return [
                Mismatch(
                    "events that should not be there", line: line, expected: [],
                    found: unwanted.map { $0.shown(only: expected) })
            ]
        }
    }
}
