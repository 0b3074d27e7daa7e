import FerryClient
import Testing

@testable import ferry

@Suite struct LayoutTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        var table = Table([.left("KEY"), .right("COUNT"), .left("NAME")])

        let lines = table.lines([["2251799813685251", "7", "a"], ["1", "100000", ""]])

        #expect(
            lines == [
                "KEY                COUNT  NAME",
                "2251799813685251       7  a",
                "1                 100000",
            ])
    }

    @Test func aLaterPortionKeepsTheColumnsAndHasNoTitles() {
        var table = Table([.left("A"), .left("B")])

        let first = table.lines([["long cell", "x"]])
        let second = table.lines([["s", "y"]])

        #expect(first == ["A          B", "long cell  x"])
        #expect(second == ["s          y"])
    }

    @Test func aCellNeverBreaksItsRowOrSpeaksToTheTerminal() {
        #expect(Table.oneLine("a\nb\u{1B}[2Jc\td") == #"a\nb\u{1b}[2Jc\td"#)
    }

    @Test func anEmptyListSaysSoOnStandardError() {
        let console = RecordingConsole()
        var listing = Listing<IncidentView>(console.console, emptyNote: "no incidents")

        listing.print([])
        listing.end()

        #expect(console.results == "")
        #expect(console.diagnostics == "no incidents\n")
    }

    @Test func wordsWrapAndLongOnesStayWhole() {
        #expect("one two 2251799813685251 three".wrapped(to: 9) == ["one two", "2251799813685251", "three"])
    }

    @Test func aRefusalShowsEveryReasonAligned() {
        let rejection = Rejection(
            .failedPrecondition, "the instance cannot move",
            reasons: [
                Reason(
                    code: "ACTIVE_ELEMENT_UNMAPPED", elementID: "notify-customer",
                    expected: "an instruction for every active element", found: "none from 'notify-customer'",
                    hint: "map it to an element of the same kind inside the same parent, or cancel and create anew"),
                Reason(code: "WRONG_SOURCE_DEFINITION", found: "order:3"),
            ])

        #expect(
            rejection.lines(width: 60) == [
                "FAILED_PRECONDITION: the instance cannot move",
                "",
                "  ACTIVE_ELEMENT_UNMAPPED  notify-customer",
                "    expected  an instruction for every active element",
                "    found     none from 'notify-customer'",
                "    hint      map it to an element of the same kind inside",
                "              the same parent, or cancel and create anew",
                "",
                "  WRONG_SOURCE_DEFINITION",
                "    found     order:3",
            ])
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"), (1_772_357_400_001, "2026-03-01T09:30:00.001Z"),
        (951_782_399_999, "2000-02-28T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func timesAreISO8601(milliseconds: Int64, expected: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == expected)
    }

    @Test(arguments: [(1.25, 1, "1.3"), (0.0005, 3, "0.001"), (12.0, 0, "12"), (-0.5, 2, "-0.50"), (.infinity, 1, "0")])
    func decimalsHaveAPoint(number: Double, places: Int, expected: String) {
        #expect(number.text(places: places) == expected)
    }

    @Test func theProgressBarShowsHowFarItIs() {
        #expect(
            ProgressBar.line("migrating", 5, 10, perSecond: 1_000)
                == "migrating  ███████████████░░░░░░░░░░░░░░░  50%  5/10  1000/s")
    }
}
