import Testing

@testable import FerryFEEL

@Suite("Syntax")
struct SyntaxTests {
    @Test(arguments: [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("100 / 10 / 5", "2"),
        ("3 ** 4 ** 5", "3486784401"),
        ("-3 ** 2", "9"),
        ("2 ** -1", "0.5"),
        ("- -5", "5"),
        ("---5", "-5"),
        ("1 + 1 = 2 and 2 < 3", "true"),
        ("true or false and false", "true"),
        ("1 = 1 or 1 / 0", "true"),
        ("5 between 1 and 10 and true", "true"),
        ("1 in [1,2] or false", "true"),
        ("if 1 = 1 then 2 else 3 + 4", "2"),
        ("if false then 1 else if true then 2 else 3", "2"),
        ("12300 = 1.23e4", "true"),
        ("1//comment\n+/* two */2", "3"),
    ])
    func bindsOperatorsByPrecedence(text: String, expected: String) throws {
        #expect(try json(text) == expected)
    }

    @Test(arguments: [
        (#""a\"b""#, "a\"b"), (#""\\""#, "\\"), (#""\n\t\r""#, "\n\t\r"), (#""\d+""#, #"\d+"#), (#""\u00e9""#, "é"),
        (#""\uD83D\uDC0E""#, "🐎"), (#""\U01F40E""#, "🐎"), (#""\uZZZZ""#, #"\uZZZZ"#), ("\"two\nlines\"", "two\nlines"),
        (#""""#, ""),
    ])
    func resolvesEscapes(literal: String, expected: String) throws {
        #expect(try evaluate(literal).value == .string(expected))
    }

    @Test(arguments: [
        ("x +", "expected a value, found the end", 3, 1, 4),
        ("1 < 2 < 3", "comparisons cannot be chained; use 'and'", 6, 1, 7),
        ("if true then 1", "expected 'else', found the end", 14, 1, 15),
        ("(1 + 2", "expected ')', found the end", 6, 1, 7),
        ("a b", "expected an operator or the end, found 'b'", 2, 1, 3),
        ("\"open", "this string is not closed", 0, 1, 1),
        ("1 + \n \"é\" ! 2", "'!' has no meaning here", 11, 2, 6),
        ("/* open", "this comment is not closed", 0, 1, 1),
        ("", "expected a value, found the end", 0, 1, 1),
        ("then", "expected a name, found 'then'", 0, 1, 1),
        ("f(a: 1, 2)", "named and positional arguments cannot be mixed", 8, 1, 9),
        ("{a 1}", "expected ':', found '}'", 4, 1, 5),
    ])
    func namesTheErrorAndItsPlace(text: String, problem: String, offset: Int, line: Int, column: Int) {
        let error = #expect(throws: FEELSyntaxError.self) { try FEELExpression(text) }

        #expect(error?.problem == problem)
        #expect(error?.offset == offset)
        #expect(error?.line == line)
        #expect(error?.column == column)
    }

    @Test(arguments: [
        "Full Name", "function(x) external {java: {class: \"x\"}}", "@2024", "(!= 10)", "x instance of",
        "x instance of list<", "x instance of number<string>", "function(x: )",
    ])
    func refusesWhatHasNoMeaning(text: String) {
        #expect(throws: FEELSyntaxError.self) { try FEELExpression(text) }
    }

    @Test(arguments: [
        ("{`first name`: 1}.`first name`", "1"), ("{a b: 1}.`a b`", "1"), ("{foo+bar: 1}.`foo+bar`", "1"),
        ("{\"x y\": 2}.`x y`", "2"), ("{inside: 1, r: inside + 1}.r", "2"), ("{größe: 3}.größe", "3"), ("{}", "{}"),
        ("{null: 3}", "{\"null\":3}"),
    ])
    func readsNamesAndKeys(text: String, expected: String) throws {
        #expect(try json(text) == expected)
    }
}
