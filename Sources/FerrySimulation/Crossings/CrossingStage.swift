import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel

/// A situation set up on a number of partitions: everything before the moment, the same for every run.
final class CrossingStage {
    let situation: CrossingSituation
    let library = ProcessLibrary()
    let snapshot: CrossingWorld.Snapshot
    let act: CrossingSituation.Act
    /// A migration that can be done, and one that never can.
    let migrations: [CrossingPlan: MigrateProcessInstance]

    init(_ situation: CrossingSituation, partitions: Int) throws {
        self.situation = situation
        let world = try CrossingWorld(partitions: partitions, library: library)
        try world.deploy(situation.models + [DrawnModel(processID: "idle", blocks: [])])
        try Self.begin(situation, in: world)
        try situation.prepare(world)
        try world.settle()
        world.main = try world.instance(of: situation.moves)
        let targets = try [situation.target, situation.closed, situation.other].flatMap { try world.deploy([$0]) }
        guard targets.count == 3, let source = world.process(situation.source) else {
            throw Violation(.consistentState, "\(situation.name): the models cannot be deployed")
        }
        let instructions = situation.instructions(from: source, to: world.process(situation.target))
        migrations = [
            .good: MigrateProcessInstance(
                processInstanceKey: world.main,
                plan: MigrationPlan(target: .key(targets[0].key), instructions: instructions, autoMap: .equal)),
            .refused: MigrateProcessInstance(
                processInstanceKey: world.main,
                plan: MigrationPlan(target: .key(targets[1].key), instructions: instructions, autoMap: .equal)),
        ]
        act = try situation.act(world)
        snapshot = world.snapshot
    }

    private static func begin(_ situation: CrossingSituation, in world: CrossingWorld) throws {
        var variables = Variables()
        let usual = [
            ("route", "0"), ("ok", "true"), ("again", "false"), ("kind", "\"a\""), ("tries", "2"),
            ("corr", "\"\(world.correlationKey)\""), ("result", "{\"a\":[1,2]}"),
        ]
        for (name, value) in usual + situation.variables {
            variables[name] = JSONValue(trusted: Array(value.utf8))
        }
        guard situation.beginsBy.isEmpty else {
            try world.perform(
                .publishMessage(
                    PublishMessage(
                        name: situation.beginsBy, correlationKey: world.correlationKey, variables: variables)))
            return
        }
        try world.perform(
            .createProcessInstance(CreateProcessInstance(definition: .latest(processID: "p0"), variables: variables)),
            key: world.creationKey)
    }
}

/// What a migration in a crossing comes to.
package enum CrossingPlan: String, CaseIterable, Sendable {
    case good = "can be done"
    case refused = "is refused"
}

extension CrossingWorld {
    func process(_ model: DrawnModel) -> ExecutableProcess? {
        try? BPMNDocument.parse(model.xml).first { $0.id == model.processID }
    }
}

extension CrossingSituation {
    /// For what goes by another name in the target; the rest is paired by itself.
    fileprivate func instructions(
        from source: ExecutableProcess, to target: ExecutableProcess?
    ) -> [MigrationInstruction] {
        guard let target else { return [] }
        return source.elements.compactMap { element in
            for (from, to) in renames.sorted(by: { $0.key < $1.key })
            where element.id == from || element.id.hasPrefix("\(from)_") {
                let id = to + element.id.dropFirst(from.count)
                if target.element(id) != nil { return MigrationInstruction(from: element.id, to: id) }
            }
            return nil
        }
    }
}
