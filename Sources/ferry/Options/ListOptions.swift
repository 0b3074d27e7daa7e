import ArgumentParser
import FerryClient

/// How much of a long list is wanted.
struct ListOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Stop after this many (default: all).", valueName: "n"))
    var limit: Int?

    init() {}

    init(limit: Int?) { self.limit = limit }

    func validate() throws {
        guard (limit ?? 1) > 0 else { throw ValidationError("--limit is a number from 1.") }
    }

    /// Fetches page after page until the list or the limit ends, handing over each page as it comes.
    func eachPage<Element>(
        fetch: (Page) async throws -> (elements: [Element], nextPageToken: [UInt8]),
        visit: ([Element]) throws -> Void
    ) async throws {
        var left = limit ?? .max
        var page = Page(size: Int32(min(left, Int(Page.sizeMax))))
        repeat {
            let (elements, nextPageToken) = try await fetch(page)
            try visit(Array(elements.prefix(left)))
            left -= min(left, elements.count)
            page.token = nextPageToken
        } while left > 0 && !page.token.isEmpty
    }
}
