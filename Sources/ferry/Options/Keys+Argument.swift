import FerryClient

extension Key {
    /// Only what a broker can have given out: a positive number.
    init(argument: String) throws(InputError) {
        guard let number = Int64(argument), number > 0 else { throw InputError("a key is a positive number") }
        self.init(rawValue: number)
    }
}
