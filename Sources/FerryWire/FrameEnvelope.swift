import CProtobufC

/// A frame about to be written: the few fields around a body, and the body as protobuf-c packs it.
///
/// The envelope is written by hand, as `FrameScan` reads it: for a frame of so many alternatives protobuf-c takes longer
/// to find the one that is there than to pack it.
@safe struct FrameEnvelope {
    private let requestID: UInt64
    private let timeoutMilliseconds: UInt64
    private let idempotencyKey: ProtobufCBinaryData
    /// The tag in front of the body.
    private let bodyTag: UInt64
    /// nil for a body without a field.
    private let body: UnsafePointer<ProtobufCMessage>?
    private let bodySize: Int

    /// - Parameter body: a generated struct, whatever its type.
    init(
        requestID: UInt64, timeoutMilliseconds: Int64 = 0,
        idempotencyKey: ProtobufCBinaryData = unsafe ProtobufCBinaryData(), field: UInt32,
        body: UnsafeRawPointer
    ) {
        self.requestID = requestID
        self.timeoutMilliseconds = UInt64(bitPattern: timeoutMilliseconds)
        unsafe self.idempotencyKey = idempotencyKey
        bodyTag = UInt64(field) << 3 | 2
        let message = unsafe body.assumingMemoryBound(to: ProtobufCMessage.self)
        unsafe self.body = unsafe message
        bodySize = unsafe protobuf_c_message_get_packed_size(message)
    }

    /// With an empty body, as most answers to commands have.
    init(requestID: UInt64, timeoutMilliseconds: Int64 = 0, emptyField field: UInt32) {
        self.requestID = requestID
        self.timeoutMilliseconds = UInt64(bitPattern: timeoutMilliseconds)
        unsafe idempotencyKey = unsafe ProtobufCBinaryData()
        bodyTag = UInt64(field) << 3 | 2
        unsafe body = nil
        bodySize = 0
    }

    /// The size of the frame's body; it is in the buffer unless that is more than `sizeMax`.
    func append(to buffer: inout [UInt8], ifAtMost sizeMax: Int) -> Int {
        let size = packedSize
        guard size <= sizeMax else { return size }
        buffer.append(addingCapacity: FrameLimits.prefixBytes + size) { output in
            for shift in [24, 16, 8, 0] { output.append(UInt8(truncatingIfNeeded: size >> shift)) }
            if requestID != 0 {
                output.append(1 << 3)
                Self.put(requestID, &output)
            }
            if timeoutMilliseconds != 0 {
                output.append(2 << 3)
                Self.put(timeoutMilliseconds, &output)
            }
            if unsafe idempotencyKey.len > 0 {
                output.append(3 << 3 | 2)
                unsafe Self.put(UInt64(idempotencyKey.len), &output)
                // By index, because `swift format` takes the space out of `for unsafe byte in`.
                for index in unsafe 0..<idempotencyKey.len { unsafe output.append(idempotencyKey.data[index]) }
            }
            Self.put(bodyTag, &output)
            Self.put(UInt64(bodySize), &output)
            guard let body = unsafe body else { return }
            unsafe output.withUnsafeMutableBufferPointer { bytes, count in
                count += unsafe protobuf_c_message_pack(body, bytes.baseAddress! + count)
            }
        }
        return size
    }

    /// Fields that are 0 or empty are left out.
    private var packedSize: Int {
        var size = Self.size(bodyTag) + Self.size(UInt64(bodySize)) + bodySize
        if requestID != 0 { size += 1 + Self.size(requestID) }
        if timeoutMilliseconds != 0 { size += 1 + Self.size(timeoutMilliseconds) }
        let keyBytes = unsafe idempotencyKey.len
        if keyBytes > 0 { size += 1 + Self.size(UInt64(keyBytes)) + keyBytes }
        return size
    }

    private static func size(_ value: UInt64) -> Int { max(1, (64 - value.leadingZeroBitCount + 6) / 7) }

    private static func put(_ value: UInt64, _ output: inout OutputSpan<UInt8>) {
        var rest = value
        while rest >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(truncatingIfNeeded: rest))
    }
}
