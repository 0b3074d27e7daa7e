import FerryModel

/// Decoded instances, kept in two generations: what was not used during a whole generation goes.
///
/// Bounded by element instances, not instances, so that a giant one counts for what it weighs.
struct InstanceCache {
    private let elementsMax: Int
    private var young: [ProcessInstanceKey: ProcessInstance] = [:]
    private var old: [ProcessInstanceKey: ProcessInstance] = [:]
    private var youngElements = 0

    init(elementsMax: Int) { self.elementsMax = elementsMax }

    mutating func find(_ key: ProcessInstanceKey) -> ProcessInstance? {
        if let found = young[key] { return found }
        guard let found = old.removeValue(forKey: key) else { return nil }
        insert(found)
        return found
    }

    mutating func insert(_ instance: ProcessInstance) {
        if young.updateValue(instance, forKey: instance.key) == nil { youngElements += instance.elements.count }
    }

    mutating func remove(_ key: ProcessInstanceKey) {
        young[key] = nil
        old[key] = nil
    }

    /// Called between commands, when nothing cached is unwritten.
    mutating func trim() {
        guard youngElements > elementsMax else { return }
        old = young
        young = [:]
        youngElements = 0
    }
}
