import Testing

@testable import FerryFEEL

@Suite("Numbers")
struct NumberTests {
    @Test(arguments: [
        ("0.1", "0.2", "0.3"),
        ("9999999999999999999999999999999999", "1", "10000000000000000000000000000000000"),
        ("1", "-1", "0"),
        ("1E+100", "1", "1E+100"),
        ("9999999999999999999999999999999999", "0.5", "10000000000000000000000000000000000"),
        ("9999999999999999999999999999999998", "0.5", "9999999999999999999999999999999998"),
        ("1E+34", "-1E-50", "10000000000000000000000000000000000"),
        ("18446744073709551615", "1", "18446744073709551616"),
        ("-5", "3", "-2"),
    ])
    func addsExactly(left: String, right: String, sum: String) {
        let result = number(left).adding(number(right))

        #expect(result?.description == number(sum).description)
    }

    @Test(arguments: [
        ("1.5", "2", "3"),
        ("0.1", "0.1", "0.01"),
        ("-3", "4", "-12"),
        (
            "9999999999999999999999999999999999", "9999999999999999999999999999999999",
            "9.999999999999999999999999999999998E+67"
        ),
        ("18446744073709551615", "18446744073709551615", "340282366920938463426481119284349100000"),
    ])
    func multipliesExactly(left: String, right: String, product: String) {
        #expect(number(left).multiplied(by: number(right)) == number(product))
    }

    @Test(arguments: [
        ("1", "3", "0.3333333333333333333333333333333333"),
        ("2", "3", "0.6666666666666666666666666666666667"),
        ("10", "4", "2.5"),
        ("1", "8", "0.125"),
        ("-7", "7", "-1"),
        ("0", "5", "0"),
    ])
    func dividesTo34Digits(left: String, right: String, quotient: String) {
        #expect(number(left).divided(by: number(right))?.description == quotient)
    }

    @Test func refusesDivisionByZero() {
        #expect(FEELNumber.one.divided(by: .zero) == nil)
    }

    @Test(arguments: [
        ("2", "10", "1024"), ("2", "-2", "0.25"), ("-2", "3", "-8"), ("0", "0", "1"), ("1.1", "2", "1.21"),
        ("10", "6144", "1E+6144"), ("4", "0.5", "2"), ("-1", "1E+30", "1"), ("0.5", "1E+30", "0"),
        ("3", "100", "515377520732011331036461129765621300000000000000"),
    ])
    func raisesToPowers(base: String, power: String, result: String) {
        #expect(number(base).raised(to: number(power)) == number(result))
    }

    @Test(arguments: [("10", "6145"), ("2", "1E+30"), ("0", "-1"), ("-8", "0.5")])
    func refusesPowersThatAreNoNumber(base: String, power: String) {
        #expect(number(base).raised(to: number(power)) == nil)
    }

    @Test(arguments: [
        ("7", "3", "1"), ("-7", "3", "2"), ("7", "-3", "-2"), ("5.5", "2", "1.5"), ("-1", "0.3", "0.2"),
        ("1E+40", "7", "4"), ("0.001", "1E+30", "0.001"),
    ])
    func moduloHasTheSignOfTheDivisor(dividend: String, divisor: String, rest: String) {
        #expect(number(dividend).modulo(number(divisor))?.description == rest)
    }

    @Test(arguments: [
        (RoundingMode.up, "2", "-2"), (.down, "1", "-1"), (.ceiling, "2", "-1"), (.floor, "1", "-2"),
        (.halfUp, "2", "-2"), (.halfDown, "1", "-1"), (.halfEven, "2", "-2"),
    ])
    func roundsEachWay(mode: RoundingMode, positive: String, negative: String) {
        #expect(number("1.5").rounded(scale: 0, mode)?.description == positive)
        #expect(number("-1.5").rounded(scale: 0, mode)?.description == negative)
    }

    @Test func roundsBeforeThePoint() {
        #expect(number("12345").rounded(scale: -2, .halfEven) == number("12300"))
        #expect(number("1").rounded(scale: -50, .halfEven) == .zero)
        #expect(number("2.5").rounded(scale: 0, .halfEven) == number("2"))
        #expect(number("2.5").rounded(scale: 0, .unnecessary) == nil)
    }

    @Test func equalityAndHashIgnoreTrailingZeros() {
        #expect(number("1.50") == number("1.5"))
        #expect(number("1.50").hashValue == number("1.5").hashValue)
        #expect(number("-0") == .zero)
        #expect(number("1E+3") == number("1000"))
    }

    @Test(arguments: [
        ("-1", "0"), ("0", "0.0001"), ("-2", "-1"), ("0.3", "1"), ("99", "100.5"), ("1E-100", "1"), ("9", "1E+40"),
        ("1.2345", "1.23451"), ("-1E+40", "-9"),
    ])
    func ordersByValue(lower: String, higher: String) {
        #expect(number(lower) < number(higher))
        #expect(!(number(higher) < number(lower)))
    }

    @Test(arguments: [
        ("1.50", "1.5"), ("007", "7"), (".5", "0.5"), ("1e3", "1000"), ("0.0000001", "0.0000001"), ("-12.30", "-12.3"),
        ("1E+100", "1E+100"), ("1.5E-100", "1.5E-100"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012340"),
        (
            "100000000000000000000000000000000050000000000000000000000000000000000001",
            "1.000000000000000000000000000000001E+71"
        ),
    ])
    func readsAndWritesText(text: String, expected: String) {
        #expect(number(text).description == expected)
    }

    @Test(arguments: ["", "-", ".", "1.", "a", "1e", "1 ", "--1", "1e999999999999999999999"])
    func refusesWhatIsNoNumber(text: String) {
        #expect(FEELNumber(text) == nil)
    }

    @Test func rootsAndLogarithmsAreDecimal() throws {
        #expect(number("16").squareRoot == number("4"))
        #expect(number("0.0625").squareRoot == number("0.25"))
        #expect(number("2").squareRoot?.rounded(scale: 30, .halfEven) == number("1.414213562373095048801688724210"))
        #expect(
            number("10").naturalLogarithm?.rounded(scale: 30, .halfEven) == number("2.302585092994045684017991454684"))
        #expect(number("1").exponential?.rounded(scale: 30, .halfEven) == number("2.718281828459045235360287471353"))
        #expect(number("100000").exponential == nil)
        #expect(number("-1").squareRoot == nil)
        #expect(FEELNumber.zero.naturalLogarithm == nil)
    }
}
