import FerryClient

extension IncidentView: Listed {
    static var columns: [Table.Column] {
        [
            .left("KEY"), .left("TYPE"), .left("INSTANCE"), .left("ELEMENT"), .left("JOB"), .left("RAISED"),
            .left("MESSAGE"),
        ]
    }

    var cells: [String] {
        [
            "\(key)", "\(type)", "\(processInstanceKey)", elementID, job.map { "\($0)" } ?? "", raisedAt.iso8601,
            message,
        ]
    }

    var json: JSON {
        [
            "key": .key(key), "type": .string(type.description), "message": .string(message),
            "processInstanceKey": .key(processInstanceKey), "definitionKey": .key(definitionKey),
            "elementInstanceKey": .key(elementInstanceKey), "elementId": .string(elementID), "jobKey": .key(job),
            "raisedAt": .time(raisedAt),
        ]
    }
}
