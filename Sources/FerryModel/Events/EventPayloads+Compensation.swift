/// A throw event asked for the compensation of a completed activity.
package struct CompensationTriggered: Hashable, Sendable {
    package let key: CompensationKey
    package let thrower: ElementInstanceKey

    package init(key: CompensationKey, thrower: ElementInstanceKey) {
        self.key = key
        self.thrower = thrower
    }
}
