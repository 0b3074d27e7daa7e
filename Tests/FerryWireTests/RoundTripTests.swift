import FerryModel
import FerryWire
import Testing

struct RoundTripTests {
    @Test(arguments: UInt64(1)...50)
    func everyClientMessageComesBackAsItWent(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        let messages = samples.clientMessages()

        let returned = try messages.map { try decodeClient(body($0)) }

        #expect(returned == messages)
    }

    @Test(arguments: UInt64(1)...50)
    func everyServerMessageComesBackAsItWent(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        let messages = samples.serverMessages()

        let returned = try messages.map { try decodeServer(body($0)) }

        #expect(returned == messages)
    }

    @Test(arguments: StatusCode.allCases)
    func everyStatusCodeComesBackAsItWent(code: StatusCode) throws {
        let message = ServerMessage.status(requestID: 1, code)

        #expect(try decodeServer(body(message)) == message)
    }

    @Test func aStatusCodeFromTheFutureIsUnknown() throws {
        let frame = Proto.call(7, Proto.number(1, 99), Proto.text(2, "new"))

        #expect(try decodeServer(frame) == .status(requestID: 7, .unknown, message: "new"))
    }

    @Test func oneDecoderServesManyFrames() throws {
        var samples = Samples(seed: 9)
        let decoder = FrameDecoder()

        for message in (0..<20).flatMap({ _ in samples.clientMessages() }) {
            let bytes = try body(message)
            #expect(try decoder.decode(client: bytes) == message)
        }
    }

    @Test func framesStandOneBehindTheOther() throws {
        var buffer: [UInt8] = []
        let first = ClientMessage.call(requestID: 1, .ping(Ping(payload: [1])))
        let second = ClientMessage.call(requestID: 2, .topology)

        try FrameEncoder().append(first, to: &buffer)
        try FrameEncoder().append(second, to: &buffer)

        #expect(buffer == [0, 0, 0, 8, 8, 1, 0x82, 1, 3, 10, 1, 1] + [0, 0, 0, 5, 8, 2, 0x8A, 1, 0])
    }

    @Test func anEmptyResultIsNotTheSameAsNone() throws {
        let answer = CreateProcessInstance.Answer(
            processInstanceKey: 1, definitionKey: 2, processID: "p", version: 1, result: Variables())
        let message = ServerMessage.answer(requestID: 1, .createProcessInstance(answer))

        #expect(try decodeServer(body(message)) == message)
    }
}
