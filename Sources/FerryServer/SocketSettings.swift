import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How a client's socket behaves before any byte of the protocol.
enum SocketSettings {
    /// A peer that vanished is noticed after two minutes: a minute of silence, then four unanswered probes.
    static func apply(to channel: any Channel, _ configuration: ServerConfiguration) throws {
        guard let options = channel.syncOptions else { preconditionFailure("a socket channel has options") }
        try options.setOption(.tcpOption(.tcp_nodelay), value: 1)
        try options.setOption(.socketOption(.so_keepalive), value: 1)
        try options.setOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPIDLE)), value: 60)
        try options.setOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPINTVL)), value: 15)
        try options.setOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPCNT)), value: 4)
        let high = configuration.outgoingBytesHighWaterMark
        try options.setOption(.writeBufferWaterMark, value: .init(low: max(1, high / 4), high: max(2, high)))
        // The channel keeps what it read into for its next read, as long as it lives: thousands keep thousands.
        try options.setOption(
            .recvAllocator,
            value: AdaptiveRecvByteBufferAllocator(minimum: 1 << 10, initial: 8 << 10, maximum: 32 << 10))
    }
}
