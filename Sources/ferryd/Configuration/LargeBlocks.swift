import CGlibc

/// Blocks of memory that the kernel gives one by one, and gets back as soon as they are freed.
enum LargeBlocks {
    private static let bytesMin: Int32 = 64 << 10

    /// glibc begins at 128 KiB and raises that to up to 32 MiB as large blocks are freed: what thousands of clients that
    /// dawdle made it take would stay with this process for ever.
    static func giveBack() { _ = mallopt(M_MMAP_THRESHOLD, bytesMin) }
}
