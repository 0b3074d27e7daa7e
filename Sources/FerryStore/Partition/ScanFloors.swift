/// Where the first live key of a queue can be, so that a scan does not begin among the deleted ones.
///
/// A queue is emptied at its front, and a deleted key stays in the way of scans until the files that know it are
/// merged: without this, every look into a busy queue would step over all jobs ever done. Only a shortcut: what scans
/// answer does not depend on it.
struct ScanFloors {
    private var floors: [[UInt8]: [UInt8]] = [:]
    private static let queuesMax = 10_000

    /// Where to begin a scan of everything behind `prefix`.
    func start(of prefix: [UInt8]) -> [UInt8] { floors[prefix] ?? prefix }

    /// A scan found nothing before `key`.
    mutating func raise(_ prefix: [UInt8], to key: [UInt8]) {
        if floors.count >= Self.queuesMax { floors.removeAll() }
        floors[prefix] = key
    }

    /// A key is about to be put.
    mutating func lower(_ prefix: [UInt8], to key: [UInt8]) {
        if let floor = floors[prefix], SortedBytes.precedes(key, floor) { floors[prefix] = key }
    }
}
