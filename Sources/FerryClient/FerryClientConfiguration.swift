public import FerryModel

/// Where the broker is and how a client treats it.
public struct FerryClientConfiguration: Sendable {
    public var host = "127.0.0.1"
    public var port = 26600
    /// How many connections share the calls; each carries any number at a time. At least 1. One thread serves them all.
    public var connections = 1
    /// What the broker's log and events call this client, for people.
    public var clientName = "ferry-swift/0.1.0"
    /// Proves who is calling; empty for nobody in particular.
    public var token = ""
    /// How long a call waits for a connection while there is none. When a broker has been out of reach for so long,
    /// further calls fail at once, until it is back.
    public var connectTimeout = Duration.seconds(5)
    /// The same for a broker whose machine is there and says that nobody listens; nil for `connectTimeout`, which gives
    /// a broker time to start again.
    public var refusedTimeout: Duration?
    /// The deadline of a call whose options name none.
    public var callTimeout = Duration.seconds(10)
    /// The pause before the second attempt to connect; each further one doubles it.
    public var reconnectBackoff = Duration.milliseconds(50)
    public var reconnectBackoffMax = Duration.seconds(2)
    /// After so much silence the broker is asked for a sign of life, after twice as much the connection is given up.
    public var keepAliveInterval = Duration.seconds(20)
    /// The longest frame accepted from the broker, in bytes; at least 4,096.
    public var frameBytesMax = 4 << 20
    /// True: a call whose connection was lost is sent again until its deadline, with an idempotency key from the first
    /// attempt on, so that nothing is done twice.
    public var retriesLostCommands = false

    public init() {}

    /// Reads `host`, `host:port` or `[IPv6 address]:port`. Errors: `INVALID_ARGUMENT`.
    public init(address: String) throws(Rejection) {
        self.init()
        let (host, port) = Self.split(address)
        guard let host, !host.isEmpty else { throw Self.malformed(address) }
        self.host = String(host)
        guard let port else { return }
        guard let number = UInt16(port), number > 0 else { throw Self.malformed(address) }
        self.port = Int(number)
    }

    private static func split(_ address: String) -> (host: Substring?, port: Substring?) {
        if address.hasPrefix("[") {
            guard let end = address.firstIndex(of: "]") else { return (nil, nil) }
            let host = address[address.index(after: address.startIndex)..<end]
            let rest = address[address.index(after: end)...]
            if rest.isEmpty { return (host, nil) }
            return rest.hasPrefix(":") ? (host, rest.dropFirst()) : (nil, nil)
        }
        guard let colon = address.lastIndex(of: ":") else { return (address[...], nil) }
        let host = address[..<colon]
        // More than one colon is an IPv6 address that lacks its brackets.
        return host.contains(":") ? (nil, nil) : (host, address[address.index(after: colon)...])
    }

    private static func malformed(_ address: String) -> Rejection {
        Rejection(
            .invalidArgument, "'\(address)' is not an address",
            reasons: [
                Reason(
                    code: "ADDRESS_MALFORMED", expected: "host:port with a port from 1 to 65535", found: address,
                    hint: "for example 127.0.0.1:26600 or [::1]:26600")
            ])
    }
}
