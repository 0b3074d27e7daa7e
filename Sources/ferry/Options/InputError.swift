/// Something the caller gave that cannot be used: an argument, a file, a plan. Ends the command with exit code 64.
struct InputError: Error, Hashable, CustomStringConvertible {
    /// One line for each problem.
    let description: String

    init(_ description: String) { self.description = description }
}
