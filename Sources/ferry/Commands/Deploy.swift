import ArgumentParser
import FerryClient
import Foundation

struct Deploy: BrokerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deploy BPMN files, DMN files and forms together: all of them or none.",
        discussion: """
            A file whose name ends in .dmn is one of DMN, one that ends in .form a form. What equals its latest version \
            byte for byte keeps that version.
            """)

    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("BPMN 2.0 XML, DMN, or a form.", valueName: "file"),
        completion: .file(extensions: ["bpmn", "dmn", "form", "xml"]))
    var files: [String]

    func run(_ client: FerryClient, _ console: Console) async throws {
        var resources: [DeployResources.Resource] = []
        for path in files {
            let name = URL(fileURLWithPath: path).lastPathComponent
            resources.append(DeployResources.Resource(name: name, content: try FileReader.system.bytes(path)))
        }
        let answer = try await client.deployResources(DeployResources(resources: resources))
        guard !answer.definitions.isEmpty || !answer.decisions.isEmpty || !answer.forms.isEmpty else {
            return console.note("the files hold no executable process, no decision and no form")
        }
        console.list(answer.definitions)
        console.list(answer.decisions)
        console.list(answer.forms)
    }
}
