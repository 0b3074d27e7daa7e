import FerryEngine
import FerryModel
import FerryStore

/// Holds the partitions against each other when nothing is under way between them: who waits for a message is known
/// once on the partition of its correlation key, and nobody else is.
struct QuietOracle {
    private struct Wait: Hashable {
        let key: EventSubscriptionKey
        let element: ElementInstanceKey
        let address: MessageAddress
    }

    static func check(_ node: SimulatedNode) throws {
        try checkDefinitions(node)
        try checkWaits(node)
    }

    /// What partition 1 has deployed and deleted, all have.
    private static func checkDefinitions(_ node: SimulatedNode) throws {
        var known: [[ProcessDefinitionKey: Bool]] = []
        for partition in node.partitions {
            var definitions: [ProcessDefinitionKey: Bool] = [:]
            try partition.reader().scanDefinitions { deployed throws(StorageFailure) in
                definitions[deployed.definition.key] = deployed.isDeleted
                return true
            }
            known.append(definitions)
        }
        guard let other = known.firstIndex(where: { $0 != known[0] }) else { return }
        throw Violation(
            .deployedEverywhere, "partition \(node.partitions[other].id) knows other definitions than the first")
    }

    private static func checkWaits(_ node: SimulatedNode) throws {
        var waiting: [Wait] = []
        var excused: Set<Wait> = []
        for partition in node.partitions {
            for key in Eye(node: node).instances(on: partition) {
                guard let instance = try partition.reader().loadInstance(key), !instance.isSuspended else { continue }
                for element in instance.elements {
                    for subscription in element.subscriptions {
                        guard case .message(let wait) = subscription.trigger else { continue }
                        let known = Wait(
                            key: subscription.key, element: element.key,
                            address: MessageAddress(
                                tenant: instance.tenant, name: wait.name, correlationKey: wait.correlationKey))
                        // What could not take a message is not asked again; it is asked for nothing once banned.
                        if instance.isBanned || element.state != .activated { excused.insert(known) }
                        waiting.append(known)
                    }
                }
            }
        }
        var known: [Wait] = []
        for partition in node.partitions {
            try partition.reader().scanMessageSubscriptions { subscription throws(StorageFailure) in
                known.append(Wait(key: subscription.key, element: subscription.element, address: subscription.address))
                return true
            }
        }
        guard Set(known).count == known.count, Set(waiting).count == waiting.count else {
            throw Violation(.bothSidesAgree, "a message subscription is there twice")
        }
        let strays = Set(known).subtracting(waiting)
        guard strays.isEmpty else { throw Violation(.bothSidesAgree, "nobody waits for \(strays)") }
        let unknown = Set(waiting).subtracting(known).subtracting(excused)
        guard unknown.isEmpty else { throw Violation(.bothSidesAgree, "nobody knows who waits for \(unknown)") }
    }
}
