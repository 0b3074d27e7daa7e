import FerryClient

extension JobView {
    var json: JSON {
        [
            "key": .key(key), "type": .string(type), "retries": .number(retries), "state": .string(state.description),
            "worker": .string(worker), "due": .time(due), "errorMessage": .string(errorMessage),
            "kind": .string(kind.description), "priority": .number(priority),
        ]
    }

    /// For a cell of the tree: `2251799813685260 charge-card, 3 retries, ACTIVATED by till-1`.
    var line: String {
        let holder = worker.isEmpty || state == .activatable ? "" : " by \(worker)"
        let rank = priority == 0 ? "" : ", priority \(priority)"
        return "\(key) \(type), \(retries) \(retries == 1 ? "retry" : "retries")\(rank), \(state)\(holder)"
    }
}

extension ActivatedJob: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("TYPE"), .left("INSTANCE"), .left("PROCESS"), .left("ELEMENT"), .right("RETRIES"),
            .right("PRIORITY"), .left("HELD UNTIL"), .left("VARIABLES"),
        ]
    }

    var cells: [String] {
        [
            "\(key)", type, "\(processInstanceKey)", "\(processID):\(version)", elementID, "\(retries)",
            "\(priority)", deadline.iso8601, String(decoding: variables.json, as: UTF8.self),
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "type": .string(type), "processInstanceKey": .key(processInstanceKey),
            "definitionKey": .key(definitionKey), "processId": .string(processID), "version": .number(version),
            "elementId": .string(elementID), "elementInstanceKey": .key(elementInstanceKey),
            "headers": .object(headers.map { JSON.Field(name: $0.key, value: .string($0.value)) }),
            "retries": .number(retries), "deadline": .time(deadline), "variables": .variables(variables),
            "tenant": .string(tenant.rawValue), "kind": .string(kind.description), "priority": .number(priority),
        ]
    }
}
