import FerryModel
import FerryWire
import Testing

/// Calls that unpack well and mean nothing: each names the field and what was expected there.
struct FieldFaultTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let frame: [UInt8]
        let field: String
        let code: String
        var testDescription: String { name }
    }

    static let byKey = Proto.bytes(1, Proto.number(1, 5))

    @Test(arguments: [
        Case(
            name: "NUL in an id", frame: Proto.call(21, Proto.bytes(1, Proto.text(2, "a\0b"))),
            field: "definition.process_id", code: "NUL_IN_TEXT"),
        Case(
            name: "invalid UTF-8",
            frame: Proto.call(27, Proto.bytes(1, [0xC3, 0x28]), Proto.number(3, 1), Proto.number(4, 1)),
            field: "type", code: "INVALID_UTF8"),
        Case(
            name: "an overlong encoding of NUL", frame: Proto.call(20, Proto.bytes(1, [0xC0, 0x80])),
            field: "process_id", code: "INVALID_UTF8"),
        Case(
            name: "a negative page size", frame: Proto.call(20, Proto.bytes(3, Proto.number(1, -1))),
            field: "page.size", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "a huge page", frame: Proto.call(20, Proto.bytes(3, Proto.number(1, 1001))),
            field: "page.size", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "a negative timeout", frame: Proto.number(2, -1) + Proto.call(16),
            field: "timeout_milliseconds", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "a long idempotency key",
            frame: Proto.bytes(3, Array(repeating: 1, count: 129)) + Proto.call(22, Proto.number(1, 5)),
            field: "idempotency_key", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "no jobs wanted", frame: Proto.call(27, Proto.text(1, "t"), Proto.number(3, 1)),
            field: "max_jobs", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "too many jobs wanted",
            frame: Proto.call(27, Proto.text(1, "t"), Proto.number(3, 1), Proto.number(4, 10_001)),
            field: "max_jobs", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "no job type", frame: Proto.call(27, Proto.number(3, 1), Proto.number(4, 1)),
            field: "type", code: "FIELD_MISSING"),
        Case(name: "no key", frame: Proto.call(22), field: "process_instance_key", code: "FIELD_MISSING"),
        Case(
            name: "a negative key", frame: Proto.call(22, Proto.number(1, -5)),
            field: "process_instance_key", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "no retries", frame: Proto.call(30, Proto.number(1, 5)), field: "retries",
            code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "a negative back-off", frame: Proto.call(29, Proto.number(1, 5), Proto.number(3, -2)),
            field: "backoff_milliseconds", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "an unknown mode",
            frame: Proto.call(23, Proto.number(1, 9), Proto.bytes(2, byKey + Proto.number(5, 2))),
            field: "plan.mode", code: "UNKNOWN_VALUE"),
        Case(
            name: "a negative mode",
            frame: Proto.call(23, Proto.number(1, 9), Proto.bytes(2, byKey + Proto.number(5, -1))),
            field: "plan.mode", code: "UNKNOWN_VALUE"),
        Case(name: "no plan", frame: Proto.call(23, Proto.number(1, 9)), field: "plan", code: "FIELD_MISSING"),
        Case(
            name: "no target", frame: Proto.call(23, Proto.number(1, 9), Proto.bytes(2, [])),
            field: "plan.target", code: "FIELD_MISSING"),
        Case(
            name: "an empty reference", frame: Proto.call(21, Proto.bytes(1, [])),
            field: "definition.process_id", code: "FIELD_MISSING"),
        Case(
            name: "a reference by key and id",
            frame: Proto.call(21, Proto.bytes(1, Proto.number(1, 5) + Proto.text(2, "p"))),
            field: "definition.key", code: "AMBIGUOUS_REFERENCE"),
        Case(
            name: "a negative version", frame: Proto.call(21, Proto.bytes(1, Proto.text(2, "p") + Proto.number(3, -1))),
            field: "definition.version", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "a short hash", frame: Proto.call(21, Proto.bytes(1, Proto.text(2, "p") + Proto.text(4, "abc"))),
            field: "definition.content_hash", code: "INVALID_CONTENT_HASH"),
        Case(
            name: "variables that are a list", frame: Proto.call(28, Proto.number(1, 5), Proto.text(2, "[1]")),
            field: "variables", code: "INVALID_JSON"),
        Case(
            name: "variables that are cut", frame: Proto.call(28, Proto.number(1, 5), Proto.text(2, "{\"a\":")),
            field: "variables", code: "INVALID_JSON"),
        Case(
            name: "variables that are not UTF-8",
            frame: Proto.call(
                28, Proto.number(1, 5), Proto.bytes(2, Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8))),
            field: "variables", code: "INVALID_JSON"),
        Case(
            name: "variables nested without end",
            frame: Proto.call(
                28, Proto.number(1, 5), Proto.text(2, "{\"a\":" + String(repeating: "[", count: 100_000))),
            field: "variables", code: "INVALID_JSON"),
        Case(
            name: "a NUL in a variable's name",
            frame: Proto.call(28, Proto.number(1, 5), Proto.text(2, #"{"a\u0000b":1}"#)),
            field: "variables", code: "NUL_IN_TEXT"),
        Case(
            name: "partition 0", frame: Proto.call(33), field: "partition", code: "FIELD_OUT_OF_RANGE"),
        Case(
            name: "a partition beyond 13 bits", frame: Proto.call(33, Proto.number(1, 65_537)),
            field: "partition", code: "FIELD_OUT_OF_RANGE"),
        Case(name: "nothing to deploy", frame: Proto.call(18), field: "resources", code: "FIELD_MISSING"),
        Case(
            name: "an empty start element", frame: Proto.call(21, byKey, Proto.text(3, "")),
            field: "start_elements", code: "FIELD_MISSING"),
    ])
    func namesTheField(_ fault: Case) throws {
        let error = try #require(refusal(fault.frame))

        #expect(error.code == .invalidArgument)
        #expect(!error.isFatal)
        #expect(error.reasons.map(\.elementID) == [fault.field])
        #expect(error.reasons.map(\.code) == [fault.code])
    }

    @Test(
        "COMP-6, UTD-7, UTC-24, VDU-2, SET-3, SDE-5, DEV-5: what cannot be meant is refused before anything is asked",
        arguments: [
            Case(
                name: "a job completed with a number", frame: Proto.call(28, Proto.number(1, 5), Proto.text(2, "1")),
                field: "variables", code: "INVALID_JSON"),
            Case(
                name: "a user task completed with a number",
                frame: Proto.call(42, Proto.number(1, 5), Proto.text(2, "1")),
                field: "variables", code: "INVALID_JSON"),
            Case(
                name: "variables set to what is no JSON",
                frame: Proto.call(26, Proto.number(1, 5), Proto.bytes(2, [0x81, 0xA1, 0x61])),
                field: "variables", code: "INVALID_JSON"),
            Case(name: "no decision", frame: Proto.call(48), field: "decision_id", code: "FIELD_MISSING"),
        ])
    func refusesWhatCannotBeMeant(_ fault: Case) throws {
        let error = try #require(refusal(fault.frame))

        #expect(error.code == .invalidArgument && !error.isFatal)
        #expect(error.reasons.map(\.elementID) == [fault.field])
        #expect(error.reasons.map(\.code) == [fault.code])
    }

    @Test func aHelloThatMakesNoSenseEndsTheConnection() throws {
        let error = try #require(refusal(Proto.bytes(4, Proto.number(1, 1) + Proto.number(4, 10))))

        #expect(error.isFatal)
        #expect(error.reasons.map(\.elementID) == ["frame_bytes_max"])
    }

    @Test func namesEveryFaultAtOnce() throws {
        let frame = Proto.call(
            27, Proto.text(2, "a\0"), Proto.number(3, -1), Proto.number(4, 0), Proto.number(6, -1))

        let error = try #require(refusal(frame))

        #expect(
            error.reasons.map(\.elementID) == [
                "type", "worker", "timeout_milliseconds", "max_jobs", "wait_milliseconds",
            ])
    }
}
