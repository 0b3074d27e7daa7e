import Foundation
import Testing

@testable import FerryWire

/// Every body of `frame.proto` is scanned for, read and written: a new one that is not stands out here.
struct KnownBodiesTests {
    @Test func everyBodyOfTheProtoIsScannedFor() throws {
        let client = try numbers(ofMessage: "ClientFrame")
        let server = try numbers(ofMessage: "ServerFrame")

        #expect(client.count > 40)
        #expect(FrameScan.clientBodies == bits(client))
        #expect(FrameScan.serverBodies == bits(server))
    }

    @Test func everyBodyOfTheProtoHasASample() throws {
        var samples = Samples(seed: 1)
        let client = try samples.clientMessages().map { try field(of: body($0), FrameScan.clientBodies) }
        let server = try samples.serverMessages().map { try field(of: body($0), FrameScan.serverBodies) }

        #expect(Set(client) == Set(try numbers(ofMessage: "ClientFrame")))
        #expect(Set(server) == Set(try numbers(ofMessage: "ServerFrame")))
    }

    @Test func aNumberThatIsNoBodyIsNotScannedFor() {
        for field in [0, 1, 2, 3, 10, 15, 127] as [UInt128] {
            #expect(FrameScan.clientBodies & 1 << field == 0)
            #expect(FrameScan.serverBodies & 1 << field == 0)
        }
    }

    private func field(of frame: [UInt8], _ bodies: FrameScan.Bodies) throws -> UInt32 {
        try #require(FrameScan(frame.span.bytes, bodies: bodies)?.body)
    }

    private func bits(_ numbers: [UInt32]) -> FrameScan.Bodies { numbers.reduce(0) { $0 | 1 << FrameScan.Bodies($1) } }

    /// The field numbers inside the `oneof body` of a message, as the proto file says them.
    private func numbers(ofMessage name: String) throws -> [UInt32] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../proto/client/v1/frame.proto")
        let text = try String(contentsOf: file, encoding: .utf8)
        let message = try #require(text.range(of: "message \(name) {"))
        let oneOf = try #require(text.range(of: "oneof body {", range: message.upperBound..<text.endIndex))
        let end = try #require(text.range(of: "\n  }", range: oneOf.upperBound..<text.endIndex))
        return text[oneOf.upperBound..<end.lowerBound].split(separator: "\n").compactMap { line in
            guard !line.contains("//"), let equals = line.lastIndex(of: "=") else { return nil }
            return UInt32(line[line.index(after: equals)...].filter(\.isNumber))
        }
    }
}
