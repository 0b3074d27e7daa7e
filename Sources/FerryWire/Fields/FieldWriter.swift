import CProtobufC
import FerryModel

/// Lays values of the model out as protobuf-c wants them, in memory that is valid until `reset`.
struct FieldWriter: ~Copyable {
    private let arena = Arena(bytesMax: .max / 2)

    func reset() { arena.reset() }

    func text(_ text: String) -> ProtobufCBinaryData {
        var text = text
        return text.withUTF8 { unsafe copy(UnsafeRawBufferPointer($0)) }
    }

    func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
        unsafe bytes.withUnsafeBytes { unsafe copy($0) }
    }

    /// Empty for no variables, which saves the reader a parse.
    func variables(_ variables: Variables) -> ProtobufCBinaryData {
        variables.isEmpty ? unsafe ProtobufCBinaryData() : unsafe bytes(variables.json)
    }

    /// Empty for the default tenant.
    func tenant(_ tenant: TenantID) -> ProtobufCBinaryData {
        tenant == .default ? unsafe ProtobufCBinaryData() : unsafe text(tenant.rawValue)
    }

    func message<Message>(_ message: Message) -> UnsafeMutablePointer<Message> {
        let place = unsafe arena.take(1, of: Message.self)
        unsafe place.initialize(to: message)
        return unsafe place
    }

    func list<T, Message>(
        _ values: [T], _ write: (borrowing FieldWriter, T) -> Message
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Message>?>? {
        guard !values.isEmpty else { return nil }
        let pointers = unsafe arena.take(values.count, of: UnsafeMutablePointer<Message>?.self)
        let messages = unsafe arena.take(values.count, of: Message.self)
        for (index, value) in values.enumerated() {
            unsafe (messages + index).initialize(to: write(self, value))
            unsafe (pointers + index).initialize(to: messages + index)
        }
        return unsafe pointers
    }

    func names(_ names: [String]) -> UnsafeMutablePointer<ProtobufCBinaryData>? {
        guard !names.isEmpty else { return nil }
        let place = unsafe arena.take(names.count, of: ProtobufCBinaryData.self)
        for (index, name) in names.enumerated() { unsafe (place + index).initialize(to: text(name)) }
        return unsafe place
    }

    private func copy(_ bytes: UnsafeRawBufferPointer) -> ProtobufCBinaryData {
        guard unsafe !bytes.isEmpty else { return unsafe ProtobufCBinaryData() }
        let place = unsafe arena.take(bytes.count, of: UInt8.self)
        unsafe UnsafeMutableRawPointer(place).copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
        return unsafe ProtobufCBinaryData(len: bytes.count, data: place)
    }
}
