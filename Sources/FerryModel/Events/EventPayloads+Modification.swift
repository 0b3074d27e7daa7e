/// Someone changed where the instance stands; what that did follows in events of its own.
package struct ProcessInstanceModified: Hashable, Sendable {
    /// The elements that were to begin, in order.
    package let activated: [String]
    /// The element instances that were to end, in order.
    package let terminated: [ElementInstanceKey]
    /// The name the client gave; for people.
    package let caller: String

    package init(activated: [String], terminated: [ElementInstanceKey], caller: String) {
        self.activated = activated
        self.terminated = terminated
        self.caller = caller
    }
}

/// Someone stopped an instance, or let it go on.
package struct ProcessInstanceHalted: Hashable, Sendable {
    /// The name the client gave; for people. Empty: it goes with the instance that called it.
    package let caller: String

    package init(caller: String) { self.caller = caller }
}
