import ArgumentParser
import FerryClient
import Foundation

struct Deploy: BrokerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deploy BPMN files together: all of them or none.",
        discussion: "A process that equals its latest version byte for byte keeps that version.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("BPMN 2.0 XML.", valueName: "file"), completion: .file(extensions: ["bpmn", "xml"]))
    var files: [String]

    func run(_ client: FerryClient, _ console: Console) async throws {
        var resources: [DeployResources.Resource] = []
        for path in files {
            let name = URL(fileURLWithPath: path).lastPathComponent
            resources.append(DeployResources.Resource(name: name, content: try FileReader.system.bytes(path)))
        }
        let answer = try await client.deployResources(DeployResources(resources: resources))
        var listing = Listing<ProcessDefinition>(console, emptyNote: "the files hold no executable process")
        listing.print(answer.definitions)
        listing.end()
    }
}
