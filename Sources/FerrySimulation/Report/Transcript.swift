/// The last steps of a simulation as people read them.
struct Transcript {
    private var lines: [String] = []
    private let kept: Int
    private let isPrinted: Bool
    /// Of every line ever written: equal for equal runs.
    private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325

    init(kept: Int = 60, isPrinted: Bool = false) {
        self.kept = kept
        self.isPrinted = isPrinted
    }

    var last: [String] { lines.suffix(kept) }

    mutating func write(_ line: String) {
        for byte in line.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
        if isPrinted { print(line) }
        lines.append(line)
        if lines.count > kept * 4 { lines.removeFirst(kept * 3) }
    }
}
