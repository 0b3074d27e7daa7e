import FerryClient
import Foundation

/// What the event logs say, read on from where the last reading ended: positions without a gap, and the state that
/// follows from the events.
struct History: Sendable {
    private(set) var eventCount = 0
    private(set) var problems: [String] = []
    private(set) var running: [ProcessInstanceKey: Traces] = [:]
    private(set) var startedCount = 0
    private(set) var endedCount = 0
    private var next: [PartitionID: LogPosition] = [:]
    /// Of those that ended, too.
    private(set) var tallies: [ProcessInstanceKey: Tally] = [:]
    private(set) var cancelled: Set<ProcessInstanceKey> = []

    /// An instance as its events describe it.
    struct Traces: Hashable, Sendable {
        var definition: ProcessDefinitionKey
        var elements: [ElementInstanceKey: String] = [:]
        var variables: [String: String] = [:]
        var incidents: Set<IncidentKey> = []
    }

    mutating func read(_ client: FerryClient) async throws {
        for partition in try await client.topology().partitions {
            let from = next[partition.id] ?? LogPosition(1)
            var position = from
            for try await batch in client.streamEvents(StreamEvents(partition: partition.id, from: from)) {
                for event in batch.events {
                    if event.position != position {
                        problems.append("partition \(partition.id): \(event.position) follows \(position)")
                    }
                    position = LogPosition(event.position.rawValue + 1)
                    try take(event)
                }
            }
            if position.rawValue != partition.lastPosition.rawValue + 1 {
                problems.append("partition \(partition.id) ends at \(partition.lastPosition), its log at \(position)")
            }
            next[partition.id] = position
        }
    }

    /// Where events and what the broker shows disagree.
    func problems(against view: BrokerView) -> [String] {
        var problems = self.problems
        if startedCount - endedCount != view.summaries.count {
            problems.append("\(startedCount) began, \(endedCount) ended, \(view.summaries.count) are listed")
        }
        for tree in view.trees.values {
            let key = tree.summary.key
            var shown = Traces(definition: tree.summary.definitionKey)
            for element in tree.elements {
                shown.elements[element.key] = element.elementID
                shown.incidents.formUnion(element.incidents.map(\.key))
            }
            for variable in tree.variables { shown.variables[variable.name] = variable.value.text }
            if running[key] != shown {
                problems.append("instance \(key) is \(shown), its events say \(String(describing: running[key]))")
            }
        }
        return problems
    }

    /// Where an order's history has more or less in it than its commands did.
    func problems(of order: Order) -> [String] {
        var expected = order.tally
        var found = tallies[order.key] ?? Tally()
        if cancelled.contains(order.key) {
            // A cancellation takes incidents along; how is not what is tested here.
            expected.resolved = 0
            found.resolved = 0
        }
        return expected == found ? [] : ["order \(order.key): expected \(expected), its events say \(found)"]
    }

    // MARK: One event

    private mutating func take(_ event: EventView) throws {
        eventCount += 1
        let key = event.processInstanceKey
        let details = try JSONDecoder().decode(Details.self, from: Data(event.details.bytes))
        switch event.kind {
        case "PROCESS_INSTANCE_CREATED":
            startedCount += 1
            tallies[key, default: Tally()].created += 1
            running[key] = Traces(definition: details.definitionKey?.key() ?? 0)
        case "ELEMENT_ACTIVATING":
            running[key]?.elements[details.elementInstanceKey?.key() ?? 0] = details.elementId
        case "ELEMENT_COMPLETED", "ELEMENT_TERMINATED":
            let element: ElementInstanceKey = details.elementInstanceKey?.key() ?? 0
            running[key]?.elements[element] = nil
            guard element == key.root else { break }
            endedCount += 1
            if event.kind == "ELEMENT_TERMINATED" { cancelled.insert(key) }
            if let left = running.removeValue(forKey: key), !left.elements.isEmpty {
                problems.append("instance \(key) ended with \(left.elements) in it")
            }
        case "PROCESS_INSTANCE_MIGRATED":
            tallies[key]?.moved += 1
            running[key]?.definition = details.target?.key() ?? 0
            for moved in details.elements ?? [] {
                running[key]?.elements[moved.elementInstanceKey.key()] = moved.to
            }
        case "VARIABLE_SET":
            tallies[key]?.variables += 1
            if let name = details.name { running[key]?.variables[name] = details.value?.text }
        case "JOB_COMPLETED": tallies[key]?.completed += 1
        case "JOB_FAILED": tallies[key]?.failed += 1
        case "INCIDENT_RAISED":
            tallies[key]?.raised += 1
            running[key]?.incidents.insert(details.incidentKey?.key() ?? 0)
        case "INCIDENT_RESOLVED":
            tallies[key]?.resolved += 1
            running[key]?.incidents.remove(details.incidentKey?.key() ?? 0)
        default: break
        }
    }

    private struct Details: Decodable {
        var definitionKey, elementInstanceKey, target, incidentKey: KeyText?
        var elementId, name: String?
        var elements: [Moved]?
        var value: Value?

        struct Moved: Decodable {
            let elementInstanceKey: KeyText
            let to: String
        }

        /// The two kinds of values that orders have.
        struct Value: Decodable {
            let text: String

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    text = "\(number)"
                } else {
                    text = "\"\(try container.decode(String.self))\""
                }
            }
        }
    }

    /// Keys stand in events as texts.
    private struct KeyText: Decodable {
        let value: Int64

        init(from decoder: any Decoder) throws {
            value = Int64(try decoder.singleValueContainer().decode(String.self)) ?? 0
        }

        func key<K: Key>() -> K { K(rawValue: value) }
    }
}
