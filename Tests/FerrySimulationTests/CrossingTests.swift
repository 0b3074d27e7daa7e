import FerrySimulation
import Testing

/// A migration and everything else at the same moment: in both orders, in one turn and in two, on one partition and on
/// three, with a crash before the commit, after it and before the answers. `ferry-simulate --crossings` plays every step
/// between the two.
@Suite("A migration meets everything else")
struct CrossingTests {
    @Test("at the same moment, and each pair ends as it should", arguments: Crossings.situations.map(\.name))
    func ends(name: String) throws {
        let situation = try #require(Crossings.situations.first { $0.name == name })
        let expected = try #require(CrossingEnds.all[name])

        var account = try Crossings.play(situation, partitions: 1, isWhole: false)
        account.add(try Crossings.play(situation, partitions: 3, isWhole: false))

        #expect(!account.otherFirst.isEmpty && !account.migrationFirst.isEmpty)
        #expect(account.otherFirst.filter { !expected.first.contains($0) } == [])
        #expect(account.migrationFirst.filter { !expected.afterMigration.contains($0) } == [])
    }

    @Test("and no end is expected of what is not played")
    func expectsNothingElse() {
        #expect(Set(CrossingEnds.all.keys) == Set(Crossings.situations.map(\.name)))
        #expect(Set(Crossings.situations.map(\.name)).count == Crossings.situations.count)
    }
}
