import FerryBPMN
import FerryModel

/// The words of refusals about events.
extension Reason {
    static func eventTypeChanged(_ from: Element, _ to: Element) -> Reason {
        Reason(
            code: "EVENT_TYPE_CHANGED", elementID: from.id, expected: from.eventPhrase,
            found: "'\(to.id)', \(to.eventPhrase)",
            hint: from.kind == .intermediateCatchEvent
                ? "map it to a catch event of the same trigger"
                : "leave the instruction out: the one is closed and the other opened")
    }

    static func eventDetached(
        _ from: Element, _ to: Element, holder: Element?, expected: Element?, found: Element?
    ) -> Reason {
        let place = found.map { "'\(to.id)', which belongs to '\($0.id)'" } ?? "'\(to.id)', which waits by itself"
        let hint: String
        let wanted: String
        switch (holder, expected) {
        case (_, let expected?):
            wanted = "an event that belongs to '\(expected.id)'"
            hint =
                "an event goes with what it belongs to; leave the instruction out to close the one and open the other"
        case (let holder?, nil):
            wanted = "an instruction for '\(holder.id)', which the event belongs to"
            hint = "map '\(holder.id)' as well"
        case (nil, nil):
            wanted = "an event that waits by itself"
            hint = "map it to a catch event in the flow"
        }
        return Reason(code: "EVENT_DETACHED", elementID: from.id, expected: wanted, found: place, hint: hint)
    }

    static func eventsMerged(_ from: [String], onto to: String, at holder: String) -> Reason {
        Reason(
            code: "EVENTS_MERGED", elementID: to, expected: "one event of '\(holder)' for each target event",
            found: from.map { "'\($0)'" }.joined(separator: " and "),
            hint: "map one of them; what is not mapped is closed")
    }

    static func updateWithoutTrigger(_ from: Element, expected: String) -> Reason {
        Reason(
            code: "TRIGGER_UPDATE_WITHOUT_TRIGGER", elementID: from.id, expected: "\(expected) that is waited for",
            found: from.eventPhrase, hint: "name the event itself, or leave 'trigger' and 'timer' out")
    }

    static func messageStartCardinality(
        _ lock: MessageStartLock, held holder: ProcessInstanceKey, by target: ProcessDefinition
    ) -> Reason {
        Reason(
            code: "MESSAGE_START_CARDINALITY", elementID: target.processID,
            expected:
                "no active instance of '\(target.processID)' that a message with key '\(lock.correlationKey)' began",
            found: "process instance \(holder)",
            hint: "wait until \(holder) has ended, or migrate to a version of the same process")
    }
}

extension Element {
    /// For example `a TIMER event`.
    fileprivate var eventPhrase: String {
        guard isCatching else { return kind.phrase }
        guard let event else { return "an event without a trigger" }
        let name = event.kind.rawValue
        return ("AEIO".contains(name.prefix(1)) ? "an " : "a ") + name + " event"
    }
}
