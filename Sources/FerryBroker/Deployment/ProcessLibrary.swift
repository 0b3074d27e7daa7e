package import FerryBPMN
import FerryEngine
package import FerryModel
import Synchronization

/// Compiled processes, shared by all partitions; each file is compiled once, when first needed.
package final class ProcessLibrary: ProcessCompiler {
    private let files = Mutex<[String: [ExecutableProcess]]>([:])

    package init() {}

    /// What a deployment has compiled already.
    package func insert(_ processes: [ExecutableProcess], contentHash: String) {
        files.withLock { $0[contentHash] = processes }
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
