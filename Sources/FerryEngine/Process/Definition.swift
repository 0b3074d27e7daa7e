package import FerryBPMN
package import FerryDMN
package import FerryModel

/// Turns deployed files into executable processes; shared by all partitions and safe to ask from any thread.
///
/// nil: the file, accepted once, is not accepted by this release.
package protocol ProcessCompiler: AnyObject, Sendable {
    func process(of deployed: DeployedDefinition) -> ExecutableProcess?
    func decisions(of deployed: DeployedDecisions) -> DecisionModel?
}

extension ProcessCompiler {
    package func decisions(of deployed: DeployedDecisions) -> DecisionModel? {
        try? DMNDocument.parse(deployed.xml)
    }
}

/// A definition an instance can run on: what was deployed, and what it compiled to.
package struct Definition {
    package let record: ProcessDefinition
    package let process: ExecutableProcess

    package var key: ProcessDefinitionKey { record.key }
}
