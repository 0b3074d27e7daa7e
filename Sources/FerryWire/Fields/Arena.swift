import CProtobufC

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Memory that is handed out front to back and taken back all at once, never more than a limit.
///
/// It serves one frame at a time: what was handed out is gone after `reset`. When the limit is reached it hands out
/// nothing, which protobuf-c answers by failing to unpack.
@safe struct Arena: ~Copyable {
    /// On the heap, so that protobuf-c can hold its address.
    private let state: UnsafeMutablePointer<State>

    /// Covers ordinary frames; what a longer one takes is given back after it.
    static let firstBlockBytes = 4 << 10
    static let alignment = 16

    init(bytesMax: Int) {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State(bytesMax: bytesMax))
        unsafe state.pointee.allocator = ProtobufCAllocator(
            alloc: { data, size in unsafe data?.assumingMemoryBound(to: State.self).pointee.take(size) },
            free: { _, _ in },
            allocator_data: state)
    }

    deinit {
        unsafe state.pointee.reset()
        unsafe free(state.pointee.firstBlock)
        unsafe state.deallocate()
    }

    /// True once something was refused since the last reset.
    var isExhausted: Bool { unsafe state.pointee.isExhausted }

    /// For protobuf-c; valid as long as the arena.
    var allocator: UnsafeMutablePointer<ProtobufCAllocator> {
        unsafe UnsafeMutableRawPointer(state).assumingMemoryBound(to: ProtobufCAllocator.self)
    }

    func reset() { unsafe state.pointee.reset() }

    /// Uninitialized memory for values that need no clean-up, as C structs. For arenas without a practical limit.
    func take<Element>(_ count: Int, of _: Element.Type) -> UnsafeMutablePointer<Element> {
        guard let memory = unsafe state.pointee.take(count * MemoryLayout<Element>.stride) else {
            preconditionFailure("out of memory")
        }
        return unsafe memory.bindMemory(to: Element.self, capacity: count)
    }

    @unsafe private struct State {
        /// First, so that the address of the state is that of its allocator.
        var allocator = unsafe ProtobufCAllocator()
        let firstBlock: UnsafeMutableRawPointer
        var next: UnsafeMutableRawPointer
        var room = Arena.firstBlockBytes
        /// Further blocks, newest first, each beginning with the address of the one before.
        var furtherBlocks: UnsafeMutableRawPointer?
        var bytesLeft: Int
        let bytesMax: Int
        var isExhausted = false

        init(bytesMax: Int) {
            guard let block = unsafe malloc(Arena.firstBlockBytes) else { preconditionFailure("out of memory") }
            unsafe firstBlock = block
            unsafe next = block
            unsafe self.bytesMax = bytesMax
            unsafe bytesLeft = bytesMax
        }

        mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
            guard size >= 0, unsafe size <= bytesLeft else {
                unsafe isExhausted = true
                return nil
            }
            let rounded = (size + Arena.alignment - 1) & ~(Arena.alignment - 1)
            if unsafe rounded > room, unsafe !addBlock(holding: rounded) {
                unsafe isExhausted = true
                return nil
            }
            let memory = unsafe next
            unsafe next += rounded
            unsafe room -= rounded
            unsafe bytesLeft = max(0, bytesLeft - rounded)
            return unsafe memory
        }

        private mutating func addBlock(holding size: Int) -> Bool {
            let spent = unsafe bytesMax - bytesLeft
            let capacity = max(size, min(spent * 2, 1 << 20), Arena.firstBlockBytes)
            guard let block = unsafe malloc(capacity + Arena.alignment) else { return false }
            unsafe block.storeBytes(of: furtherBlocks, as: UnsafeMutableRawPointer?.self)
            unsafe furtherBlocks = block
            unsafe next = block + Arena.alignment
            unsafe room = capacity
            return true
        }

        mutating func reset() {
            while let block = unsafe furtherBlocks {
                unsafe furtherBlocks = block.load(as: UnsafeMutableRawPointer?.self)
                unsafe free(block)
            }
            unsafe next = firstBlock
            unsafe room = Arena.firstBlockBytes
            unsafe bytesLeft = bytesMax
            unsafe isExhausted = false
        }
    }
}
