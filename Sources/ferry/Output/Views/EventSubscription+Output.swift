import FerryClient

extension EventSubscription {
    var json: JSON {
        let what: JSON = [
            "key": .key(key), "eventId": .string(eventID), "interrupting": .bool(isInterrupting),
            "kind": .string(trigger.kind),
        ]
        return what.adding(trigger.fields)
    }
}

extension EventSubscription.Trigger {
    fileprivate var fields: JSON {
        switch self {
        case .timer(let timer): ["due": .time(timer.due), "repetitions": .number(timer.repetitions)]
        case .message(let message):
            ["name": .string(message.name), "correlationKey": .string(message.correlationKey)]
        case .signal(let name): ["name": .string(name)]
        case .conditional(let conditional): ["condition": .string(conditional.condition)]
        }
    }

    /// What is waited for, in a few words.
    var line: String {
        switch self {
        case .timer(let timer):
            switch timer.repetitions {
            case 1: timer.due.iso8601
            case -1: "\(timer.due.iso8601), again and again"
            default: "\(timer.due.iso8601), \(timer.repetitions) times"
            }
        case .message(let message): "'\(message.name)' with key '\(message.correlationKey)'"
        case .signal(let name): "'\(name)'"
        case .conditional(let conditional): conditional.condition
        }
    }
}
