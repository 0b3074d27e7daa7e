import FerryModel

/// Decoded instances, kept in two generations: what was not used during a whole generation goes.
///
/// Bounded by what instances weigh, not by their number, so that a giant one and one with much data count for what they
/// are. Whoever changes an instance puts it in again, which weighs it anew.
struct InstanceCache {
    /// In element instances, for each generation.
    private let weightMax: Int
    private var young: [ProcessInstanceKey: Entry] = [:]
    private var old: [ProcessInstanceKey: Entry] = [:]
    private var youngWeight = 0

    private struct Entry {
        let instance: ProcessInstance
        let weight: Int
    }

    init(elementsMax: Int) { weightMax = elementsMax }

    mutating func find(_ key: ProcessInstanceKey) -> ProcessInstance? {
        if let found = young[key] { return found.instance }
        guard let found = old.removeValue(forKey: key) else { return nil }
        insert(found.instance)
        return found.instance
    }

    mutating func insert(_ instance: ProcessInstance) {
        let entry = Entry(instance: instance, weight: instance.weight)
        let before = young.updateValue(entry, forKey: instance.key)
        youngWeight += entry.weight - (before?.weight ?? 0)
    }

    mutating func remove(_ key: ProcessInstanceKey) {
        if let removed = young.removeValue(forKey: key) { youngWeight -= removed.weight }
        old[key] = nil
    }

    /// Called between commands, when nothing cached is unwritten.
    mutating func trim() {
        guard youngWeight > weightMax else { return }
        old = young
        young = [:]
        youngWeight = 0
    }
}

extension ProcessInstance {
    /// Roughly what it takes in memory, in element instances of half a kilobyte. One that was just born has none yet.
    fileprivate var weight: Int { max(1, elementCount) + (variables?.byteCount ?? 0) / Self.elementBytes }

    /// Measured: 0.8 kB for an instance of two, its places in the cache included.
    package static let elementBytes = 512
}
