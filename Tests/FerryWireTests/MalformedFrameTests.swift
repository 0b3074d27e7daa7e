import FerryModel
import FerryWire
import Testing

/// Frames that are no frames, or that hold no call.
struct MalformedFrameTests {
    @Test(arguments: [
        [0xFF], [0x0A], [0x08], [0x08, 0x80], [0x82, 0x01, 0x05, 0x00], [0x0B, 0x0C], [0x00, 0x01], [0x09, 1, 2],
        [0x08, 7, 0x80, 1, 0], [0x0A, 1, 7, 0x82, 1, 0], [0x08, 7, 0x18, 1, 0x82, 1, 0],
        Array(repeating: 0xFF, count: 64), Array("GET / HTTP/1.1\r\n\r\n".utf8),
    ])
    func garbageEndsTheConnection(bytes: [UInt8]) throws {
        let error = try #require(refusal(bytes))

        #expect(error.isFatal)
        #expect(error.code == .invalidArgument)
        #expect(error.answer == .status(requestID: 0, .invalidArgument, message: error.message))
    }

    @Test func everyCutFrameIsRefused() throws {
        var samples = Samples(seed: 3)
        for message in samples.clientMessages() {
            let whole = try body(message)

            for length in 0..<whole.count {
                let cut = Array(whole.prefix(length))
                if let error = refusal(cut) {
                    #expect(!error.message.isEmpty)
                } else {
                    #expect(cut.count < whole.count)
                }
            }
        }
    }

    @Test func aCallWithoutRequestIDEndsTheConnection() throws {
        let error = try #require(refusal(Proto.bytes(16, [])))

        #expect(error.isFatal)
        #expect(error.message == "a frame needs a request_id other than 0")
    }

    @Test(arguments: [UInt64(7), 15, 65, 500, 1 << 28])
    func anUnknownCallIsNamedAndTheConnectionStays(field: UInt64) throws {
        let error = try #require(refusal(Proto.call(field, [1, 2, 3])))

        #expect(error.code == .unimplemented)
        #expect(error.requestID == 7)
        #expect(!error.isFatal)
        #expect(error.message == "body field \(field) is not known here")
        #expect(error.reasons.map(\.code) == ["UNKNOWN_CALL"])
    }

    @Test func aFrameWithoutBodyIsUnimplemented() throws {
        let error = try #require(refusal(Proto.number(1, 7)))

        #expect(error.code == .unimplemented)
        #expect(error.requestID == 7)
        #expect(!error.isFatal)
    }

    @Test func aFrameWithTwoBodiesIsRefused() throws {
        let error = try #require(refusal(Proto.call(16) + Proto.bytes(17, [])))

        #expect(error.code == .invalidArgument)
        #expect(error.message == "the frame holds more than one body")
        #expect(!error.isFatal)
    }

    @Test func aBodyThatIsNotItsMessageIsRefusedAndTheConnectionStays() throws {
        let error = try #require(refusal(Proto.call(23, [0xFF, 0xFF, 0xFF])))

        #expect(error.code == .invalidArgument)
        #expect(error.requestID == 7)
        #expect(!error.isFatal)
    }

    @Test func fieldsFromTheFutureAreIgnored() throws {
        let frame = Proto.call(16, Proto.text(1, "x"), Proto.text(99, "new")) + Proto.text(200, "newer")

        #expect(try decodeClient(frame) == .call(requestID: 7, .ping(Ping(payload: Array("x".utf8)))))
    }

    @Test func theServersGarbageIsAnInternalError() {
        for frame in [
            [0xFF], Proto.number(1, 7), Proto.call(16, [0xFF]), Proto.call(25, Proto.bytes(1, Proto.number(8, 9))),
        ] {
            #expect(throws: WireError.self) { try decodeServer(frame) }
        }
    }
}

/// Frames made to cost memory.
struct FloodTests {
    static let limits = FrameLimits(frameBytesMax: 1 << 20)

    @Test(arguments: [
        (UInt64(18), UInt64(1), "resources"), (24, 9, ""), (31, 3, ""), (16, 200, ""), (28, 77, ""),
    ])
    func aFloodOfSmallFieldsIsRefusedAndTheDecoderLives(call: UInt64, field: UInt64, name: String) throws {
        let flood = (0..<100_000).flatMap { _ in Proto.bytes(field, []) }
        let decoder = FrameDecoder(limits: FrameLimits(frameBytesMax: 1 << 20, arenaBytesMax: 1 << 20))
        let frame = Proto.call(call, flood)

        do throws(WireError) {
            _ = try decoder.decode(client: frame)
            Issue.record("the flood was taken")
        } catch {
            #expect(error.code == .resourceExhausted)
            #expect(error.reasons.map(\.code) == ["FRAME_TOO_DENSE"])
            #expect(error.requestID == 7)
            #expect(!error.isFatal)
        }

        let ping = try body(.call(requestID: 8, .ping(Ping())))
        #expect(try decoder.decode(client: ping) == .call(requestID: 8, .ping(Ping())))
    }

    @Test func aFloodOfInstructionsIsCountedBeforeItIsBuilt() throws {
        let instructions = (0..<10_001).flatMap { _ in Proto.bytes(3, []) }
        let target = Proto.bytes(1, Proto.number(1, 5))
        let frame = Proto.call(23, Proto.number(1, 9), Proto.bytes(2, target + instructions))

        let error = try #require(refusal(frame))

        #expect(error.code == .invalidArgument)
        #expect(
            error.reasons == [
                Reason(code: "TOO_MANY", elementID: "plan.instructions", expected: "at most 10000", found: "10001")
            ])
    }

    @Test func tooManyVariablesAreCountedBeforeTheyAreCompared() throws {
        let members = (0..<200_000).map { "\"v\($0)\":0" }.joined(separator: ",")
        let frame = Proto.call(28, Proto.number(1, 5), Proto.text(2, "{\(members)}"))

        let error = try #require(refusal(frame))

        #expect(error.reasons.map(\.code) == ["TOO_MANY"])
    }

    @Test func manyMembersDeepInsideAreNoVariables() throws {
        let members = (0..<5_000).map { "\"v\($0)\":\"a:{\\\"b\"" }.joined(separator: ",")
        let variables = try Variables(parsing: "{\"a\":{\(members)},\"b\":[1]}")
        let message = ClientMessage.call(
            requestID: 1, .completeJob(CompleteJob(jobKey: 1, variables: variables)))

        #expect(try decodeClient(body(message)) == message)
    }

    @Test func reasonsAreBounded() throws {
        let instructions = (0..<1_000).flatMap { _ in Proto.bytes(3, []) }
        let frame = Proto.call(
            23, Proto.number(1, 9), Proto.bytes(2, Proto.bytes(1, Proto.number(1, 5)) + instructions))

        let error = try #require(refusal(frame))

        #expect(error.reasons.count == 100)
        #expect(error.reasons[3].elementID == "plan.instructions[1].to_id")
    }
}
