import Testing

@testable import FerryFEEL

/// The language by example, in tables a stranger can read.
@Suite("Cases")
struct CaseTests {
    @Test(arguments: CaseTable(CaseTable.syntax).cases + CaseTable(CaseTable.control).cases)
    func expressions(item: CaseTable.Case) throws { try check(item) }

    @Test(arguments: CaseTable(CaseTable.temporal).cases + CaseTable(CaseTable.temporalArithmetic).cases)
    func datesTimesAndDurations(item: CaseTable.Case) throws { try check(item) }

    @Test(arguments: CaseTable(CaseTable.comparison).cases + CaseTable(CaseTable.unaryTests).cases)
    func comparisonsAndTests(item: CaseTable.Case) throws { try check(item) }

    @Test(arguments: CaseTable(CaseTable.strings).cases + CaseTable(CaseTable.patterns).cases)
    func stringsAndPatterns(item: CaseTable.Case) throws { try check(item) }

    @Test(arguments: CaseTable(CaseTable.numbers).cases + CaseTable(CaseTable.collections).cases)
    func numbersListsAndContexts(item: CaseTable.Case) throws { try check(item) }

    private func check(_ item: CaseTable.Case) throws {
        let outcome = try item.outcome()

        #expect(outcome.value == item.expected)
        for warning in item.warnings { #expect(outcome.warnings.contains(warning)) }
    }
}
