/// What messages and those who wait for them are found by.
public struct MessageAddress: Hashable, Sendable {
    public var tenant: TenantID
    public var name: String
    public var correlationKey: String

    public init(tenant: TenantID, name: String, correlationKey: String) {
        self.tenant = tenant
        self.name = name
        self.correlationKey = correlationKey
    }
}

extension PartitionID {
    /// The partition where all messages with one correlation key meet those who wait for them (FNV-1a of its UTF-8).
    package init(forCorrelationKey key: String, of partitions: Int) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        self.init(UInt16(hash % UInt64(partitions)) + 1)
    }
}

/// A message as published.
public struct Message: Hashable, Sendable {
    public let key: MessageKey
    public let address: MessageAddress
    /// Tells it apart from others of the same address; empty: nothing does.
    public let id: String
    /// Until then it waits for those who come later.
    public let deadline: Timestamp
    public let variables: Variables

    public init(
        key: MessageKey, address: MessageAddress, id: String, deadline: Timestamp, variables: Variables
    ) {
        self.key = key
        self.address = address
        self.id = id
        self.deadline = deadline
        self.variables = variables
    }
}
