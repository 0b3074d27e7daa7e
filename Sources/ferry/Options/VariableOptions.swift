import ArgumentParser
import FerryClient

/// Variables given on the command line, as one object or one by one.
struct VariableOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Variables as one JSON object; @FILE reads a file, - reads stdin.", valueName: "json"))
    var variables: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "One variable; the value is JSON, or a string where it is not. Repeatable, wins over --variables.",
            valueName: "name=value"))
    var variable: [String] = []

    var areNone: Bool { variables == nil && variable.isEmpty }

    func read(_ files: FileReader = .system) throws(InputError) -> Variables {
        var result = Variables()
        if let variables { result = try object(variables, files) }
        for text in variable {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw InputError("--variable \(text): NAME=VALUE is needed")
            }
            result[String(text[..<equals])] = JSONValue(argument: String(text[text.index(after: equals)...]))
        }
        return result
    }

    private func object(_ argument: String, _ files: FileReader) throws(InputError) -> Variables {
        let text: [UInt8]
        let source: String
        if argument == "-" {
            (text, source) = (try files.standardInput(), "stdin")
        } else if argument.hasPrefix("@") {
            source = String(argument.dropFirst())
            text = try files.bytes(source)
        } else {
            (text, source) = (Array(argument.utf8), "--variables")
        }
        do {
            return try Variables(parsing: text)
        } catch {
            throw InputError("\(source): \(error)")
        }
    }
}

extension JSONValue {
    /// JSON where it is JSON, else a string: `--variable city=Bern` needs no quotes.
    init(argument: String) {
        if let value = try? JSONValue(parsing: argument) {
            self = value
        } else {
            var text: [UInt8] = []
            JSONText.appendString(argument, to: &text)
            self = JSONValue(trusted: text)
        }
    }
}
