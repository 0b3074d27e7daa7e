import FerryModel
import Testing

@testable import FerryFEEL

@Suite("JSON")
struct JSONTests {
    @Test(arguments: [
        ("{\"b\": 1, \"a\": [true, null, \"x\\ny\"]}", "{\"b\":1,\"a\":[true,null,\"x\\ny\"]}"),
        ("1.50", "1.5"), ("-0", "0"), ("1e2", "100"), ("12345678901234567890.123", "12345678901234567890.123"),
        ("1E-7", "0.0000001"), ("1e400", "1E+400"), ("1e9999", "null"), ("1e-9999", "0"), ("\"\\u00e9\"", "\"é\""),
        ("[]", "[]"), ("{\"a\":1,\"a\":2}", "{\"a\":2}"), ("  [ 1 , 2 ]  ", "[1,2]"),
    ])
    func readsAndWritesEveryValue(text: String, expected: String) throws {
        let value = try FEELValue(json: Array(text.utf8))

        #expect(String(decoding: value.json, as: UTF8.self) == expected)
    }

    @Test(arguments: ["", "{", "[1,]", "nul", "01", "\"", "1 2", "{\"a\"}"])
    func refusesWhatIsNoJSON(text: String) {
        #expect(throws: JSONError.self) { try FEELValue(json: Array(text.utf8)) }
    }

    @Test func functionsAndRangesAreNull() throws {
        #expect(try json("[function(a) a, [1..2]]") == "[null,null]")
    }

    @Test func contextsFindTheirEntriesWhenLarge() throws {
        let members = (0..<1000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")

        let value = try FEELValue(json: Array("{\(members)}".utf8))

        guard case .context(let context) = value else {
            Issue.record("no context")
            return
        }
        #expect(context["k999"] == .number(999))
        #expect(context["k1000"] == nil)
        #expect(String(decoding: value.json, as: UTF8.self) == "{\(members)}")
    }
}
