import ArgumentParser
import FerryClient
import Foundation

struct Deploy: BrokerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deploy BPMN and DMN files together: all of them or none.",
        discussion: """
            A file whose name ends in .dmn is one of DMN. What equals its latest version byte for byte keeps that version.
            """)

    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("BPMN 2.0 XML, or DMN.", valueName: "file"),
        completion: .file(extensions: ["bpmn", "dmn", "xml"]))
    var files: [String]

    func run(_ client: FerryClient, _ console: Console) async throws {
        var resources: [DeployResources.Resource] = []
        for path in files {
            let name = URL(fileURLWithPath: path).lastPathComponent
            resources.append(DeployResources.Resource(name: name, content: try FileReader.system.bytes(path)))
        }
        let answer = try await client.deployResources(DeployResources(resources: resources))
        guard !answer.definitions.isEmpty || !answer.decisions.isEmpty else {
            return console.note("the files hold no executable process and no decision")
        }
        console.list(answer.definitions)
        console.list(answer.decisions)
    }
}
