import CFerryProto
import CProtobufC
import FerryModel

// What messages of several families hold: references to definitions, pages, tenants.

extension FieldReader {
    mutating func definitionReference(
        _ reference: UnsafeMutablePointer<CDefinitionReference>?, _ field: String
    ) -> DefinitionReference {
        guard let reference = unsafe reference else {
            missing(field)
            return .key(0)
        }
        return within(field) { unsafe $0.definitionReference(reference.pointee) }
    }

    mutating func optionalDefinitionReference(
        _ reference: UnsafeMutablePointer<CDefinitionReference>?, _ field: String
    ) -> DefinitionReference? {
        unsafe reference == nil ? nil : definitionReference(reference, field)
    }

    private mutating func definitionReference(_ reference: CDefinitionReference) -> DefinitionReference {
        let processID = unsafe text(reference.process_id, "process_id")
        let hash = unsafe text(reference.content_hash, "content_hash")
        switch unsafe (reference.key, processID, reference.version, hash) {
        case (let value, "", 0, "") where value != 0:
            return .key(key(value, "key"))
        case (0, "", _, _):
            missing("process_id")
        case (0, _, 0, ""):
            return .latest(processID: processID)
        case (0, _, let version, ""):
            return .version(processID: processID, version: number(version, "version", in: 1...Int32.max))
        case (0, _, 0, _):
            if !isHash(hash) {
                fault(
                    "INVALID_CONTENT_HASH", "content_hash", expected: "8 to 64 lower-case hex digits", found: hash)
            }
            return .contentHash(processID: processID, hash: hash)
        default:
            fault(
                "AMBIGUOUS_REFERENCE", "key",
                expected: "a key alone, or a process_id with a version, a content_hash or neither",
                found: "more than one of these")
        }
        return .key(0)
    }

    private func isHash(_ text: String) -> Bool {
        (8...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }

    mutating func page(_ page: UnsafeMutablePointer<CPage>?) -> Page {
        guard let page = unsafe page else { return Page() }
        return within("page") { reader in
            unsafe Page(
                size: reader.number(page.pointee.size, "size", in: 0...Page.sizeMax),
                token: reader.bytes(page.pointee.token))
        }
    }

    mutating func tenant(_ data: ProtobufCBinaryData) -> TenantID {
        unsafe data.len == 0 ? .default : TenantID(rawValue: text(data, "tenant"))
    }
}

extension FieldWriter {
    func definitionReference(_ reference: DefinitionReference) -> UnsafeMutablePointer<CDefinitionReference> {
        var fields = unsafe CDefinitionReference()
        unsafe fields.base = CDefinitionReference.head
        switch reference {
        case .key(let key):
            unsafe fields.key = key.rawValue
        case .version(let processID, let version):
            unsafe fields.process_id = text(processID)
            unsafe fields.version = version
        case .latest(let processID):
            unsafe fields.process_id = text(processID)
        case .contentHash(let processID, let hash):
            unsafe fields.process_id = text(processID)
            unsafe fields.content_hash = text(hash)
        }
        return unsafe message(fields)
    }

    func optionalDefinitionReference(
        _ reference: DefinitionReference?
    ) -> UnsafeMutablePointer<CDefinitionReference>? {
        guard let reference else { return nil }
        return unsafe definitionReference(reference)
    }

    /// Absent for the first page of the default size.
    func page(_ page: Page) -> UnsafeMutablePointer<CPage>? {
        guard page != Page() else { return nil }
        return unsafe message(CPage(base: CPage.head, size: page.size, token: bytes(page.token)))
    }
}
