/// A short answer to an HTTP request: a status and a line of text.
struct HTTPResponse {
    let status: String
    let text: String

    static let badRequest = HTTPResponse(status: "400 Bad Request", text: "not an HTTP request")
    static let notFound = HTTPResponse(status: "404 Not Found", text: "see /health/live and /health/ready")
    static let methodNotAllowed = HTTPResponse(status: "405 Method Not Allowed", text: "only GET and HEAD")

    func text(omittingBody: Bool) -> String {
        // A line break inside would end the one line early.
        let line = text.filter { !$0.isNewline } + "\n"
        let head = """
            HTTP/1.1 \(status)\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Length: \(line.utf8.count)\r
            Cache-Control: no-store\r
            Connection: close\r
            \r

            """
        return omittingBody ? head : head + line
    }
}
