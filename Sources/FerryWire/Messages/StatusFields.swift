import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func status(_ status: CStatus, requestID: UInt64) -> ServerMessage {
        // As in gRPC, a code from the future is an unknown error.
        unsafe .status(
            requestID: requestID, StatusCode(rawValue: Int32(bitPattern: status.code.rawValue)) ?? .unknown,
            message: text(status.message, "message"),
            reasons: list(status.n_reasons, status.reasons, "reasons") { unsafe $0.reason($1) })
    }

    mutating func reason(_ reason: CReason) -> Reason {
        unsafe Reason(
            code: text(reason.code, "code"), elementID: text(reason.element_id, "element_id"),
            expected: text(reason.expected, "expected"), found: text(reason.found, "found"),
            hint: text(reason.hint, "hint"))
    }
}

extension FieldWriter {
    func status(_ code: StatusCode, _ message: String, _ reasons: [Reason]) -> CStatus {
        unsafe CStatus(
            base: CStatus.head, code: .init(UInt32(bitPattern: code.rawValue)), message: text(message),
            n_reasons: reasons.count, reasons: list(reasons) { unsafe $0.reason($1) })
    }

    func reason(_ reason: Reason) -> CReason {
        unsafe CReason(
            base: CReason.head, code: text(reason.code), element_id: text(reason.elementID),
            expected: text(reason.expected), found: text(reason.found), hint: text(reason.hint))
    }
}
