import FerryClient
import Testing

/// Files that are no processes: refused with a reason, all of them, and nothing is deployed.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct HostileModelTests {
    struct File: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let content: [UInt8]

        init(_ description: String, _ content: [UInt8]) {
            testDescription = description
            self.content = content
        }

        init(_ description: String, _ text: String) { self.init(description, Array(text.utf8)) }
    }

    private static let order = String(decoding: OrderModel.xml(version: 1), as: UTF8.self)
    private static let bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL"

    private static let files = [
        File("nothing", ""),
        File("no XML", "{\"process\": 1}"),
        File("zeros", [UInt8](repeating: 0, count: 1_000)),
        File(
            "a DOCTYPE that includes a file",
            order.replacing(
                "<bpmn:definitions",
                with: "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><bpmn:definitions")),
        File(
            "a DOCTYPE that grows without end",
            "<!DOCTYPE x [<!ENTITY a \"lol\">"
                + (1...20).map { "<!ENTITY a\($0) \"&a\($0 - 1);&a\($0 - 1);&a\($0 - 1);\">" }.joined()
                + "]><x>&a20;</x>"),
        File("half a file", String(order.prefix(order.count / 2))),
        File("all but the last byte", String(order.prefix(order.count - 1))),
        File("tags that do not match", order.replacing("</bpmn:process>", with: "</bpmn:proces>")),
        File(
            "elements in elements in elements",
            "<bpmn:definitions xmlns:bpmn=\"\(bpmn)\">" + String(repeating: "<a>", count: 300_000)
                + String(repeating: "</a>", count: 300_000) + "</bpmn:definitions>"),
        File(
            "subprocesses in subprocesses",
            order.replacing(
                "</bpmn:process>",
                with: (0..<20_000).map { "<bpmn:subProcess id=\"s\($0)\">" }.joined()
                    + String(repeating: "</bpmn:subProcess>", count: 20_000) + "</bpmn:process>")),
        File(
            "an expression in brackets in brackets",
            order.replacing(
                "<zeebe:taskDefinition type=\"work\"/>",
                with: "<zeebe:taskDefinition type=\"="
                    + String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000) + "\"/>")),
        File("3 MB of junk", junk(bytes: 3 << 20)),
        File("3 MB of junk text", "<a>" + String(repeating: "x y ", count: 3 << 18) + "</a>"),
        File("invalid UTF-8", Array(order.replacing("pick1", with: "pi@k1").utf8).map { $0 == 0x40 ? 0xFF : $0 }),
    ]

    private static func junk(bytes: Int) -> [UInt8] {
        var random = SeededRandom(seed: 3)
        return (0..<(bytes / 8)).flatMap { _ in
            let word = random.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
    }

    @Test(arguments: files)
    func refusesWhatIsNoProcess(_ file: File) async throws {
        try await withBroker { broker, client in
            let resource = DeployResources.Resource(name: "hostile.bpmn", content: file.content)

            let refusal = await #expect(throws: Rejection.self) {
                try await client.deployResources(DeployResources(resources: [resource]))
            }

            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.reasons.isEmpty == false)
            #expect(try await client.listProcessDefinitions().definitions.isEmpty)
            try await broker.expectWell()
        }
    }

    @Test func refusesFilesCutOffAnywhere() async throws {
        try await withBroker { broker, client in
            let whole = OrderModel.xml(version: 1)
            let trailing = whole.reversed().prefix { $0 == 0x0A }.count
            for count in stride(from: 1, to: whole.count - trailing, by: 37) {
                let resource = DeployResources.Resource(name: "cut.bpmn", content: Array(whole.prefix(count)))
                await #expect(throws: Rejection.self, "cut at \(count)") {
                    try await client.deployResources(DeployResources(resources: [resource]))
                }
            }
            #expect(try await client.listProcessDefinitions().definitions.isEmpty)
            try await broker.expectWell()
        }
    }

    /// A file with any bit changed is deployed or refused; then it can be read back, and the next one deployed.
    @Test func survivesFilesWithFlippedBits() async throws {
        try await withBroker { broker, client in
            var random = SeededRandom(seed: 5)
            for _ in 0..<150 {
                var content = OrderModel.xml(version: 1)
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let place = Int.random(in: 0..<content.count, using: &random)
                    content[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                }
                let resource = DeployResources.Resource(name: "flipped.bpmn", content: content)
                do throws(Rejection) {
                    _ = try await client.deployResources(DeployResources(resources: [resource]))
                } catch {
                    #expect(error.code == .invalidArgument)
                }
            }
            try await broker.expectWell()
        }
    }
}
