import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// Sees what lies on the disks, as no client could: so that random commands meet what is there.
struct Eye {
    let node: SimulatedNode

    func instances(on partition: SimulatedPartition) -> [ProcessInstanceKey] {
        var keys: [ProcessInstanceKey] = []
        try? partition.reader().scanInstances(of: nil, after: 0) { key throws(StorageFailure) in
            keys.append(key)
            return true
        }
        return keys
    }

    var instanceCount: Int { node.partitions.reduce(0) { $0 + instances(on: $1).count } }

    func instance(_ key: ProcessInstanceKey) -> ProcessInstance? {
        try? node[key.partition].reader().loadInstance(key)
    }

    func anyInstance(_ random: inout SeededRandom) -> ProcessInstance? {
        random.pick(node.partitions.flatMap { instances(on: $0) }).flatMap { instance($0) }
    }

    /// One of those that are meant, if a few tries find any.
    func anyInstance(_ random: inout SeededRandom, _ isMeant: (ProcessInstance) -> Bool) -> ProcessInstance? {
        for _ in 0..<12 {
            if let instance = anyInstance(&random), isMeant(instance) { return instance }
        }
        return nil
    }

    /// Of one tenant; what partition 1 knows.
    var definitions: [DeployedDefinition] {
        var found: [DeployedDefinition] = []
        try? node.partitions[0].reader().scanDefinitions { deployed throws(StorageFailure) in
            found.append(deployed)
            return true
        }
        return found
    }

    /// Those that are not deleted.
    var liveDefinitions: [DeployedDefinition] { definitions.filter { !$0.isDeleted } }

    func process(of instance: ProcessInstance) -> ExecutableProcess? {
        process(instance.definitionKey, among: definitions)
    }

    func process(_ key: ProcessDefinitionKey, among definitions: [DeployedDefinition]) -> ExecutableProcess? {
        definitions.first { $0.definition.key == key }.flatMap { node.library.process(of: $0) }
    }
}
