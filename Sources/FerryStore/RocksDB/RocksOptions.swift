private import CRocksDB

/// Owns the options of one database: what all of it shares, and one set for each key space.
@safe struct RocksOptions: ~Copyable {
    let state: OpaquePointer
    let log: OpaquePointer

    init(_ settings: StoreSettings, createIfMissing: Bool) {
        let cache = unsafe Self.cache(bytes: settings.blockCacheBytes)
        let table = unsafe Self.table(cache)
        unsafe state = Self.common(settings, createIfMissing, table)
        unsafe log = Self.common(settings, createIfMissing, table)
        unsafe rocksdb_block_based_options_destroy(table)
        unsafe rocksdb_cache_destroy(cache)
        unsafe rocksdb_options_set_compression(state, Int32(rocksdb_no_compression))
        // Read seldom, in order, and mostly repeating itself.
        unsafe rocksdb_options_set_compression(log, Int32(rocksdb_lz4_compression))
    }

    deinit {
        unsafe rocksdb_options_destroy(state)
        unsafe rocksdb_options_destroy(log)
    }

    /// By default a cache is cut into 64 parts, and in a small one the filter of a table file is more than a part can
    /// hold: it would be read and checked anew for each row that is looked up.
    private static func cache(bytes: Int) -> OpaquePointer? {
        let options = unsafe rocksdb_lru_cache_options_create()
        defer { unsafe rocksdb_lru_cache_options_destroy(options) }
        unsafe rocksdb_lru_cache_options_set_capacity(options, bytes)
        unsafe rocksdb_lru_cache_options_set_num_shard_bits(options, bytes < 1 << 30 ? 0 : 4)
        return unsafe rocksdb_cache_create_lru_opts(options)
    }

    private static func common(
        _ settings: StoreSettings, _ createIfMissing: Bool, _ table: OpaquePointer?
    ) -> OpaquePointer {
        guard let options = unsafe rocksdb_options_create() else { fatalError("out of memory for RocksDB's options") }
        unsafe rocksdb_options_set_create_if_missing(options, createIfMissing ? 1 : 0)
        unsafe rocksdb_options_set_create_missing_column_families(options, createIfMissing ? 1 : 0)
        unsafe rocksdb_options_set_block_based_table_factory(options, table)
        unsafe durability(options)
        unsafe rocksdb_options_set_write_buffer_size(options, settings.writeBufferBytes)
        unsafe rocksdb_options_set_max_write_buffer_number(options, Int32(StoreSettings.writeBuffersMax))
        // Keys come at random, so each merge of new files rewrites the level below them: seldom, and then many at once.
        unsafe rocksdb_options_set_level0_file_num_compaction_trigger(options, Self.newFilesMergedMin)
        unsafe rocksdb_options_set_level0_slowdown_writes_trigger(options, 3 * Self.newFilesMergedMin)
        unsafe rocksdb_options_set_level0_stop_writes_trigger(options, 5 * Self.newFilesMergedMin)
        unsafe rocksdb_options_set_max_bytes_for_level_base(
            options, UInt64(settings.writeBufferBytes) * 2 * UInt64(Self.newFilesMergedMin))
        unsafe rocksdb_options_set_max_background_jobs(options, 2)
        unsafe yieldToPartitions(options)
        unsafe rocksdb_options_set_max_open_files(options, Int32(settings.openFilesMax))
        unsafe rocksdb_options_set_keep_log_file_num(options, 2)
        unsafe rocksdb_options_set_info_log_level(options, noLevel)
        // A broker that does nothing must cost nothing: no periodic statistics.
        unsafe rocksdb_options_set_stats_dump_period_sec(options, 0)
        unsafe rocksdb_options_set_stats_persist_period_sec(options, 0)
        return unsafe options
    }

    /// Merging files can wait; partitions and their syncs cannot.
    private static func yieldToPartitions(_ options: OpaquePointer) {
        let environment = unsafe rocksdb_create_default_env()
        unsafe rocksdb_env_lower_thread_pool_cpu_priority(environment)
        unsafe rocksdb_options_set_env(options, environment)
        unsafe rocksdb_env_destroy(environment)
        // Table files go to the disk bit by bit: a whole one at its end would stand before the next sync of the log.
        unsafe rocksdb_options_set_bytes_per_sync(options, 1 << 20)
        // One thread writes.
        unsafe rocksdb_options_set_allow_concurrent_memtable_write(options, 0)
    }

    /// RocksDB's own text log stays empty: it lies on the same disk, and the assertions that distributions leave in
    /// end the process when a line is to follow one that did not fit. What it would say comes back as failures.
    private static let noLevel: Int32 = 5
    private static let newFilesMergedMin: Int32 = 8

    private static func durability(_ options: OpaquePointer) {
        // A batch goes to a buffer of this process without a system call; `sync` hands it to the kernel and waits.
        unsafe rocksdb_options_set_manual_wal_flush(options, 1)
        // Both key spaces are always cut at the same write, whatever of the write-ahead log is gone.
        unsafe rocksdb_options_set_atomic_flush(options, 1)
        unsafe rocksdb_options_set_paranoid_checks(options, 1)
        // A record cut short at the end of the log is what a crash leaves behind: nobody was told of it, drop it. A
        // record that is there and wrong is damage: refuse. Point-in-time recovery (RocksDB's default) would take
        // damage in the middle for the end and drop acknowledged writes without a word; absolute consistency would
        // refuse to start after every kill. What this mode still overlooks, `WriteAheadLogCheck` finds first.
        unsafe rocksdb_options_set_wal_recovery_mode(options, Int32(rocksdb_tolerate_corrupted_tail_records_recovery))
    }

    private static func table(_ cache: OpaquePointer?) -> OpaquePointer? {
        let table = unsafe rocksdb_block_based_options_create()
        // Whole keys only: point reads dominate, and a prefix filter would make every longer scan opt out of it.
        unsafe rocksdb_block_based_options_set_filter_policy(table, rocksdb_filterpolicy_create_bloom_full(10))
        unsafe rocksdb_block_based_options_set_whole_key_filtering(table, 1)
        unsafe rocksdb_block_based_options_set_block_cache(table, cache)
        unsafe rocksdb_block_based_options_set_format_version(table, 5)
        // Indexes and filters count as blocks: whatever the number of files, the cache bounds them. Whole and not in
        // parts: those of a file take under 1 MB, and parts cost a look into the cache each.
        unsafe rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, 1)
        unsafe rocksdb_block_based_options_set_cache_index_and_filter_blocks_with_high_priority(table, 1)
        unsafe rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(table, 1)
        return unsafe table
    }
}
