import FerryModel

/// How partitions reach each other and those who watch them.
protocol PartitionRouter: AnyObject, Sendable {
    func send(_ work: PartitionWork, to partition: PartitionID)
    /// More of a partition's log is safe on disk.
    func logGrew(on partition: PartitionID)
}
