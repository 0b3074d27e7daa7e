import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// Trouble with disks, and its end.
extension World {
    func troubleDisk() {
        let partition = node.partitions[random.below(node.partitions.count)]
        guard partition.isSound else { return }
        let trouble = random.pick(FaultyStore.Trouble.allCases) ?? .commits
        partition.store.readsLeft = random.below(40)
        partition.store.trouble = trouble
        coverage.note(.faults, "disk: \(trouble.rawValue)")
        write("partition \(partition.id): from now on \(trouble.rawValue)")
    }

    func sync(_ partition: SimulatedPartition) throws {
        try watching(partition) { $0.sync() }
    }

    /// Something a partition does that its disk may make it stop at.
    func watching(_ partition: SimulatedPartition, _ act: (SimulatedPartition) -> Release) throws {
        let hadFailed = partition.failure != nil
        node.send(act(partition), from: partition.id)
        guard !hadFailed, let failure = partition.failure else { return }
        guard let trouble = partition.store.trouble else { throw Violation(.neverFails, "\(failure)") }
        coverage.note(.faults, "partition stopped: \(trouble.rawValue)")
        write("partition \(partition.id) stops: \(failure)")
    }

    /// A stopped partition opens its disk anew, while the others go on.
    func comeBack(_ partition: SimulatedPartition, surely: Bool = false) throws {
        let spared = random.below(partition.store.memory.unsyncedCommits + 1)
        guard try partition.comeBack(sparing: spared, isMended: surely || !random.chance(30)) else {
            coverage.note(.faults, "partition could not come back yet")
            return
        }
        coverage.note(.faults, "partition came back")
        write("partition \(partition.id) comes back at \(partition.syncedPosition)")
        try watching(partition) { $0.sendAgain() }
        node.showStreams(to: partition)
        // What they sent meanwhile was dropped.
        for other in node.partitions where other.id != partition.id {
            other.mailbox.append(.sendAgain(to: partition.id))
        }
        try check()
    }

    /// The node ends in order: nobody may wait any more, what has come in is worked off and everybody is answered.
    func shutDown() throws {
        coverage.note(.faults, "drained and ended in order")
        write("the node drains")
        node.endStreams()
        for partition in node.partitions { partition.mailbox.append(.drain) }
        // What one says may be for another that had nothing left to do.
        while let index = node.partitions.firstIndex(where: { !$0.mailbox.isEmpty }) { try turn(index, callsMax: 20) }
        for partition in node.partitions {
            node.send(partition.close(), from: partition.id)
            try sync(partition)
            node.letGo(partition)
        }
        try collect()
        let here = Set(requests.map(\.submission.requestID))
        let owed = book.unanswered.filter { !here.contains($0) }.compactMap { book.order(of: $0) }
        guard owed.isEmpty else {
            throw Violation(.answeredOnce, "not answered at an orderly end: \(owed.map { book.orders[$0].call.brief })")
        }
        try crash()
    }
}
