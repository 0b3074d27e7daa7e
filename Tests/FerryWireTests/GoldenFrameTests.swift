import FerryModel
import FerryWire
import Testing

/// Bytes that clients in other languages rely on; `docs/PROTOCOL.md` shows the first two.
struct GoldenFrameTests {
    @Test func ping() throws {
        let call = ClientMessage.call(requestID: 1, .ping(Ping(payload: Array("ahoy".utf8))), timeoutMilliseconds: 1000)

        #expect(try frame(call) == "0000000e 0801 10e807 820106 0a0461686f79")
    }

    @Test func pingAnswer() {
        let answer = ServerMessage.answer(requestID: 1, .ping(Ping(payload: Array("ahoy".utf8))))

        #expect(frame(answer) == "0000000b 0801 820106 0a0461686f79")
    }

    @Test func emptyPing() throws {
        #expect(
            try frame(.call(requestID: 300, .ping(Ping()), timeoutMilliseconds: 1)) == "00000008 08ac02 1001 820100")
        #expect(frame(.answer(requestID: 300, .ping(Ping()))) == "00000006 08ac02 820100")
    }

    @Test func hello() throws {
        let hello = ClientMessage.hello(Hello(clientName: "me", frameBytesMax: 4 << 20))

        #expect(try frame(hello) == "0000000d 220b 0801 12026d65 2080808002")
    }

    @Test func migrate() throws {
        let call = MigrateProcessInstance(
            processInstanceKey: 2_251_799_813_685_249,
            plan: MigrationPlan(
                target: .version(processID: "p", version: 2), instructions: [MigrationInstruction(from: "a", to: "b")],
                autoMap: .equal))

        #expect(
            try frame(.call(requestID: 5, .migrateProcessInstance(call), idempotencyKey: [0xFF]))
                == "00000024 0805 1a01ff ba011c 088180808080808004 1211 0a05 120170 1802 1a06 0a0161 120162 2001")
    }

    @Test func done() {
        #expect(frame(.answer(requestID: 300, .done)) == "00000005 08ac02 4200")
    }

    @Test func status() {
        let status = ServerMessage.status(
            requestID: 2, .notFound, message: "no", reasons: [Reason(code: "C", elementID: "e")])

        #expect(frame(status) == "00000012 0802 3a0e 0805 12026e6f 1a06 0a0143 120165")
    }

    private func frame(_ message: ClientMessage) throws -> Hex {
        var bytes: [UInt8] = []
        try FrameEncoder().append(message, to: &bytes)
        return Hex(bytes: bytes)
    }

    private func frame(_ message: ServerMessage) -> Hex {
        var bytes: [UInt8] = []
        FrameEncoder().append(message, to: &bytes)
        return Hex(bytes: bytes)
    }
}

/// Bytes written as hexadecimal digits, with spaces where they help the eye.
private struct Hex: Equatable, ExpressibleByStringLiteral, CustomStringConvertible {
    let digits: String

    init(stringLiteral text: String) { digits = text.filter { $0 != " " } }

    init(bytes: [UInt8]) {
        digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    var description: String { digits }
}
