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

    @Test func takesEveryOptionAsAFlag() throws {
        let plan = try plan([
            "--plan", "p.yaml", "--mode", "adaptive", "--update-trigger", "a", "--timer", "t=credit-elapsed",
            "--recreate-job", "c", "--variable", #"set:region="EU""#, "--variable", "eval@sub:total==a=b",
            "--variable", "rename:x=y", "--variable", "remove:z", "--unmapped-compensation", "drop",
            "--skip-listeners", "--skip-io-mappings",
        ])

        #expect(plan.mode == .adaptive)
        #expect(
            plan.instructions == [
                MigrationInstruction(from: "a", to: "b", trigger: .update),
                MigrationInstruction(from: "c", to: "d", job: .recreate),
                MigrationInstruction(from: "t", to: "t", timer: .creditElapsed),
            ])
        #expect(
            plan.variables == [
                VariableChange(.set("region", try JSONValue(parsing: #""EU""#))),
                VariableChange(scopeID: "sub", .evaluate("total", "a=b")),
                VariableChange(.rename("x", to: "y")), VariableChange(.remove("z")),
            ])
        #expect(plan.unmappedCompensation == .drop)
        #expect(plan.skipListeners && plan.skipIOMappings)
    }

    @Test(arguments: [
        "x", "set:a", "set:=1", "set:a=EU", "set@:a=1", "eval:a=", "rename:a", "rename:a=", "remove:", "remove:a=b",
        "drop:a",
    ])
    func refusesAVariableChangeThatIsNone(text: String) {
        #expect(throws: InputError.self) { try VariableChange(argument: text) }
    }

    @Test(arguments: ["a", "a=", "=restart", "a=later"])
    func refusesATimerChoiceThatIsNone(text: String) {
        #expect(throws: InputError.self) { try plan(["--to", "order", "--timer", text]) }
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
