import FerryClient

extension ProcessInstanceSummary: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("PROCESS"), .right("VERSION"), .left("STATE"), .right("INCIDENTS"), .left("STARTED"),
            .left("STANDS AT"),
        ]
    }

    var cells: [String] {
        [
            "\(key)", processID, "\(version)", "\(state)", "\(incidents)", startedAt.iso8601,
            activeElements.joined(separator: ", "),
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "definitionKey": .key(definitionKey), "processId": .string(processID),
            "version": .number(version), "state": .string(state.description), "incidents": .number(incidents),
            "startedAt": .time(startedAt), "activeElements": .strings(activeElements),
            "tenant": .string(tenant.rawValue), "tags": .strings(tags), "businessId": .string(businessID),
        ]
    }

    var lines: [String] {
        labelled([
            ("instance", "\(key)"), ("process", "\(processID):\(version)"), ("definition", "\(definitionKey)"),
            ("state", "\(state)"), ("started", startedAt.iso8601),
            ("incidents", incidents == 0 ? "" : "\(incidents)"), ("tags", tags.joined(separator: ", ")),
            ("business id", businessID),
        ])
    }
}
