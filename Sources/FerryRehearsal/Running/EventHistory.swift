import FerryModel

/// Events of a log, each with the elements that its keys stand for.
struct EventHistory {
    /// Those that are asked for.
    private(set) var recent: [KnownEvent] = []
    /// The element of every element instance, job, subscription and incident so far.
    private var elements: [String: String] = [:]

    private static let keys = [
        "elementInstanceKey", "jobKey", "userTaskKey", "subscriptionKey", "incidentKey", "compensationKey",
        "activityInstanceKey",
    ]

    init(_ events: [EventView], since begin: LogPosition) {
        for event in events {
            let details = (try? Variables(parsing: event.details.bytes)) ?? Variables()
            note(details, of: event)
            if event.position > begin {
                recent.append(
                    KnownEvent(view: event, details: details, element: element(of: details), scope: scope(of: details)))
            }
        }
    }

    mutating func append(_ other: EventHistory) { recent += other.recent }

    private mutating func note(_ details: Variables, of event: EventView) {
        // Element instances go by another id after a migration.
        for moved in details["elements"]?.items ?? [] where event.kind == "PROCESS_INSTANCE_MIGRATED" {
            guard let moved = try? Variables(parsing: moved.bytes), let key = moved["elementInstanceKey"] else {
                continue
            }
            elements[key.plainText] = moved["to"]?.plainText
        }
        guard let id = (details["elementId"] ?? details["activityId"])?.plainText ?? element(of: details) else {
            return
        }
        for name in Self.keys {
            if let key = details[name]?.plainText, elements[key] == nil { elements[key] = id }
        }
    }

    private func element(of details: Variables) -> String? {
        if let id = details["elementId"] { return id.plainText }
        for name in Self.keys {
            if let key = details[name]?.plainText, let id = elements[key] { return id }
        }
        return nil
    }

    private func scope(of details: Variables) -> String? { details["scopeKey"].flatMap { elements[$0.plainText] } }
}

/// An event, and what it is about.
struct KnownEvent {
    let view: EventView
    let details: Variables
    /// The id of the element concerned.
    let element: String?
    /// The id of the element in whose scope it happened.
    let scope: String?

    private static let names = [
        "elementId", "eventId", "gatewayId", "flowId", "activityId", "name", "by", "decisionId", "processId",
    ]

    private var subjects: [String] {
        let named = Self.names.compactMap { details[$0]?.plainText }
        return element.map { named + [$0] } ?? named
    }

    func isAs(_ expected: Expectation.ExpectedEvent) -> Bool {
        guard expected.kind.rawValue == view.kind else { return false }
        guard expected.subject.map({ subjects.contains($0) }) ?? true else { return false }
        return expected.details.allSatisfy { seen($0.name).isAs($0.value) }
    }

    /// Of details, text may stand for itself and JSON for what it means; `element` and `scope` are ids.
    private func seen(_ name: String) -> Seen {
        switch name {
        case "element": return .text(element ?? "")
        case "scope": return .text(scope ?? "")
        default:
            guard let value = details[name] else { return .text("") }
            return .value(value)
        }
    }

    /// With the details that some of the expected events of this kind ask for.
    func shown(only expected: [Expectation.ExpectedEvent]) -> String {
        var asked: [String] = []
        for event in expected where event.kind.rawValue == view.kind {
            for field in event.details where !asked.contains(field.name) { asked.append(field.name) }
        }
        let details = asked.map { "\($0) \(seen($0).shown())" }
        return ([view.kind] + subjects.prefix(1)).joined(separator: " ")
            + (details.isEmpty ? "" : " {\(details.joined(separator: ", "))}")
    }
}

extension Expectation.ExpectedEvent {
    var shown: String {
        let details = self.details.map { "\($0.name) \($0.value.shown(like: nil))" }.joined(separator: ", ")
        return ([kind.rawValue] + [subject].compactMap(\.self)).joined(separator: " ")
            + (details.isEmpty ? "" : " {\(details)}")
    }
}

extension EventView {
    func detail(_ name: String) -> String? {
        guard let value = (try? Variables(parsing: details.bytes))?[name] else { return nil }
        return value.plainText
    }
}
