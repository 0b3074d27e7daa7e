import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func topology(_ topology: CTopologyResponse) -> Topology {
        unsafe Topology(
            serverVersion: text(topology.server_version, "server_version"),
            clusterID: text(topology.cluster_id, "cluster_id"),
            partitions: list(topology.n_partitions, topology.partitions, "partitions") { unsafe $0.partition($1) })
    }

    private mutating func partition(_ partition: CPartition) -> PartitionView {
        unsafe PartitionView(
            id: partitionID(partition.id, "id"), isHealthy: partition.is_healthy != 0,
            lastPosition: LogPosition(partition.last_position), problem: text(partition.problem, "problem"))
    }

    mutating func partitionID(_ value: UInt32, _ field: String) -> PartitionID {
        PartitionID(UInt16(truncatingIfNeeded: number(value, field, in: 1...UInt32(PartitionID.max.rawValue))))
    }
}

extension FieldWriter {
    func topology(_ topology: Topology) -> CTopologyResponse {
        unsafe CTopologyResponse(
            base: CTopologyResponse.head, server_version: text(topology.serverVersion),
            cluster_id: text(topology.clusterID), n_partitions: topology.partitions.count,
            partitions: list(topology.partitions) { unsafe $0.partition($1) })
    }

    private func partition(_ partition: PartitionView) -> CPartition {
        unsafe CPartition(
            base: CPartition.head, id: UInt32(partition.id.rawValue), is_healthy: partition.isHealthy ? 1 : 0,
            last_position: partition.lastPosition.rawValue, problem: text(partition.problem))
    }
}
