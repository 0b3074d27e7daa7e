import FerryRehearsal

extension PlanFile {
    /// Reads the whole file and reports everything that is wrong with it, each with its line.
    init(reading text: [UInt8], name: String) throws(InputError) {
        var problems: [String] = []
        guard let file = PlanFile.read(text, named: name, problems: &problems) else {
            throw InputError(problems.joined(separator: "\n"))
        }
        self = file
    }
}
