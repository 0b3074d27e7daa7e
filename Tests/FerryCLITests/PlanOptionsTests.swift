import ArgumentParser
import FerryClient
import Testing

@testable import ferry

@Suite struct PlanOptionsTests {
    private static let file = """
        target: order:2
        source: order:1
        auto-map: equal
        instructions:
          - {from: a, to: b}
          - {from: c, to: d}
        """

    @Test func buildsAPlanFromFlagsAlone() throws {
        let plan = try plan(["--to", "orders:2", "--from", "orders:1", "--map", "a=b", "--auto-map", "equal"])

        #expect(
            plan
                == MigrationPlan(
                    target: .version(processID: "orders", version: 2),
                    source: .version(processID: "orders", version: 1),
                    instructions: [MigrationInstruction(from: "a", to: "b")], autoMap: .equal))
    }

    @Test func flagsOverrideAndExtendTheFile() throws {
        let plan = try plan([
            "--plan", "p.yaml", "--to", "order:3", "--map", "a=x", "--map", "e=f", "--auto-map", "none",
        ])

        #expect(plan.target == .version(processID: "order", version: 3))
        #expect(plan.source == .version(processID: "order", version: 1))
        #expect(plan.autoMap == .none)
        #expect(
            plan.instructions == [
                MigrationInstruction(from: "c", to: "d"), MigrationInstruction(from: "a", to: "x"),
                MigrationInstruction(from: "e", to: "f"),
            ])
    }

    @Test func refusesAPlanWithoutTarget() {
        #expect(throws: InputError("no target: give --to, or a --plan file with one")) { try plan(["--map", "a=b"]) }
    }

    @Test func refusesTwoFlagsForOneElement() {
        #expect(throws: InputError("--map names 'a' twice")) {
            try plan(["--to", "order", "--map", "a=b", "--map", "a=c"])
        }
    }

    @Test(arguments: ["ab", "=b", "a=", "a=b=c"])
    func refusesAMappingThatIsNone(text: String) {
        #expect(throws: InputError.self) { try MigrationInstruction(argument: text) }
    }

    private func plan(_ arguments: [String]) throws -> MigrationPlan {
        try PlanOptions.parse(arguments).migrationPlan(.holding(["p.yaml": Self.file]))
    }
}

extension FileReader {
    /// Files from memory.
    static func holding(_ files: [String: String], standardInput: String = "") -> FileReader {
        FileReader(
            bytes: { path throws(InputError) in
                guard let text = files[path] else { throw InputError("\(path): no such file") }
                return Array(text.utf8)
            },
            standardInput: { () throws(InputError) in Array(standardInput.utf8) })
    }
}
