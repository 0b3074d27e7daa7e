import FerryClient

extension JobEntry: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("TYPE"), .left("STATE"), .right("RETRIES"), .right("PRIORITY"),
            .left("WORKER"), .left("DUE"), .left("INSTANCE"), .left("PROCESS"), .left("ELEMENT"),
        ]
    }

    var cells: [String] {
        [
            "\(job.key)", job.type, "\(job.state)", "\(job.retries)", "\(job.priority)",
            job.worker, job.due?.iso8601 ?? "",
            "\(processInstanceKey)", "\(processID):\(version)", elementID,
        ]
    }

    var json: JSON {
        job.json.adding([
            "processInstanceKey": .key(processInstanceKey), "definitionKey": .key(definitionKey),
            "processId": .string(processID), "version": .number(version), "elementId": .string(elementID),
            "elementInstanceKey": .key(elementInstanceKey), "tenant": .string(tenant.rawValue),
        ])
    }
}

extension VariableEntry: Listed {
    static var columns: [Table.Column] { [.left("INSTANCE"), .left("SCOPE"), .left("NAME"), .left("VALUE")] }

    var cells: [String] { ["\(processInstanceKey)", "\(scope)", name, value.text] }

    var json: JSON {
        [
            "processInstanceKey": .key(processInstanceKey), "scopeKey": .key(scope), "name": .string(name),
            "value": .value(value),
        ]
    }
}

extension Message: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("NAME"), .left("CORRELATION KEY"), .left("ID"), .left("WAITS UNTIL"),
            .left("VARIABLES"),
        ]
    }

    var cells: [String] {
        [
            "\(key)", address.name, address.correlationKey, id, deadline.iso8601,
            String(decoding: variables.json, as: UTF8.self),
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "name": .string(address.name), "correlationKey": .string(address.correlationKey),
            "messageId": .string(id), "deadline": .time(deadline), "variables": .variables(variables),
            "tenant": .string(address.tenant.rawValue),
        ]
    }
}

extension MessageSubscriptionView: Listed {
    static var columns: [Table.Column] {
        [.left("KEY"), .left("NAME"), .left("CORRELATION KEY"), .left("INSTANCE"), .left("PROCESS"), .left("ELEMENT")]
    }

    var cells: [String] {
        [
            "\(key)", address.name, address.correlationKey, "\(processInstanceKey)", processID,
            "\(elementInstanceKey)",
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "name": .string(address.name), "correlationKey": .string(address.correlationKey),
            "processInstanceKey": .key(processInstanceKey), "processId": .string(processID),
            "elementInstanceKey": .key(elementInstanceKey), "interrupting": .bool(isInterrupting),
            "correlatingMessageKey": .key(correlating), "tenant": .string(address.tenant.rawValue),
        ]
    }
}

extension TimerView: Listed {
    static var columns: [Table.Column] {
        [.left("KEY"), .left("DUE"), .right("TIMES"), .left("INSTANCE"), .left("PROCESS"), .left("EVENT")]
    }

    var cells: [String] {
        [
            "\(key)", due.iso8601, repetitions == -1 ? "for ever" : "\(repetitions)",
            processInstanceKey.map { "\($0)" } ?? "begins one", "\(processID):\(version)", eventID,
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "due": .time(due), "repetitions": .number(repetitions), "eventId": .string(eventID),
            "processInstanceKey": .key(processInstanceKey), "elementInstanceKey": .key(elementInstanceKey),
            "definitionKey": .key(definitionKey), "processId": .string(processID), "version": .number(version),
            "tenant": .string(tenant.rawValue),
        ]
    }
}
