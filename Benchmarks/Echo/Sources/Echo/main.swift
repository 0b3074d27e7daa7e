// The floor under `ferry bench ping`: frames of the same length over one connection, without a protocol inside.
// Usage: Echo [frames [in flight [body bytes]]] [coalesced]
// A frame is a message through the pipeline, as SwiftNIO's codecs have it; `coalesced`: all frames of a read as one.
import NIOCore
import NIOPosix

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) } + [Int](repeating: 0, count: 3)
let frameCount = arguments[0] > 0 ? arguments[0] : 2_000_000
let inFlight = arguments[1] > 0 ? arguments[1] : 64
let bodyBytes = arguments[2] > 0 ? arguments[2] : 9

let isCoalesced = CommandLine.arguments.contains("coalesced")

let serverGroup = MultiThreadedEventLoopGroup(numberOfThreads: 1)
let clientGroup = MultiThreadedEventLoopGroup(numberOfThreads: 1)

let server = try await ServerBootstrap(group: serverGroup)
    .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
    .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if isCoalesced { return try pipeline.addHandler(EchoHandler()) }
            try pipeline.addHandlers([
                ByteToMessageHandler(FrameCodec()), MessageToByteHandler(FrameCodec()), FrameEchoHandler(),
            ])
        }
    }
    .bind(host: "127.0.0.1", port: 0).get()

let begin = ContinuousClock.now
let client = try await ClientBootstrap(group: clientGroup)
    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
    .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if isCoalesced {
                return try pipeline.addHandler(
                    LoadHandler(frames: frameCount, inFlight: inFlight, bodyBytes: bodyBytes))
            }
            try pipeline.addHandlers([
                ByteToMessageHandler(FrameCodec()), MessageToByteHandler(FrameCodec()),
                FrameLoadHandler(frames: frameCount, inFlight: inFlight, bodyBytes: bodyBytes),
            ])
        }
    }
    .connect(host: "127.0.0.1", port: server.localAddress!.port!).get()
try await client.closeFuture.get()
let seconds = (ContinuousClock.now - begin) / .seconds(1)

let rate = Int(Double(frameCount) / seconds)
print("\(frameCount) frames, \(inFlight) in flight, \(bodyBytes) bytes\(isCoalesced ? ", coalesced" : ""): \(rate) per second")
