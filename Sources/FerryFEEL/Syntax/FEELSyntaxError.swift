/// Text that is not an expression Ferry understands, with the place where it stops being one.
package struct FEELSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    package let problem: String
    /// In bytes of UTF-8, from 0.
    package let offset: Int
    /// From 1.
    package let line: Int
    /// In characters (Unicode scalars), from 1.
    package let column: Int

    init(_ problem: String, at offset: Int, in source: [UInt8]) {
        self.problem = problem
        self.offset = min(offset, source.count)
        let before = source[..<self.offset]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        line = before.count { $0 == 0x0A } + 1
        column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    }

    package var description: String { "\(problem) (line \(line), column \(column))" }
}
