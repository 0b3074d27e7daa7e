package import FerryWire

/// Where a server listens and how much it lets its clients ask of it.
package struct ServerConfiguration: Sendable {
    /// An address or name; only this machine reaches the default.
    package var host = "127.0.0.1"
    /// 0 picks a free one.
    package var port = 26600
    /// Where health is answered over HTTP, on the same host; 0 picks a free one, nil turns it off.
    package var adminPort: Int? = 26601
    /// What a client must show in its Hello; empty lets everybody in.
    package var token: [UInt8] = []

    package var frameLimits = FrameLimits.standard
    package var connectionsMax = 10_000
    /// On one connection; a call beyond them is answered `RESOURCE_EXHAUSTED`.
    package var callsInFlightMax = 1_024
    /// How many messages of streams may wait for one connection to take them.
    package var streamedMessagesMax = 16

    /// What the kernel is asked to hold of a connection at most, in each direction; it takes twice that with its own
    /// bookkeeping. nil lets it grow as it likes: to megabytes for each client that dawdles, until the machine has no
    /// memory for sockets left and nobody gets in.
    package var socketBufferBytes: Int? = 128 << 10

    /// From here on a connection's calls stay unread until its client has read what is written for it.
    package var outgoingBytesHighWaterMark = 32 << 10
    /// A connection with more unsent bytes than this is closed.
    package var outgoingBytesMax = 64 << 20
    /// What all connections together hold of frames that are not whole and of answers beyond the high water mark. When
    /// it is more, those that have held something for longest are closed.
    package var heldBytesMax = 128 << 20
    /// A client that leaves more than the high water mark unread for this long is closed.
    package var stallTimeout = Duration.seconds(30)

    /// How long a new connection may take to say Hello.
    package var handshakeTimeout = Duration.seconds(10)
    /// A connection without calls in flight that says nothing for this long is closed.
    package var idleTimeout = Duration.seconds(600)
    /// How long a closing connection waits for its client to take the last words. Nobody without calls in flight, other
    /// than streams, holds up the end of the server for longer.
    package var lingerTimeout = Duration.seconds(1)
    /// How long calls in flight have when the server stops.
    package var drainTimeout = Duration.seconds(10)

    /// Threads that read and write sockets.
    package var eventLoops = 1

    package init() {}
}
