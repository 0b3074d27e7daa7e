import FerryBPMN
import FerryModel
import FerryXML
import Foundation
import Testing

/// Whole files: the examples of this repository, and models nobody here wrote where they are at hand.
@Suite struct FilesTests {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let models = URL(filePath: "/work/shared/models")

    static func read(_ file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }

    static func files(in folder: URL) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (found ?? []).filter { $0.pathExtension == "bpmn" }.sorted { $0.path < $1.path }
    }

    @Test(arguments: ["order-v1", "order-v2"])
    func acceptsTheExamples(_ name: String) throws {
        let file = Self.repository.appending(path: "Examples/\(name).bpmn")

        let processes = try BPMNDocument.parse(try Self.read(file))

        #expect(processes.map(\.id) == ["order"])
    }

    /// The demo relies on which elements of version 1 find their like in version 2.
    @Test func keepsTheShapeThatTheExamplePlanMigrates() throws {
        let versions = try ["order-v1", "order-v2"].map {
            try BPMNDocument.parse(try Self.read(Self.repository.appending(path: "Examples/\($0).bpmn")))[0]
        }
        let renamed = ["charge-payment": "collect-payment", "ship-order": "dispatch-order"]
        let waiting = [
            "validate-order", "approve-order", "fulfilment", "charge-payment", "reserve-stock", "ready-to-ship",
            "ship-order",
        ]

        for id in waiting {
            let source = try #require(versions[0].element(id))
            let target = try #require(versions[1].element(renamed[id] ?? id))
            #expect(target.kind == source.kind)
            #expect(
                versions[1].scopes(around: target).map(\.id) == versions[0].scopes(around: source).map(\.id))
        }
        for join in try versions.map({ try #require($0.element("ready-to-ship")) }) {
            #expect(join.incoming.count == 2)
        }
        let moved = try versions.map { try #require($0.element("notify-customer")) }
        #expect(versions[0].scopes(around: moved[0]).map(\.id) == ["order"])
        #expect(versions[1].scopes(around: moved[1]).map(\.id) == ["aftercare", "order"])
    }

    @Test(
        .enabled(if: !files(in: models.appending(path: "camunda8")).isEmpty, "needs the folder shared/models"),
        arguments: files(in: models.appending(path: "camunda8")).map(\.lastPathComponent))
    func compilesEveryModelOfCamunda8(_ name: String) throws {
        let file = Self.models.appending(path: "camunda8").appending(path: name)

        #expect(problems(in: try Self.read(file)).map(\.reason) == [])
    }

    @Test(.enabled(if: !files(in: models.appending(path: "miwg")).isEmpty, "needs the folder shared/models"))
    func compilesOrClearlyRefusesEveryReferenceModel() throws {
        var table = ""
        for file in Self.files(in: Self.models.appending(path: "miwg")) {
            let found = problems(in: try Self.read(file))
            // These are executable for those who run them: the others miss what a broker needs to know.
            if ["C.9.0.bpmn", "C.9.1.bpmn", "C.9.2.bpmn"].contains(file.lastPathComponent) {
                #expect(found.map(\.reason) == [])
            }
            table += "\(file.lastPathComponent) \(found.isEmpty ? "compiled" : "refused")\n"
            for reason in found.map(\.reason) { table += "    \(reason.code) \(reason.elementID): \(reason.found)\n" }

            #expect(!found.contains { $0.code == .xmlMalformed || $0.code == .notBPMN }, "\(file.lastPathComponent)")
            for problem in found {
                #expect(problem.position.line > 0 && problem.position.column > 0, "\(file.lastPathComponent)")
                #expect(!problem.found.isEmpty && !problem.expected.isEmpty, "\(file.lastPathComponent)")
            }
        }
        print(table)
    }

    @Test(
        .enabled(if: !files(in: models.appending(path: "camunda8")).isEmpty, "needs the folder shared/models"),
        arguments: [
            "childProcess_v_1", "childProcess_v_2", "loanProcess_v_1", "one_task", "orderProcessMigration_v_1",
            "orderProcessMigration_v_2", "orderProcessMigration_v_3", "orderProcess_v_1", "registerPassenger_v_1",
            "registerPassenger_v_2", "subProcess",
        ])
    func deploysTheModelsWithinTheRepertoire(_ name: String) throws {
        let file = Self.models.appending(path: "camunda8/\(name).bpmn")

        #expect(problems(in: try Self.read(file)).map(\.reason) == [])
    }
}
