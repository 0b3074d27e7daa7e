private import Glibc

/// Zeroed memory in large pages, where the system gives them: what is looked up at random in small ones misses the
/// processor's table of pages as well. The system gives pages as they are first written to.
@safe struct LargeMemory: ~Copyable {
    /// Of the large pages of x86-64, and of arm64 with small ones of 4 KiB.
    private static let pageBytes = 2 << 20

    let bytes: UnsafeMutableRawBufferPointer
    private let mapping: UnsafeMutableRawBufferPointer

    init(byteCount: Int) {
        guard byteCount > 0 else {
            unsafe bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            unsafe mapping = bytes
            return
        }
        // Room to begin where a large page does.
        let wholeCount = byteCount + Self.pageBytes
        let start = unsafe mmap(
            nil, wholeCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let start = unsafe start, unsafe start != MAP_FAILED else { fatalError("out of memory for a cache") }
        unsafe mapping = UnsafeMutableRawBufferPointer(start: start, count: wholeCount)
        let first = unsafe start + (Self.pageBytes - Int(bitPattern: start) % Self.pageBytes)
        unsafe bytes = UnsafeMutableRawBufferPointer(start: first, count: byteCount)
        // Only pages that are needed whole. A matter of speed alone: a system without large ones says no.
        let largeCount = byteCount / Self.pageBytes * Self.pageBytes
        if largeCount > 0 { _ = unsafe madvise(first, largeCount, MADV_HUGEPAGE) }
    }

    deinit {
        if let start = unsafe mapping.baseAddress { _ = unsafe munmap(start, mapping.count) }
    }
}
