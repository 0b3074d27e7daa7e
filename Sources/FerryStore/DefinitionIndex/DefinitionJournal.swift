/// What of the index of instances by definition must be written, turn by turn, so that it can be had again after a
/// crash: each turn a row of its changes, and now and then some chunks whole.
///
/// The rows of changes are numbered. A chunk that was changed stands in a queue with the number of the first row that
/// its own row on disk does not know; when it is written, whole, it leaves the queue. So the rows from the number at
/// the queue's front on, made again over whatever chunks lie on disk, lead to the index as it was: what a chunk knows
/// already is made once more without harm. Rows before that are forgotten.
struct DefinitionJournal {
    /// How much is written when.
    struct Pace: Hashable, Sendable {
        /// A chunk of at most 8 KiB for so many changes of some ten bytes.
        var changesPerChunk = 256
        /// Small turns must not leave a long way to go over again.
        var rowsMax: UInt64 = 8_192
        /// Every turn makes one row, so more than one must be forgotten to get ahead.
        var forgottenMax: UInt64 = 16
    }

    /// What a turn writes beside its row of changes.
    struct Step: Hashable {
        let row: UInt64
        let chunks: [DefinitionIndex.ChunkID]
        let forgotten: Range<UInt64>
    }

    private let pace: Pace
    private var queue: [(chunk: DefinitionIndex.ChunkID, since: UInt64)] = []
    /// Those before it have left the queue.
    private var front = 0
    private var queued: Set<DefinitionIndex.ChunkID> = []
    private var oldestRow: UInt64 = 1
    private var nextRow: UInt64 = 1
    private var changes = 0

    init(_ pace: Pace) { self.pace = pace }

    /// A row as found on disk; they come in order.
    mutating func found(_ row: UInt64, _ changes: [DefinitionIndex.Change]) throws(RecordFault) {
        guard row == nextRow || nextRow == 1 && row > 0, row < .max else {
            throw .inconsistent("expected changes number \(nextRow)")
        }
        if nextRow == 1 { oldestRow = row }
        nextRow = row
        note(changes)
        nextRow = row + 1
    }

    /// A turn ends that made these changes, of which there is at least one.
    mutating func step(_ changes: [DefinitionIndex.Change]) -> Step {
        note(changes)
        let row = nextRow
        nextRow += 1
        self.changes += changes.count
        var due = self.changes / pace.changesPerChunk
        self.changes %= pace.changesPerChunk
        // At the latest when the row is made that is the last one the front may wait for; those behind it do not pile
        // up until then.
        if front < queue.count {
            let rowsLeft = max(1, Int(queue[front].since + pace.rowsMax) - Int(row))
            due = max(due, (queue.count - front) / rowsLeft)
        }
        let chunks = take(due)
        let needed = front < queue.count ? queue[front].since : nextRow
        let forgotten = oldestRow..<min(needed, oldestRow + pace.forgottenMax)
        oldestRow = forgotten.upperBound
        return Step(row: row, chunks: chunks, forgotten: forgotten)
    }

    private mutating func note(_ changes: [DefinitionIndex.Change]) {
        for change in changes where queued.insert(change.chunk).inserted { queue.append((change.chunk, nextRow)) }
    }

    private mutating func take(_ count: Int) -> [DefinitionIndex.ChunkID] {
        let end = min(queue.count, front + count)
        let chunks = queue[front..<end].map(\.chunk)
        for chunk in chunks { queued.remove(chunk) }
        front = end
        // Moved up seldom, so that each costs a little.
        if front * 2 >= queue.count {
            queue.removeFirst(front)
            front = 0
        }
        return chunks
    }
}
