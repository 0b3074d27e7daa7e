import FerryEngine
import FerryModel
import FerryStore

extension Broker {
    /// Everything the broker tells of itself, made when asked for.
    package var metrics: MetricsText {
        let figures = partitions.map(\.metrics.figures)
        func each(_ value: (Int) -> Double) -> [(labels: MetricsText.Labels, value: Double)] {
            partitions.indices.map { (partitions[$0].labels, value($0)) }
        }
        var text = MetricsText()
        text.counter(
            "ferry_commands_total", "Calls answered, by call and status code.",
            commands.counts.map { ([("call", $0.call.name), ("code", $0.code.description)], Double($0.count)) })
        text.histogram(
            "ferry_turn_calls", "Calls and messages worked off in one turn.",
            zip(partitions, figures).map { ($0.labels, $1.turnCalls) })
        text.histogram(
            "ferry_turn_seconds", "Time from the beginning of a turn until its batch is written, not yet synced.",
            zip(partitions, figures).map { ($0.labels, $1.turnSeconds) })
        text.histogram(
            "ferry_sync_seconds", "Time of one sync of the write-ahead log.",
            zip(partitions, figures).map { ($0.labels, $1.syncSeconds) })
        text.gauge(
            "ferry_mailbox_depth", "Calls and messages waiting for a turn.",
            each { Double(partitions[$0].mailbox.count) })
        text.counter(
            "ferry_shed_total", "Calls refused because the mailbox was full.",
            each { Double(partitions[$0].metrics.shedCount) })
        text.counter(
            "ferry_instance_cache_hits_total", "Instances found in memory.", each { Double(figures[$0].cacheHits) })
        text.counter(
            "ferry_instance_cache_misses_total", "Instances looked for on disk.",
            each { Double(figures[$0].cacheMisses) })
        text.gauge(
            "ferry_process_instances", "Running process instances, each counted once.",
            zip(partitions, figures).flatMap { partition, figures in
                Self.states(figures.instances).map { (partition.labels + [("state", $0.0)], Double($0.1)) }
            })
        text.gauge(
            "ferry_log_position", "The newest event that is safe on disk.",
            each { Double(partitions[$0].syncedPosition.rawValue) })
        text.gauge(
            "ferry_log_cut_position", "Events before this one were cut off since the broker opened; 0 for none.",
            each { Double(figures[$0].logCutBefore.rawValue) })
        text.gauge(
            "ferry_partition_healthy", "1 while the partition takes commands.",
            each { partitions[$0].view.isHealthy ? 1 : 0 })
        text.gauge("ferry_streams", "Open StreamEvents calls.", [([], Double(streams.count))])
        addStores(to: &text)
        return text
    }

    private static func states(_ counts: InstanceCounts) -> [(String, Int64)] {
        [
            ("active", counts.active), ("incident", counts.withIncidents), ("banned", counts.banned),
            ("suspended", counts.suspended),
        ]
    }

    private func addStores(to text: inout MetricsText) {
        let stores = partitions.compactMap { partition in
            // A stopped partition has none.
            (try? partition.disk.lend { $0.files?.gauges }).flatMap { $0 }.map {
                (labels: partition.labels, gauges: $0)
            }
        }
        text.gauge(
            "ferry_block_cache_bytes", "Blocks of table files kept in memory.",
            stores.map { ($0.labels, Double($0.gauges.blockCacheBytes)) })
        text.gauge(
            "ferry_write_buffer_bytes", "Written data kept in memory, not yet in table files.",
            stores.map { ($0.labels, Double($0.gauges.writeBufferBytes)) })
        text.gauge(
            "ferry_table_reader_bytes", "Indexes and filters of open table files in memory.",
            stores.map { ($0.labels, Double($0.gauges.tableReaderBytes)) })
        text.gauge(
            "ferry_table_file_bytes", "Table files on disk.",
            stores.map { ($0.labels, Double($0.gauges.tableFileBytes)) })
    }
}

extension Partition {
    fileprivate var labels: MetricsText.Labels { [("partition", "\(id)")] }
}
