import FerryModel
import FerryWire
import Testing

struct FrameLengthTests {
    static let limits = FrameLimits(frameBytesMax: 65_536)

    @Test(arguments: [1, 255, 256, 65_536])
    func theLengthStandsInFourBytesBigEndian(length: Int) throws {
        let frame = prefix(length) + [UInt8](repeating: 7, count: length)

        #expect(try firstBody(frame) == 4..<4 + length)
        #expect(try firstBody(frame + frame) == 4..<4 + length)
        #expect(try firstBody(Array(frame.dropLast())) == nil)
        #expect(try firstBody(Array(frame.prefix(3))) == nil)
    }

    @Test(arguments: [65_537, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x4745_5420])
    func aFrameBeyondTheLimitIsJudgedByItsPrefixAlone(length: Int) throws {
        let error = try #require(throws: WireError.self) {
            try firstBody(prefix(length))
        }

        #expect(error.code == .resourceExhausted)
        #expect(error.isFatal)
        #expect(error.reasons.map(\.code) == ["FRAME_TOO_LONG"])
    }

    @Test func aFrameWithoutBodyEndsTheConnection() throws {
        let error = try #require(throws: WireError.self) {
            try firstBody(prefix(0))
        }

        #expect(error.isFatal)
    }

    @Test func aCallLongerThanTheServerAcceptsIsNotSent() throws {
        var buffer: [UInt8] = [1, 2, 3]
        let call = ClientMessage.call(requestID: 6, .ping(Ping(payload: Array(repeating: 0, count: 5_000))))

        let error = try #require(throws: WireError.self) {
            try FrameEncoder().append(call, to: &buffer, frameBytesMax: 4_096)
        }

        #expect(error.code == .invalidArgument)
        #expect(error.requestID == 6)
        #expect(buffer == [1, 2, 3])
    }

    @Test func anAnswerLongerThanTheClientAcceptsBecomesAStatus() throws {
        var buffer: [UInt8] = []
        let answer = ServerMessage.answer(requestID: 6, .ping(Ping(payload: Array(repeating: 0, count: 5_000))))

        FrameEncoder().append(answer, to: &buffer, frameBytesMax: 4_096)

        guard case .status(6, .resourceExhausted, _, let reasons) = try decodeServer(Array(buffer.dropFirst(4))) else {
            Issue.record("a status is needed")
            return
        }
        #expect(reasons.map(\.code) == ["FRAME_TOO_LONG"])
    }

    @Test func aStatusWithTooManyReasonsKeepsTheFirst() throws {
        var buffer: [UInt8] = []
        let reasons = (0..<10_000).map { Reason(code: "R\($0)", hint: "help") }
        let status = ServerMessage.status(requestID: 6, .failedPrecondition, message: "no", reasons: reasons)

        FrameEncoder().append(status, to: &buffer, frameBytesMax: 4_096)

        guard case .status(6, .failedPrecondition, "no", let kept) = try decodeServer(Array(buffer.dropFirst(4))) else {
            Issue.record("the status is needed")
            return
        }
        #expect(buffer.count <= 4_100)
        #expect(!kept.isEmpty)
        #expect(kept == Array(reasons.prefix(kept.count)))
    }

    private func firstBody(_ bytes: [UInt8]) throws(WireError) -> Range<Int>? {
        try Self.limits.firstBody(in: bytes.span.bytes)
    }

    private func prefix(_ length: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
    }
}
