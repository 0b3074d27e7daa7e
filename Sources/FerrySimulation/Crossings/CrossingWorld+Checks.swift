import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// The oracles, and the way to the end.
extension CrossingWorld {
    /// A migration in a turn of its own: looked at from before to after. Nothing changes if it is refused.
    func watch(_ migration: MigrateProcessInstance, _ order: Order) throws {
        let partition = node[main.partition]
        // What is due would be done beside it.
        guard partition.loop?.nextDue.map({ $0 > clock }) ?? true, partition.mailbox.isEmpty else {
            return try send(order)
        }
        let before = try rows()
        let oracle = try MigrationOracle(migration, in: try partition.reader())
        try send(order)
        turn(partition)
        try syncAll()
        let after = try rows()
        let reader = try partition.reader()
        try letGoAll()
        switch contents[order.number] {
        case .answer(.migrateProcessInstance(let report))?: try oracle?.check(report, reader)
        case .rejected?:
            guard before == after else { throw Violation(.refusalChangesNothing, "a migration that was refused") }
        case let other: throw Violation(.answeredOnce, "a migration was answered \(other?.told ?? "nothing")")
        }
    }

    /// Everything that looks at what lies on the disks, when nothing is under way.
    func check() throws {
        try settle()
        try endStreams()
        guard book.unanswered.isEmpty else { throw Violation(.answeredOnce, "\(book.unanswered.count) wait for ever") }
        var coverage = Coverage()
        var indexes: [LogIndex] = []
        for partition in node.partitions {
            let reader = try partition.reader()
            let index = try LogIndex(partition.id)
            try index.follow(reader.eventLog, counting: &coverage)
            guard try index.replayedState() == reader.dumpState() else {
                throw Violation(.replayEqualsLive, "partition \(partition.id)")
            }
            try index.checkOnce()
            indexes.append(index)
            var rest = try RestOracle(partition, library: node.library, mayLackModels: false)
            try rest.check()
        }
        try QuietOracle.check(node)
        for promise in takeNewPromises() where !indexes.contains(where: { $0.facts[promise] != nil }) {
            throw Violation(.acknowledgedSurvives, "\(promise) was answered and is in no log")
        }
    }

    /// Everybody works on, and every instance comes to its end and leaves nothing.
    func finish() throws {
        for round in 0..<40 {
            let instances = self.instances
            if instances.isEmpty { break }
            let definitions = Eye(node: node).definitions
            for instance in instances {
                if instance.isSuspended {
                    try ask(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: instance.key)))
                }
                let process = Eye(node: node).process(instance.definitionKey, among: definitions)
                for call in Diligence.work(on: instance, process) { try ask(call) }
                if round % 3 == 2 { for call in Diligence.truths(for: instance) { try ask(call) } }
            }
            if round % 3 == 2 { for call in Diligence.events(awaitedBy: instances) { try ask(call) } }
            try settle()
            try QuietOracle.check(node)
            pass(milliseconds: round % 3 == 2 ? 4_000_000 : 1_000)
        }
        guard instances.isEmpty else { throw Violation(.comesToAnEnd, "it stays at \(standing)") }
        pass(milliseconds: 60_000)
        try settle()
        for partition in node.partitions {
            let left = try partition.reader().dumpState().compactMap(\.key.first)
            guard Set(left).isSubset(of: World.tablesThatStay) else {
                throw Violation(.endsEmpty, "partition \(partition.id) keeps rows of tables \(Set(left).sorted())")
            }
        }
    }

    private func ask(_ call: Call) throws { try send(issue(call)) }
}
