import FerryBPMN
package import FerryEngine
package import FerryModel
import Foundation

/// Checks and compiles deployments on a thread of its own: a large file must not stall a partition or a connection.
package final class Deployer: Sendable {
    private let queue = DispatchQueue(label: "ferry-deployer")
    private let library: ProcessLibrary
    /// The broker, which owns this.
    private weak let router: (any PartitionRouter)?
    private let commands: CommandCounter

    package convenience init(library: ProcessLibrary, router: any PartitionRouter) {
        self.init(library: library, router: router, commands: CommandCounter())
    }

    init(library: ProcessLibrary, router: any PartitionRouter, commands: CommandCounter) {
        self.library = library
        self.router = router
        self.commands = commands
    }

    func deploy(_ deployment: DeployResources, for call: CallInFlight) {
        queue.async { [self] in
            switch check(deployment) {
            case .success(let processes):
                router?.send(.deploy(processes, deployment.tenant, call), to: PartitionID(1))
            case .failure(let rejection):
                commands.count(call.submission.call, .rejected(rejection))
                call.target.deliver([Reply(requestID: call.submission.requestID, content: .rejected(rejection))])
            }
        }
    }

    /// Every process of every file, or every fault of every file.
    package func check(_ deployment: DeployResources) -> Result<[CheckedProcess], Rejection> {
        var processes: [CheckedProcess] = []
        var reasons: [Reason] = []
        var library: [(hash: String, processes: [ExecutableProcess])] = []
        if deployment.resources.isEmpty {
            reasons.append(
                Reason(
                    code: "NO_RESOURCES", expected: "at least one BPMN file", found: "none",
                    hint: "name the files to deploy"))
        }
        for resource in deployment.resources {
            let hash = ContentHash.sha256Hex(resource.content)
            do throws(BPMNRefusal) {
                let compiled = try BPMNDocument.parse(resource.content)
                for process in compiled {
                    if let other = processes.first(where: { $0.processID == process.id }) {
                        reasons.append(.duplicateProcess(process.id, resource.name, other.resourceName))
                    }
                    processes.append(
                        CheckedProcess(
                            processID: process.id, name: process.name ?? "", versionTag: process.versionTag ?? "",
                            resourceName: resource.name, contentHash: hash, xml: resource.content))
                }
                library.append((hash, compiled))
            } catch {
                reasons.append(contentsOf: error.reasons.map { $0.inFile(resource.name) })
            }
        }
        guard reasons.isEmpty else {
            let count = reasons.count == 1 ? "1 reason" : "\(reasons.count) reasons"
            return .failure(
                Rejection(.invalidArgument, "nothing was deployed: \(count)", reasons: reasons))
        }
        for file in library { self.library.insert(file.processes, contentHash: file.hash) }
        return .success(processes)
    }
}

extension Reason {
    fileprivate func inFile(_ name: String) -> Reason {
        var reason = self
        reason.found = reason.found.isEmpty ? "in \(name)" : "\(reason.found) in \(name)"
        return reason
    }

    fileprivate static func duplicateProcess(_ id: String, _ file: String, _ other: String) -> Reason {
        Reason(
            code: "DUPLICATE_PROCESS_ID", elementID: id, expected: "each process once in a deployment",
            found: file == other ? "twice in \(file)" : "in \(other) and in \(file)",
            hint: "deploy versions of one process one after the other")
    }
}
