import FerryModel
import FerryTestSupport
import Testing

/// The options of a plan: each is part of what a repeat is compared by.
@Suite struct MigrationOptionTests {
    private static let plain = MigrationPlan(
        target: .version(processID: "p", version: 1), instructions: [MigrationInstruction(from: "a", to: "a")])

    /// A plan with one option more than the plain one, and the option's name.
    static let options: [(String, MigrationPlan)] = [
        ("trigger", with { $0.instructions[0].trigger = .update }),
        ("timer", with { $0.instructions[0].timer = .restart }),
        ("timer", with { $0.instructions[0].timer = .creditElapsed }),
        ("job", with { $0.instructions[0].job = .recreate }),
        ("variables", with { $0.variables = [VariableChange(.remove("x"))] }),
        ("variables", with { $0.variables = [VariableChange(scopeID: "a", .remove("x"))] }),
        ("variables", with { $0.variables = [VariableChange(.set("x", .null))] }),
        ("variables", with { $0.variables = [VariableChange(.evaluate("x", "null"))] }),
        ("variables", with { $0.variables = [VariableChange(.rename("x", to: "null"))] }),
        ("unmapped-compensation", with { $0.unmappedCompensation = .drop }),
        ("skip-listeners", with { $0.skipListeners = true }),
        ("skip-io-mappings", with { $0.skipIOMappings = true }),
    ]

    @Test func allPlansAreTakenForDifferentCommands() throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Model.oneTask("p", task: "a")))
        let plain = MigrateProcessInstance(processInstanceKey: key, plan: Self.plain)
        let first = try world.call(.migrateProcessInstance(plain), idempotencyKey: "k")

        for (_, plan) in Self.options {
            let other = MigrateProcessInstance(processInstanceKey: key, plan: plan)
            let refusal = try world.refusal(.migrateProcessInstance(other), idempotencyKey: "k")
            #expect(refusal.reasons.map(\.code) == ["IDEMPOTENCY_KEY"], "\(plan)")
        }
        #expect(try world.call(.migrateProcessInstance(plain), idempotencyKey: "k") == first)
    }

    private static func with(_ change: (inout MigrationPlan) -> Void) -> MigrationPlan {
        var plan = plain
        change(&plan)
        return plan
    }
}
