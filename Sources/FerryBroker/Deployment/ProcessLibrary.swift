package import FerryBPMN
package import FerryDMN
import FerryEngine
package import FerryModel
import Synchronization

/// Compiled processes and decisions, shared by all partitions; each file is compiled once, when first needed.
package final class ProcessLibrary: ProcessCompiler {
    private let files = Mutex<[String: [ExecutableProcess]]>([:])
    private let models = Mutex<[String: DecisionModel]>([:])

    package init() {}

    /// What a deployment has compiled already.
    package func insert(_ processes: [ExecutableProcess], contentHash: String) {
        files.withLock { $0[contentHash] = processes }
    }

    package func insert(_ model: DecisionModel, contentHash: String) {
        models.withLock { $0[contentHash] = model }
    }

    package func decisions(of deployed: DeployedDecisions) -> DecisionModel? {
        if let known = models.withLock({ $0[deployed.contentHash] }) { return known }
        guard let model = try? DMNDocument.parse(deployed.xml) else { return nil }
        insert(model, contentHash: deployed.contentHash)
        return model
    }

    package func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
        let definition = deployed.definition
        if let known = files.withLock({ $0[definition.contentHash] }) {
            return known.first { $0.id == definition.processID }
        }
        guard let compiled = try? BPMNDocument.parse(deployed.xml) else { return nil }
        insert(compiled, contentHash: definition.contentHash)
        return compiled.first { $0.id == definition.processID }
    }
}
