import FerryModel
import FerryWire
import Testing

/// Frames changed at random: whatever comes out, it is a message or a `WireError`, and the decoder goes on.
struct FuzzTests {
    @Test(arguments: UInt64(1)...20)
    func aChangedFrameIsTakenOrRefused(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        let client = FrameDecoder(limits: FrameLimits(arenaBytesMax: 1 << 16))
        let server = FrameDecoder(limits: FrameLimits(arenaBytesMax: 1 << 16))
        var taken = 0

        for _ in 0..<25 {
            for message in samples.clientMessages() {
                let frame = samples.changed(try body(message))
                var understood: ClientMessage?
                do throws(WireError) {
                    understood = try client.decode(client: frame)
                } catch {
                    #expect(error.code != .ok)
                    #expect(!error.message.isEmpty)
                }
                guard let understood else { continue }
                taken += 1
                // What was understood can be said again, and means the same.
                #expect(try decodeClient(body(understood)) == understood)
            }
            for message in samples.serverMessages() {
                let frame = samples.changed(body(message))
                do throws(WireError) {
                    _ = try server.decode(server: frame)
                    taken += 1
                } catch {
                    #expect(error.code != .ok)
                }
            }
        }

        // A fuzz that only ever hears a refusal tests the front door alone.
        #expect(taken > 100)
        let ping = ClientMessage.call(requestID: 1, .ping(Ping()))
        #expect(try client.decode(client: body(ping)) == ping)
    }
}

extension Samples {
    /// These bytes after one or two random changes.
    fileprivate mutating func changed(_ frame: [UInt8]) -> [UInt8] {
        var frame = frame
        for _ in 0...below(2) {
            guard !frame.isEmpty else { return frame }
            let index = below(frame.count)
            let length = 1 + below(min(frame.count - index, 12))
            switch below(9) {
            case 0, 7, 8: frame[index] ^= 1 << UInt8(below(8))
            case 1: frame[index] = UInt8(truncatingIfNeeded: next())
            case 2: frame.removeSubrange(index..<index + length)
            case 3: frame.insert(contentsOf: frame[index..<index + length], at: below(frame.count))
            case 4: frame.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], at: index)
            case 5: frame.removeLast(length)
            default: frame.append(contentsOf: frame[index...])
            }
        }
        return frame
    }
}
