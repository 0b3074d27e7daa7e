import FerryBPMN
import FerryBroker
import FerryDMN
import FerryEngine
import FerryModel

/// The compiled processes, but of the poisoned definitions none of their elements: what stands on them trips the
/// engine's own checks.
final class PoisonedLibrary: ProcessCompiler {
    private let library: ProcessLibrary
    let poisoned: Set<ProcessDefinitionKey>

    init(_ library: ProcessLibrary, poisoned: Set<ProcessDefinitionKey>) {
        self.library = library
        self.poisoned = poisoned
    }

    func decisions(of deployed: DeployedDecisions) -> DecisionModel? { library.decisions(of: deployed) }

    func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
        guard poisoned.contains(deployed.definition.key) else { return library.process(of: deployed) }
        let id = deployed.definition.processID
        let root = Element(index: ElementIndex(rawValue: 0), id: id, kind: .process, scope: nil)
        return ExecutableProcess(id: id, name: nil, versionTag: nil, elements: [root], flows: [])
    }
}
