import CFerryProto
import CProtobufC
import FerryModel

/// What the top level of a frame says, found by walking over its fields: the envelope around the body.
///
/// It names the call of a frame whose body cannot be unpacked, and refuses what protobuf would let pass: a frame that
/// holds several bodies, or one that nobody here knows.
struct FrameScan {
    private(set) var requestID: UInt64 = 0
    private(set) var timeoutMilliseconds: Int64 = 0
    private(set) var idempotencyKey = 0..<0
    /// Field numbers of the bodies found, and where the last one lies in the frame.
    private(set) var body: UInt32?
    private(set) var bodyBytes = 0..<0
    private(set) var hasSeveralBodies = false
    /// The first field that is neither a body known here nor one of the fields beside it.
    private(set) var unknownField: UInt32?

    /// A bit for each field number in the `oneof` of a frame.
    typealias Bodies = UInt128
    static let clientBodies = unsafe bodies(of: ferry__client__v1__client_frame__descriptor)
    static let serverBodies = unsafe bodies(of: ferry__client__v1__server_frame__descriptor)

    // Bodies that often have no field at all.
    static let done: UInt32 = 8
    static let ping: UInt32 = 16

    /// What the generated code can unpack is known: nobody has to keep a list of it.
    private static func bodies(of frame: ProtobufCMessageDescriptor) -> Bodies {
        let oneOf = UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue)
        return unsafe (0..<Int(frame.n_fields)).reduce(0) { known, index in
            let field = unsafe frame.fields[index]
            guard unsafe field.flags & oneOf != 0 else { return known }
            precondition(unsafe field.id < Bodies.bitWidth, "the number of a body has a bit")
            return unsafe known | 1 << Bodies(field.id)
        }
    }

    /// nil when the bytes are no protobuf message at all, or a known field is not of its type.
    init?(_ frame: RawSpan, bodies: Bodies) {
        var index = 0
        while index < frame.byteCount {
            guard let tag = Self.varint(frame, &index), let field = UInt32(exactly: tag >> 3),
                field > 0, field < 1 << 29
            else { return nil }
            let isBody = field < Bodies.bitWidth && bodies & 1 << Bodies(field) != 0
            switch tag & 7 {
            case 0:
                guard !isBody, field != 3, let value = Self.varint(frame, &index) else { return nil }
                if field == 1 {
                    requestID = value
                } else if field == 2 {
                    timeoutMilliseconds = Int64(bitPattern: value)
                }
            case 2:
                guard field > 2, let length = Self.varint(frame, &index), length <= frame.byteCount - index else {
                    return nil
                }
                let bytes = index..<index + Int(length)
                index = bytes.upperBound
                if isBody {
                    hasSeveralBodies = hasSeveralBodies || body != nil
                    body = field
                    bodyBytes = bytes
                } else if field == 3 {
                    idempotencyKey = bytes
                }
            case 1 where !isBody && field > 3: index += 8
            case 5 where !isBody && field > 3: index += 4
            default: return nil
            }
            guard index <= frame.byteCount else { return nil }
            if field > 3, !isBody, unknownField == nil { unknownField = field }
        }
    }

    private static func varint(_ frame: RawSpan, _ index: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard index < frame.byteCount else { return nil }
            let byte = unsafe frame.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            index += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
