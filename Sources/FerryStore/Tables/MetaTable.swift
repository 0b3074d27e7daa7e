/// The partition's one row of numbers: -> `PartitionMeta`.
enum MetaTable {
    static func key(_ encoder: inout KeyEncoder) { encoder.begin(.meta) }
}
