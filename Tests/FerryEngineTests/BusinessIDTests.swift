import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// One running instance of a definition for each business id (CNW-4, CNW-5 of Camunda 8).
@Suite struct BusinessIDTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld(rules: Self.unique) }

    private static let unique: EngineRules = {
        var rules = EngineRules()
        rules.uniqueBusinessIDs = true
        return rules
    }()

    private func creation(
        _ definition: ProcessDefinition, _ businessID: String = "X", tenant: TenantID = .default
    ) -> Call {
        .createProcessInstance(
            CreateProcessInstance(definition: .key(definition.key), tenant: tenant, businessID: businessID))
    }

    private func create(_ definition: ProcessDefinition, _ businessID: String = "X") throws -> ProcessInstanceKey {
        guard case .createProcessInstance(let created) = try world.call(creation(definition, businessID)) else {
            preconditionFailure("a creation is answered with its instance")
        }
        return created.processInstanceKey
    }

    @Test("CNW-4: refused while one runs, which is named; free when it has ended", arguments: [false, true])
    func oneAtATime(isCancelled: Bool) throws {
        let definition = try world.deploy(Model.oneTask("p", type: "work"))
        let key = try create(definition)
        let before = try world.dump()

        let refusal = try world.refusal(creation(definition))

        #expect(refusal.code == .alreadyExists && refusal.reasons.map(\.code) == ["BUSINESS_ID_TAKEN"])
        #expect(refusal.reasons.first?.expected.contains("\(definition.key)") == true)
        #expect(refusal.message.contains("'X'") && refusal.reasons.first?.found == "process instance \(key)")
        #expect(try world.dump() == before)
        if isCancelled {
            try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
        } else {
            try world.work("work")
        }
        _ = try create(definition)
        try world.checkReplay()
    }

    @Test("CNW-5: other ids, other versions and no id at all are free")
    func others() throws {
        let first = try world.deploy(Model.oneTask("p"))
        let second = try world.deploy(Model.oneTask("p", task: "other"))

        _ = try create(first)

        for (definition, id) in [(first, "Y"), (first, "x"), (first, ""), (first, ""), (second, "X")] {
            _ = try create(definition, id)
        }
        #expect(try world.refusal(creation(second)).code == .alreadyExists)
        try world.checkReplay()
    }

    @Test("a repeat with its idempotency key is answered as before")
    func aRepeat() throws {
        let definition = try world.deploy(Model.oneTask("p"))

        let first = try world.call(creation(definition), idempotencyKey: "k")

        #expect(try world.call(creation(definition), idempotencyKey: "k") == first)
    }

    @Test("called instances neither hold nor ask")
    func called() throws {
        let child = try world.deploy(Model.oneTask("child"))
        let parent = try world.deploy(
            ActivityModel.file(
                "parent", Model.start("s"),
                ActivityModel.element(
                    "callActivity", "call", extensions: "<zeebe:calledElement processId=\"child\"/>"),
                Model.end("e"), Model.path("s", "call", "e")))
        _ = try create(child)

        let key = try create(parent)

        #expect(try world.tree(key).incidents.isEmpty)
        #expect(try world.tree(key).element("call")?.state == .activated)
        try world.checkReplay()
    }

    @Test("a migration takes the id along, and frees it where it was")
    func migrated() throws {
        let source = try world.deploy(Model.oneTask("p", task: "t"))
        let target = try world.deploy(Model.oneTask("p", task: "u"))
        let key = try create(source)

        _ = try world.migrate(key, by: .strict(target, [("t", "u")]))

        #expect(try world.refusal(creation(target)).code == .alreadyExists)
        let second = try create(source)
        #expect(try world.refusals(second, .strict(target, [("t", "u")])) == ["BUSINESS_ID_TAKEN "])
        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
        _ = try world.migrate(second, by: .strict(target, [("t", "u")]))
        try world.checkReplay()
    }

    @Test("without the rule nobody holds, and who began before it does not")
    func withoutTheRule() throws {
        let store = MemoryOrderedStore()
        let before = try EngineWorld(store: store)
        let definition = try before.deploy(Model.oneTask("p"))
        for _ in 1...2 { try before.call(creation(definition)) }
        try before.state.commit()

        let after = try EngineWorld(store: store, rules: Self.unique)

        try after.call(creation(definition))
        #expect(try after.refusal(creation(definition)).code == .alreadyExists)
        try after.checkReplay()
    }
}
