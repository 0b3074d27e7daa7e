import FerryClient
import FerryWire
import Testing

/// Frames that are well formed and hold what they must not.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct HostileTextTests {
    /// Stands where the hostile bytes go; as long as they are, so that every length stays right.
    private static let mark = "@@@@"

    struct Text: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
    }

    private static let texts = [
        Text(testDescription: "NUL", bytes: [0x61, 0, 0x62, 0x63]),
        Text(testDescription: "a lone continuation byte", bytes: [0x61, 0x80, 0x62, 0x63]),
        Text(testDescription: "an overlong slash", bytes: [0x61, 0xC0, 0xAF, 0x62]),
        Text(testDescription: "half a surrogate pair", bytes: [0x61, 0xED, 0xA0, 0x80]),
        Text(testDescription: "a character cut off", bytes: [0x61, 0xF0, 0x9F, 0x98]),
    ]

    private static let calls: [Call] = [
        .createProcessInstance(CreateProcessInstance(definition: .latest(processID: mark))),
        .createProcessInstance(CreateProcessInstance(definition: .latest(processID: "p"), startElements: [mark])),
        .createProcessInstance(
            CreateProcessInstance(
                definition: .latest(processID: "p"), variables: Variables([.init(name: mark, value: .null)]))),
        .createProcessInstance(
            CreateProcessInstance(
                definition: .latest(processID: "p"), variables: Variables([.init(name: "v", value: .text(mark))]))),
        .createProcessInstance(
            CreateProcessInstance(definition: .latest(processID: "p"), tenant: TenantID(rawValue: mark))),
        .activateJobs(ActivateJobs(type: mark)),
        .failJob(FailJob(jobKey: 1, retries: 1, message: mark)),
        .migrateProcessInstance(
            MigrateProcessInstance(
                processInstanceKey: 1,
                plan: MigrationPlan(
                    target: .latest(processID: "p"), instructions: [MigrationInstruction(from: mark, to: "b")]))),
        .listProcessInstances(ListProcessInstances(elementID: mark)),
        .deployResources(DeployResources(resources: [.init(name: mark, content: [])])),
    ]

    @Test(arguments: texts)
    func refusesTextThatIsNone(_ text: Text) async throws {
        try await withBroker { broker, _ in
            let socket = try await RawSocket(to: broker)
            for (index, call) in Self.calls.enumerated() {
                let id = UInt64(index + 1)
                var frame = try RawSocket.frame(.call(requestID: id, call))
                let place = try #require(frame.firstRange(of: Array(Self.mark.utf8)))
                frame.replaceSubrange(place, with: text.bytes)

                try await socket.send(bytes: frame)

                #expect(try await socket.next()?.refusal == "\(id): INVALID_ARGUMENT", "\(call.name)")
            }
            try await broker.expectWell()
        }
    }

    /// JSON may hold an escaped NUL: it is text like any other, and comes back as it went.
    @Test func keepsAnEscapedNUL() async throws {
        try await withBroker { _, client in
            let order = DeployResources.Resource(name: "order.bpmn", content: OrderModel.xml(version: 1))
            _ = try await client.deployResources(DeployResources(resources: [order]))
            let value = try JSONValue(parsing: #""a\u0000b""#)

            let created = try await client.createProcessInstance(
                CreateProcessInstance(
                    definition: .latest(processID: "order"), variables: Variables([.init(name: "v", value: value)])))

            let tree = try await client.getProcessInstance(created.processInstanceKey)
            #expect(tree.variables.map(\.value) == [value])
        }
    }

    @Test func refusesJSONThatIsTooDeep() async throws {
        try await withBroker { broker, _ in
            let socket = try await RawSocket(to: broker)
            let depth = 200_000
            let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            var frame = try RawSocket.frame(
                .call(
                    requestID: 1,
                    .setVariables(
                        SetVariables(
                            scope: 1,
                            variables: Variables([
                                .init(name: "v", value: .text(String(repeating: "@", count: 2 * depth - 2)))
                            ])))))
            let place = try #require(frame.firstRange(of: Array("\"@@".utf8)))
            frame.replaceSubrange(place.lowerBound..<(place.lowerBound + 2 * depth), with: Array(deep.utf8))

            try await socket.send(bytes: frame)

            #expect(try await socket.next()?.refusal == "1: INVALID_ARGUMENT")
            try await broker.expectWell()
        }
    }

    /// Two bytes on the wire, fifty or more in memory.
    @Test(arguments: [
        ("resources", 18, 0x0A), ("instructions", 23, 0x1A), ("start elements", 21, 0x22),
    ])
    func refusesAFloodOfSmallParts(_ what: String, _ call: Int, _ tag: UInt8) async throws {
        try await withBroker { broker, _ in
            let before = broker.process.residentBytes
            let socket = try await RawSocket(to: broker)
            let count = 2_000_000
            let parts = [[UInt8]](repeating: [tag, 0], count: count).flatMap { $0 }
            // request_id 1, then the call's body with nothing but empty parts.
            let body = [0x08, 1] + varint(call << 3 | 2) + varint(parts.count) + parts

            try await socket.send(bytes: (0..<4).reversed().map { UInt8(body.count >> ($0 * 8) & 0xFF) } + body)

            let refusal = try await socket.next()?.refusal ?? "nothing"
            #expect(["1: RESOURCE_EXHAUSTED", "1: INVALID_ARGUMENT", "0: INVALID_ARGUMENT"].contains(refusal))
            #expect(broker.process.residentBytes < before + 200 << 20)
            try await broker.expectWell()
        }
    }

    private func varint(_ number: Int) -> [UInt8] {
        number < 0x80 ? [UInt8(number)] : [UInt8(number & 0x7F | 0x80)] + varint(number >> 7)
    }
}
