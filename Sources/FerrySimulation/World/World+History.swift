import FerryEngine
import FerryModel
import FerryStore

extension World {
    /// The events of one instance as its partition's disk has them, and the models it stood on: to see what went wrong.
    func history(of key: ProcessInstanceKey) -> [String] {
        guard let partition = node.partitions.first(where: { $0.id == key.partition }),
            let reader = try? partition.reader(), let records = try? reader.eventLog.read(from: LogPosition(1))
        else { return ["nothing can be read of instance \(key)"] }
        var lines: [String] = []
        var definitions: [ProcessDefinitionKey] = []
        for record in records {
            for event in record.events where event.instance == key {
                lines.append("\(record.first) \(record.timestamp.milliseconds % 1_000_000_000) \(event.event)")
                switch event.event {
                case .processInstanceCreated(let created): definitions.append(created.definitionKey)
                case .processInstanceMigrated(let migrated): definitions.append(migrated.target)
                default: break
                }
            }
        }
        for deployed in Eye(node: node).definitions where definitions.contains(deployed.definition.key) {
            lines.append("\(deployed.definition.key):\n\(String(decoding: deployed.xml, as: UTF8.self))")
        }
        return lines
    }
}
