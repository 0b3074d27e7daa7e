import FerryClient

extension Topology {
    var json: JSON {
        [
            "serverVersion": .string(serverVersion), "clusterId": .string(clusterID),
            "partitions": .array(partitions.map(\.json)),
        ]
    }

    var lines: [String] {
        var table = Table([.right("PARTITION"), .left("HEALTH"), .right("LAST POSITION"), .left("PROBLEM")])
        return labelled([("server", serverVersion), ("cluster", clusterID)]) + [""]
            + table.lines(
                partitions.map { ["\($0.id)", $0.isHealthy ? "healthy" : "STOPPED", "\($0.lastPosition)", $0.problem] })
    }
}

extension PartitionView {
    var json: JSON {
        [
            "id": .number(Int64(id.rawValue)), "healthy": .bool(isHealthy),
            "lastPosition": .number(Int64(clamping: lastPosition.rawValue)), "problem": .string(problem),
        ]
    }
}
