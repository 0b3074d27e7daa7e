/// A short answer to an HTTP request: a status and some text.
struct HTTPResponse: Equatable {
    let status: String
    let contentType: String
    let body: String

    /// One line of text; a line break inside would end it early.
    init(status: String, text: String) {
        self.init(status: status, contentType: "text/plain; charset=utf-8", body: text.filter { !$0.isNewline } + "\n")
    }

    init(status: String, contentType: String, body: String) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    static let badRequest = HTTPResponse(status: "400 Bad Request", text: "not an HTTP request")
    static let notFound = HTTPResponse(
        status: "404 Not Found", text: "see /health/live, /health/ready and /metrics; POST /backup?name=NAME")
    static let methodNotAllowed = HTTPResponse(status: "405 Method Not Allowed", text: "only GET and HEAD")
    static let onlyPost = HTTPResponse(status: "405 Method Not Allowed", text: "only POST")

    func text(omittingBody: Bool) -> String {
        let head = """
            HTTP/1.1 \(status)\r
            Content-Type: \(contentType)\r
            Content-Length: \(body.utf8.count)\r
            Cache-Control: no-store\r
            Connection: close\r
            \r

            """
        return omittingBody ? head : head + body
    }
}
