import FerryModel

/// Decoded instances, the least used of which make room for others one by one: a hand goes round, takes out what was
/// not used since it came by last, and gives the rest another round.
///
/// Bounded by what instances weigh, not by their number, so that a giant one and one with much data count for what they
/// are. Whoever changes an instance puts it in again, which weighs it anew. Many at once are never let go of: freeing
/// a hundred thousand objects would hold the partition up for everyone.
struct InstanceCache {
    /// In element instances.
    private let weightMax: Int
    private var places: [ProcessInstanceKey: Int] = [:]
    private var slots: [Slot?] = []
    private var freeSlots: [Int] = []
    private var hand = 0
    private var weight = 0

    private struct Slot {
        let instance: ProcessInstance
        var weight: Int
        var wasUsed: Bool
    }

    init(elementsMax: Int) { weightMax = elementsMax }

    mutating func find(_ key: ProcessInstanceKey) -> ProcessInstance? {
        guard let place = places[key] else { return nil }
        slots[place]?.wasUsed = true
        return slots[place]?.instance
    }

    mutating func insert(_ instance: ProcessInstance) {
        let slot = Slot(instance: instance, weight: instance.weight, wasUsed: true)
        weight += slot.weight
        if let place = places[instance.key] {
            weight -= slots[place]?.weight ?? 0
            slots[place] = slot
        } else if let place = freeSlots.popLast() {
            slots[place] = slot
            places[instance.key] = place
        } else {
            places[instance.key] = slots.count
            slots.append(slot)
        }
    }

    mutating func remove(_ key: ProcessInstanceKey) {
        guard let place = places.removeValue(forKey: key) else { return }
        weight -= slots[place]?.weight ?? 0
        slots[place] = nil
        freeSlots.append(place)
    }

    /// Called between commands, when nothing cached is unwritten.
    mutating func trim() {
        while weight > weightMax, !places.isEmpty {
            hand = hand + 1 < slots.count ? hand + 1 : 0
            guard let slot = slots[hand] else { continue }
            if slot.wasUsed {
                slots[hand]?.wasUsed = false
            } else {
                remove(slot.instance.key)
            }
        }
    }
}

extension ProcessInstance {
    /// Roughly what it takes in memory, in element instances of half a kilobyte. One that was just born has none yet.
    fileprivate var weight: Int {
        let remembered = compensations.reduce(0) { $0 + $1.variables.entries.reduce(0) { $0 + $1.value.bytes.count } }
        return max(1, elementCount) + ((variables?.byteCount ?? 0) + remembered) / Self.elementBytes
    }

    /// Measured: 0.8 kB for an instance of two, its places in the cache included.
    package static let elementBytes = 512
}
