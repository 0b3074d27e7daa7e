import FerryModel

/// Small instances as they are stored, of which those written longest ago make room for others. One takes a tenth of
/// what its objects take, and is found without a look into table files.
///
/// Entries are written one behind the other into segments, which are filled and emptied in turn: an emptied segment
/// forgets all its entries at once. An entry that no longer fits its room is written anew, and what it leaves behind
/// goes with its segment. A table of places, found by the hash of the instance's key, leads to them.
///
/// Its own memory, the table of places among it, is taken at once, and never more than was asked for; the system gives
/// pages of the segments as they are filled.
@safe struct RecordCache: ~Copyable {
    /// Larger records stay out: one of them would cost the places of many.
    static let recordBytesMax = 1_024

    /// Emptying one takes some ten microseconds.
    private static let segmentBytes = 64 << 10
    /// Key, bytes, room, template.
    private static let headBytes = 16
    /// Entries begin at multiples of this.
    private static let unit = 8
    /// So that places outnumber entries, and a difference may grow.
    private static let roomMin = 32
    private static let placesPerSegment = segmentBytes / 40
    /// One part in so many is for templates.
    private static let templateShare = 16
    /// Instead of a template's number: the record is there whole.
    private static let noTemplate = UInt32.max

    private let segmentMemory: LargeMemory
    private let placeMemory: LargeMemory
    /// How much of each segment holds entries.
    private var filled: [Int]
    private var segment = 0
    private var templates: RecordTemplates
    // Used again and again.
    private var difference: [UInt8] = []
    private var restored: [UInt8] = []
    private(set) var count = 0

    /// With too little memory for one segment it stays empty.
    init(bytes: Int) {
        let templateBytes = max(0, bytes) / Self.templateShare
        templates = RecordTemplates(bytes: templateBytes)
        let segments = min(
            (max(0, bytes) - templateBytes)
                / (Self.segmentBytes + Self.placesPerSegment * MemoryLayout<UInt32>.size),
            Int(UInt32.max) * Self.unit / Self.segmentBytes)
        segmentMemory = LargeMemory(byteCount: segments * Self.segmentBytes)
        placeMemory = LargeMemory(byteCount: segments * Self.placesPerSegment * MemoryLayout<UInt32>.size)
        filled = [Int](repeating: 0, count: segments)
    }

    private var memory: UnsafeMutableRawBufferPointer { unsafe segmentMemory.bytes }

    /// The unit an entry begins at, plus one; zero for none.
    private subscript(place place: Int) -> UInt32 {
        get { unsafe placeMemory.bytes.load(fromByteOffset: place * MemoryLayout<UInt32>.size, as: UInt32.self) }
        nonmutating set {
            unsafe placeMemory.bytes.storeBytes(
                of: newValue, toByteOffset: place * MemoryLayout<UInt32>.size, as: UInt32.self)
        }
    }

    private var placeCount: Int { filled.count * Self.placesPerSegment }

    mutating func find<Value, Failure: Error>(
        _ key: ProcessInstanceKey, _ read: (RawSpan) throws(Failure) -> Value
    ) throws(Failure) -> Value? {
        guard let place = place(of: key) else { return nil }
        let start = start(at: place)
        let content = start + Self.headBytes
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[content..<content + byteCount(at: start)])
        let template = template(at: start)
        guard template != Self.noTemplate else { return try read(unsafe bytes.bytes) }
        templates.restore(unsafe bytes.bytes, from: Int(template), into: &restored)
        return try read(unsafe restored.span.bytes)
    }

    mutating func insert(_ key: ProcessInstanceKey, _ record: RawSpan) {
        guard !filled.isEmpty else { return }
        guard record.byteCount <= Self.recordBytesMax else { return remove(key) }
        if let template = templates.template(for: record) {
            // Lent, so that its bytes can be written while the rest of this changes.
            var lent: [UInt8] = []
            swap(&lent, &difference)
            defer { swap(&lent, &difference) }
            lent.removeAll(keepingCapacity: true)
            templates.difference(record, from: template, to: &lent)
            if lent.count < record.byteCount { return insert(key, unsafe lent.span.bytes, UInt32(template)) }
        }
        insert(key, record, Self.noTemplate)
    }

    mutating func remove(_ key: ProcessInstanceKey) {
        if let place = place(of: key) { clear(place) }
    }

    private mutating func insert(_ key: ProcessInstanceKey, _ bytes: RawSpan, _ template: UInt32) {
        if let place = place(of: key) {
            let start = start(at: place)
            if bytes.byteCount <= room(at: start) {
                release(start)
                return write(bytes, template, at: start)
            }
            clear(place)
        }
        let room = max(Self.roomMin, (bytes.byteCount + Self.unit - 1) / Self.unit * Self.unit)
        if filled[segment] + Self.headBytes + room > Self.segmentBytes { goOn() }
        let start = segment * Self.segmentBytes + filled[segment]
        filled[segment] += Self.headBytes + room
        unsafe memory.storeBytes(of: key.rawValue, toByteOffset: start, as: Int64.self)
        unsafe memory.storeBytes(of: UInt16(room), toByteOffset: start + 10, as: UInt16.self)
        write(bytes, template, at: start)
        var place = home(of: key)
        while self[place: place] != 0 { place = next(place) }
        self[place: place] = UInt32(start / Self.unit + 1)
        count += 1
    }

    /// To the next segment, whose entries are forgotten.
    private mutating func goOn() {
        segment = (segment + 1) % filled.count
        let end = segment * Self.segmentBytes + filled[segment]
        var start = segment * Self.segmentBytes
        while start < end {
            if let place = place(of: key(at: start)), self.start(at: place) == start { clear(place) }
            start += Self.headBytes + room(at: start)
        }
        filled[segment] = 0
    }

    private mutating func write(_ bytes: RawSpan, _ template: UInt32, at start: Int) {
        if template != Self.noTemplate { templates.use(Int(template)) }
        unsafe memory.storeBytes(of: UInt16(bytes.byteCount), toByteOffset: start + 8, as: UInt16.self)
        unsafe memory.storeBytes(of: template, toByteOffset: start + 12, as: UInt32.self)
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe UnsafeMutableRawBufferPointer(rebasing: memory[(start + Self.headBytes)...]).copyMemory(from: bytes)
        }
    }

    /// What stands there needs its template no more.
    private mutating func release(_ start: Int) {
        let template = template(at: start)
        if template != Self.noTemplate { templates.release(Int(template)) }
    }

    private func template(at start: Int) -> UInt32 { unsafe memory.load(fromByteOffset: start + 12, as: UInt32.self) }

    private func key(at start: Int) -> ProcessInstanceKey {
        ProcessInstanceKey(rawValue: unsafe memory.load(fromByteOffset: start, as: Int64.self))
    }

    private func byteCount(at start: Int) -> Int { Int(unsafe memory.load(fromByteOffset: start + 8, as: UInt16.self)) }

    private func room(at start: Int) -> Int { Int(unsafe memory.load(fromByteOffset: start + 10, as: UInt16.self)) }
}

/// The table of places: each entry stands at the first free place from its home on.
extension RecordCache {
    private func place(of key: ProcessInstanceKey) -> Int? {
        guard !filled.isEmpty else { return nil }
        var place = home(of: key)
        while self[place: place] != 0 {
            if self.key(at: start(at: place)) == key { return place }
            place = next(place)
        }
        return nil
    }

    private func start(at place: Int) -> Int { (Int(self[place: place]) - 1) * Self.unit }

    private func next(_ place: Int) -> Int { place + 1 < placeCount ? place + 1 : 0 }

    private func home(of key: ProcessInstanceKey) -> Int {
        let hash = UInt64(bitPattern: key.rawValue) &* 0x9E37_79B9_7F4A_7C15
        return Int(UInt64(placeCount).multipliedFullWidth(by: hash).high)
    }

    /// Those behind move up, so that none is behind a gap before its home.
    private mutating func clear(_ place: Int) {
        count -= 1
        release(start(at: place))
        var gap = place
        var behind = next(gap)
        while self[place: behind] != 0 {
            let home = home(of: key(at: start(at: behind)))
            let isReachable = gap <= behind ? home > gap && home <= behind : home > gap || home <= behind
            if !isReachable {
                self[place: gap] = self[place: behind]
                gap = behind
            }
            behind = next(behind)
        }
        self[place: gap] = 0
    }
}
