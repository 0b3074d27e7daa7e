import FerryModel

/// What others have to hear of a migration.
extension Execution {
    /// The partitions of correlation keys: what is closed before what is opened, so that the one can follow the other
    /// at the same place. What is kept is told where something changes that they know.
    func announce(_ event: ProcessInstanceMigrated) throws(CommandFailure) {
        for moved in event.events where moved.outcome != .kept {
            guard let before = moved.before, before.key != moved.after?.key else { continue }
            announce(before, of: moved.element, isOpen: false)
        }
        for moved in event.events {
            guard let after = moved.after else { continue }
            guard let before = moved.before, before.key == after.key else {
                announce(after, of: moved.element, isOpen: true)
                continue
            }
            if event.formerProcessID != nil || before.isInterrupting != after.isInterrupting {
                announceMove(after, of: moved.element)
            }
        }
    }
}
