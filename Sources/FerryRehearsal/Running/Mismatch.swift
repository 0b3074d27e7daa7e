/// Something that was to be seen and was not, or was refused and should not have been.
package struct Mismatch: Error, Hashable, Sendable {
    package var line: Int
    package var what: String
    package var expected: [String]
    package var found: [String]

    init(_ what: String, line: Int, expected: [String] = [], found: [String] = []) {
        self.line = line
        self.what = what
        self.expected = expected
        self.found = found
    }
}

/// A scenario that this broker cannot be asked to play.
struct Unplayable: Error {
    let reason: String
}
