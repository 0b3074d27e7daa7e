import FerryBPMN
import FerryEngine
import FerryModel
import Synchronization

/// Compiled processes, shared by all partitions; each file is compiled once, when first needed.
final class ProcessLibrary: ProcessCompiler {
    private let files = Mutex<[String: [ExecutableProcess]]>([:])

    /// What a deployment has compiled already.
    func insert(_ processes: [ExecutableProcess], contentHash: String) {
        files.withLock { $0[contentHash] = processes }
    }

    func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
        let definition = deployed.definition
        if let known = files.withLock({ $0[definition.contentHash] }) {
            return known.first { $0.id == definition.processID }
        }
        guard let compiled = try? BPMNDocument.parse(deployed.xml) else { return nil }
        insert(compiled, contentHash: definition.contentHash)
        return compiled.first { $0.id == definition.processID }
    }
}
