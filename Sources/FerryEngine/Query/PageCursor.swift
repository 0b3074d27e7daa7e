package import FerryModel

/// Where a page begins inside one partition. The broker adds which partition it is.
struct PageCursor {
    /// Everything up to this key has been looked at.
    let after: Int64
    let size: Int

    /// A filter looks at no more things than this for one page.
    static let examinedMax = 2_000
    /// A page ends with the instance that brings its element instances to so many: a few giants are a page.
    static let elementsMax = 20_000

    /// A page ends with the entry that brings values, variables and free text to so many bytes.
    static let bytesMax = 1 << 20

    init(_ page: Page) throws(CommandFailure) {
        guard page.size >= 0, page.size <= Page.sizeMax else {
            throw .rejected(.badPage("page_size", "0 to \(Page.sizeMax)", "\(page.size)"))
        }
        size = Int(page.size == 0 ? Page.sizeDefault : page.size)
        guard !page.token.isEmpty else {
            after = 0
            return
        }
        guard let text = String(validating: page.token, as: UTF8.self), let key = Int64(text), key >= 0 else {
            throw .rejected(.badPageToken)
        }
        after = key
    }

    static func token(after key: Int64) -> [UInt8] { Array(String(key).utf8) }
}

extension Rejection {
    package static var badPageToken: Rejection {
        badPage("page_token", "the next_page_token of an earlier answer to this call", "something else")
    }

    package static func badPage(_ field: String, _ expected: String, _ found: String) -> Rejection {
        Rejection(
            .invalidArgument, "this page cannot be read",
            reasons: [Reason(code: "INVALID_FIELD", elementID: field, expected: expected, found: found)])
    }
}
