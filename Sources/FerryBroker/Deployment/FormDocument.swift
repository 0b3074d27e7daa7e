import FerryEngine
import FerryModel

/// A form as Camunda's modeler writes it: one JSON object. A broker reads its id and its version tag; what it shows is
/// for those who show it.
struct FormDocument {
    static let bytesMax = 1 << 20
    static let idBytesMax = 255

    let id: String
    let versionTag: String

    init(parsing content: [UInt8]) throws(FormRefusal) {
        guard content.count <= Self.bytesMax else {
            throw FormRefusal([
                Reason(
                    code: "FORM_TOO_LARGE", expected: "up to \(Self.bytesMax) bytes", found: "\(content.count)",
                    hint: "let the form refer to large things, such as images, where they lie")
            ])
        }
        guard !content.isEmpty else { throw FormRefusal([.malformed("the file is empty", at: 0, in: content)]) }
        let object: Variables
        do {
            object = try Variables(parsing: content)
        } catch {
            throw FormRefusal([.malformed(error.problem, at: error.offset, in: content)])
        }
        var reasons: [Reason] = []
        func text(_ name: String, _ isFit: (String) -> Bool, _ code: String, _ expected: String) -> String {
            let value = object[name]
            if let text = value?.string, isFit(text) { return text }
            reasons.append(
                Reason(
                    code: code, elementID: name, expected: expected,
                    found: value.map { String($0.text.prefix(100)) } ?? "nothing"))
            return ""
        }
        func isName(_ text: String) -> Bool {
            text.utf8.count <= Self.idBytesMax && text.utf8.contains { $0 > UInt8(ascii: " ") }
        }
        id = text("id", isName, "FORM_ID_MISSING", "an id of 1 to \(Self.idBytesMax) bytes")
        versionTag =
            object["versionTag"] == nil
            ? ""
            : text(
                "versionTag", { $0.utf8.count <= Self.idBytesMax }, "FORM_VERSION_TAG_INVALID",
                "a string of up to \(Self.idBytesMax) bytes, or no version tag")
        guard reasons.isEmpty else { throw FormRefusal(reasons) }
    }
}

extension Reason {
    fileprivate static func malformed(_ problem: String, at offset: Int, in content: [UInt8]) -> Reason {
        let place = content.place(ofByte: offset)
        return Reason(
            code: "FORM_MALFORMED", expected: "one JSON object",
            found: "\(problem) (line \(place.line), column \(place.column))")
    }
}

struct FormRefusal: Error {
    let reasons: [Reason]

    init(_ reasons: [Reason]) { self.reasons = reasons }
}

extension JSONValue {
    /// nil: it is no string.
    fileprivate var string: String? {
        guard bytes.first == UInt8(ascii: "\"") else { return nil }
        return try? JSONText.unescape(bytes[...])
    }
}

extension [UInt8] {
    /// Both counted from 1, columns in bytes.
    fileprivate func place(ofByte offset: Int) -> (line: Int, column: Int) {
        let before = prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return (before.count { $0 == UInt8(ascii: "\n") } + 1, before.count - lineStart + 1)
    }
}
