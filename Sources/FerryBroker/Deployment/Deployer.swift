import FerryBPMN
import FerryDMN
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
            case .success(let checked):
                router?.send(.deploy(checked, deployment.tenant, call), to: PartitionID(1))
            case .failure(let rejection):
                commands.count(call.submission.call, .rejected(rejection))
                call.target.deliver([Reply(requestID: call.submission.requestID, content: .rejected(rejection))])
            }
        }
    }

    /// Every process, decision and form of every file, or every fault of every file.
    package func check(_ deployment: DeployResources) -> Result<CheckedDeployment, Rejection> {
        var inspection = Inspection()
        if deployment.resources.isEmpty {
            inspection.reasons.append(
                Reason(
                    code: "NO_RESOURCES", expected: "at least one BPMN file, DMN file or form", found: "none",
                    hint: "name the files to deploy"))
        }
        for resource in deployment.resources { inspection.look(at: resource) }
        guard inspection.reasons.isEmpty else {
            let count = inspection.reasons.count == 1 ? "1 reason" : "\(inspection.reasons.count) reasons"
            return .failure(
                Rejection(.invalidArgument, "nothing was deployed: \(count)", reasons: inspection.reasons))
        }
        for file in inspection.processes { library.insert(file.processes, contentHash: file.hash) }
        for file in inspection.models { library.insert(file.model, contentHash: file.hash) }
        return .success(inspection.checked)
    }
}

/// The files of a deployment looked at so far.
private struct Inspection {
    var checked = CheckedDeployment(processes: [])
    var reasons: [Reason] = []
    /// What was compiled, by the hash of its file.
    var processes: [(hash: String, processes: [ExecutableProcess])] = []
    var models: [(hash: String, model: DecisionModel)] = []

    mutating func look(at resource: DeployResources.Resource) {
        let name = resource.name.lowercased()
        if name.hasSuffix(".dmn") {
            lookAtDecisions(resource)
        } else if name.hasSuffix(".form") {
            lookAtForm(resource)
        } else {
            lookAtProcesses(resource)
        }
    }

    private mutating func lookAtProcesses(_ resource: DeployResources.Resource) {
        let hash = ContentHash.sha256Hex(resource.content)
        do throws(BPMNRefusal) {
            let compiled = try BPMNDocument.parse(resource.content)
            for process in compiled {
                if let other = checked.processes.first(where: { $0.processID == process.id }) {
                    reasons.append(.duplicateProcess(process.id, resource.name, other.resourceName))
                }
                checked.processes.append(
                    CheckedProcess(
                        processID: process.id, name: process.name ?? "", versionTag: process.versionTag ?? "",
                        resourceName: resource.name, contentHash: hash, xml: resource.content))
            }
            processes.append((hash, compiled))
        } catch {
            reasons.append(contentsOf: error.reasons.map { $0.inFile(resource.name) })
        }
    }

    private mutating func lookAtDecisions(_ resource: DeployResources.Resource) {
        let hash = ContentHash.sha256Hex(resource.content)
        do throws(DMNRefusal) {
            let model = try DMNDocument.parse(resource.content)
            for decision in model.decisions {
                if let other = checked.decisions.first(where: { $0.decisions.contains { $0.id == decision.id } }) {
                    reasons.append(.duplicateDecision(decision.id, resource.name, other.resourceName))
                }
            }
            checked.decisions.append(
                CheckedDecisions(
                    requirementsID: model.id,
                    decisions: model.decisions.map {
                        CheckedDecisions.Decision(id: $0.id, name: $0.name, versionTag: $0.versionTag ?? "")
                    }, resourceName: resource.name, contentHash: hash, xml: resource.content))
            models.append((hash, model))
        } catch {
            reasons.append(contentsOf: error.reasons.map { $0.inFile(resource.name) })
        }
    }
}

extension Inspection {
    fileprivate mutating func lookAtForm(_ resource: DeployResources.Resource) {
        do throws(FormRefusal) {
            let document = try FormDocument(parsing: resource.content)
            if let other = checked.forms.first(where: { $0.formID == document.id }) {
                reasons.append(.duplicateForm(document.id, resource.name, other.resourceName))
            }
            checked.forms.append(
                CheckedForm(
                    formID: document.id, versionTag: document.versionTag, resourceName: resource.name,
                    contentHash: ContentHash.sha256Hex(resource.content), content: resource.content))
        } catch {
            reasons.append(contentsOf: error.reasons.map { $0.inFile(resource.name) })
        }
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

    fileprivate static func duplicateDecision(_ id: String, _ file: String, _ other: String) -> Reason {
        Reason(
            code: "DUPLICATE_DECISION_ID", elementID: id, expected: "each decision once in a deployment",
            found: "in \(other) and in \(file)", hint: "deploy versions of one decision one after the other")
    }

    fileprivate static func duplicateForm(_ id: String, _ file: String, _ other: String) -> Reason {
        Reason(
            code: "DUPLICATE_FORM_ID", elementID: id, expected: "each form once in a deployment",
            found: "in \(other) and in \(file)", hint: "deploy versions of one form one after the other")
    }
}
