import FerryBPMN
import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// What becomes of a user task's form when its instance migrates.
@Suite struct FormMigrationTests {
    private let world: EngineWorld
    private let first: FormDefinition
    private let second: FormDefinition

    init() throws {
        world = try EngineWorld()
        (first, second) = (try world.deploy(form: "one"), try world.deploy(form: "two"))
    }

    private func model(_ form: String, isNative: Bool) -> [UInt8] {
        Model.oneUserTask("p", task: "t", isNative: isNative, form)
    }

    /// The form of the task after a migration of an instance of one model to another.
    private func form(
        from source: String, isNative: Bool, to target: String, recreating: Bool = false
    ) throws -> UserTask? {
        let key = try world.create(try world.deploy(model(source, isNative: isNative)))
        let definition = try world.deploy(model(target, isNative: true))
        _ = try world.migrate(key, by: .strict(definition, [("t", "t")], recreating: recreating ? ["t"] : []))
        try world.checkReplay()
        return try world.tree(key).element("t")?.userTask
    }

    @Test("UT-3: a native task keeps its form, whatever the target names", arguments: ["two", "nowhere"])
    func aNativeTaskKeepsItsForm(target: String) throws {
        let task = try form(from: Model.formID("one"), isNative: true, to: Model.formID(target))

        #expect(task?.formKey == first.key)
    }

    @Test("a native task without a form gets none")
    func aNativeTaskGetsNone() throws {
        #expect(try form(from: "", isNative: true, to: Model.formID("two"))?.formKey == nil)
    }

    struct Conversion: Sendable {
        let source: String
        let target: String
        /// Of the forms deployed; 0 for none.
        let form: Int
        var external = ""
        var recreating = false
    }

    /// Camunda 8: 1.8, UT-8, UT-9.
    @Test(
        "a job that becomes a native task keeps a form by its id; any other is the target's",
        arguments: [
            Conversion(source: Model.formID("one"), target: "", form: 1),
            Conversion(source: Model.formID("one"), target: Model.formID("two"), form: 1),
            Conversion(source: Model.formID("one"), target: Model.formID("nowhere"), form: 1),
            Conversion(source: Model.formID("one"), target: Model.externalForm("x"), form: 0, external: "x"),
            Conversion(source: Model.formID("one"), target: Model.formID("two"), form: 2, recreating: true),
            Conversion(source: "", target: Model.formID("two"), form: 2),
            Conversion(source: #"<zeebe:formDefinition formKey="own"/>"#, target: Model.formID("two"), form: 2),
            Conversion(source: #"<zeebe:formDefinition formKey="12"/>"#, target: Model.formID("two"), form: 2),
            Conversion(source: #"<zeebe:formDefinition formKey="own"/>"#, target: "", form: 0),
        ])
    func conversions(_ conversion: Conversion) throws {
        let task = try form(
            from: conversion.source, isNative: false, to: conversion.target, recreating: conversion.recreating)

        #expect(task?.formKey == [nil, first.key, second.key][conversion.form])
        #expect(task?.externalFormReference == conversion.external)
        #expect(task?.headers.isEmpty == true)
    }

    @Test("R16: a form of the target that is not there refuses, and is named")
    func aMissingFormRefuses() throws {
        let key = try world.create(try world.deploy(model("", isNative: false)))
        let target = try world.deploy(model(Model.formID("nowhere"), isNative: true))

        let refusal = try world.refusal(
            .migrateProcessInstance(
                MigrateProcessInstance(processInstanceKey: key, plan: .strict(target, [("t", "t")]))))

        #expect(refusal.reasons.map(\.code) == ["EXPRESSION_FAILED"])
        #expect(refusal.reasons.first?.found.contains("no form 'nowhere' is deployed") == true)
    }

    @Test("a job made anew tells its worker the target's form")
    func aRecreatedJob() throws {
        let key = try world.create(try world.deploy(model(Model.formID("one"), isNative: false)))
        let target = try world.deploy(model(Model.formID("two"), isNative: false))

        _ = try world.migrate(key, by: .strict(target, [("t", "t")], recreating: ["t"]))

        let job = try #require(try world.jobs("io.camunda.zeebe:userTask").first)
        #expect(job.headers == [.init(key: "io.camunda.zeebe:formKey", value: "\(second.key)")])
    }

    @Test("a binding to a deployment goes by that of the target")
    func bindingToADeployment() throws {
        let key = try world.create(try world.deploy(model("", isNative: false)))
        let later = try world.deploy(form: "late")
        let target = try world.deploy(
            model(Model.formID("late", #"bindingType="deployment""#), isNative: true))

        _ = try world.migrate(key, by: .strict(target, [("t", "t")]))

        #expect(try world.tree(key).element("t")?.userTask?.formKey == later.key)
    }

    @Test("a refused deployment leaves no form behind")
    func aDiscardedDeployment() throws {
        let form = CheckedForm(
            formID: "new", versionTag: "", resourceName: "f", contentHash: "h", content: Model.form("new"))
        let broken = CheckedProcess(
            processID: "x", name: "", versionTag: "", resourceName: "x", contentHash: "x", xml: [])
        let before = try world.dump()

        let outcome = try world.engine.deploy(
            CheckedDeployment(processes: [broken], forms: [form]), tenant: .default, to: [], at: world.now)

        guard case .failure = outcome.result else {
            Issue.record("was accepted")
            return
        }
        #expect(try world.dump() == before)
        #expect(world.state.forms.all("new", tenant: .default).isEmpty)
    }
}

extension EngineWorld {
    fileprivate func deploy(form id: String) throws -> FormDefinition {
        let content = Model.form(id)
        let form = CheckedForm(
            formID: id, versionTag: "", resourceName: "\(id).form", contentHash: ContentHash.sha256Hex(content),
            content: content)
        let outcome = try engine.deploy(
            CheckedDeployment(processes: [], forms: [form]), tenant: .default, to: [], at: now)
        guard case .deployResources(let answer) = try outcome.result.get() else {
            preconditionFailure("a deployment is answered with what it deployed")
        }
        return try #require(answer.forms.first)
    }
}
