import FerryBPMN
import FerryDMN
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// Business rule tasks that the engine does itself, and decisions asked for by hand (A59-A64 of Camunda 8).
@Suite struct CalledDecisionTests {
    @Test func writesTheResultAndGoesOnWithoutWaiting() throws {  // BRT-1, BRT-3, BRT-4
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))

        let key = try world.create(try world.deploy(Model.decides("p", decision: "side")), #"{"color":"blue"}"#)

        let tree = try world.tree(key)
        #expect(tree.active == ["after"])
        #expect(tree.variable("result") == #""Jedi""#)
        #expect(try world.replayed() == world.dump())
    }

    @Test func answersARepeatedEvaluationOnceMore() throws {
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))
        func evaluation(_ color: String) throws -> Call {
            .evaluateDecision(
                EvaluateDecision(
                    decision: .latest(decisionID: "side"), variables: try Variables(parsing: #"{"color":"\#(color)"}"#))
            )
        }

        let first = try world.call(try evaluation("blue"), idempotencyKey: "k")
        let failed = try world.call(try evaluation("none"), idempotencyKey: "other")

        #expect(try world.call(try evaluation("blue"), idempotencyKey: "k") == first)
        #expect(try world.call(try evaluation("none"), idempotencyKey: "other") == failed)
        #expect(try world.events().filter { $0.kind == "DECISION_EVALUATED" }.count == 2)
        #expect(try world.call(try evaluation("blue")) != first)
        let reused = try world.refusal(try evaluation("red"), idempotencyKey: "k")
        #expect(reused.reasons.map(\.code) == ["IDEMPOTENCY_KEY"])
        #expect(try world.replayed() == world.dump())
    }

    @Test func keepsTheResultWithTheTaskWhereOutputsAreMapped() throws {  // BRT-5
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))
        let model = Model.decides("p", decision: "side", output: Model.output("=result", "output"))

        let tree = try world.tree(try world.create(try world.deploy(model), #"{"color":"red"}"#))

        #expect(tree.variable("output") == #""Sith""#)
        #expect(tree.variable("result") == nil)
    }

    @Test func notesInTheLogHowTheResultCame() throws {  // BRT-6
        let world = try EngineWorld()
        try world.deploy(
            dmn: Model.dmn("drg", Model.colors("side"), Model.decision("user", "side + \" user\"", requires: "side")))

        let key = try world.create(try world.deploy(Model.decides("p", decision: "user")), #"{"color":"red"}"#)

        let noted = try world.events().filter { $0.kind == "DECISION_EVALUATED" }
        #expect(noted.map(\.processInstanceKey) == [key])
        let details = try #require(noted.first).details.text
        #expect(details.contains(#""output":"Sith user""#))
        #expect(details.contains(#""matchedRules":[{"ruleId":"red","index":1,"outputs":[{"id":"out""#))
        let side = try #require(details.firstRange(of: #"{"decisionId":"side""#))
        let user = try #require(details.firstRange(of: #"{"decisionId":"user""#))
        #expect(side.lowerBound < user.lowerBound)
    }

    @Test(arguments: [(100, 0), (100_000, 2), (300_000, 4)] as [(Int, Int)])
    func theLogKeepsNoMoreOfItThanFits(size: Int, omitted: Int) throws {
        let world = try EngineWorld()
        try world.deploy(
            dmn: Model.dmn(
                "drg", Model.decision("a", "string join(list, \"\")"), Model.decision("b", "a", requires: "a"),
                Model.decision("c", "b", requires: "b"), Model.decision("d", "c", requires: "c")))
        let text = String(repeating: "x", count: size)

        let evaluated = try world.evaluate(.latest(decisionID: "d"), "{\"list\":[\"\(text)\"]}")

        #expect(evaluated.output?.bytes.count == size + 2)
        #expect(evaluated.omitted == Int32(omitted))
        let kept = evaluated.evaluatedDecisions.map(\.decisionID)
        #expect(kept == Array(["a", "b", "c", "d"].suffix(kept.count)) && !kept.isEmpty)
        #expect(evaluated.evaluatedDecisions.reduce(0) { $0 + $1.output.bytes.count } <= 256 << 10)
        let details = try #require(try world.events().last { $0.kind == "DECISION_EVALUATED" }).details
        #expect(details.bytes.count <= size + 300_000)
        #expect(details.text.contains("\"omitted\":\(omitted)") == (omitted > 0))
        #expect(try world.replayed() == world.dump())
    }

    @Test func aDecisionThatIsNotThereIsAnIncidentUntilItIs() throws {  // BRI-1, BRI-5
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Model.decides("p", decision: "side")), #"{"color":"red"}"#)
        let incident = try #require(try world.tree(key).incidents.first)

        try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))
        try world.resolve(incident)

        #expect(incident.type == .calledDecisionError)
        #expect(incident.message == "expected to evaluate decision 'side', but no decision 'side' is deployed")
        let tree = try world.tree(key)
        #expect(tree.incidents.isEmpty && tree.active == ["after"])
        #expect(tree.variable("result") == #""Sith""#)
        #expect(try world.replayed() == world.dump())
    }

    @Test func aDecisionThatFailsIsAnIncidentThatIsTriedAgain() throws {  // BRT-8, DEI-2, DEI-4, DEI-6
        let world = try EngineWorld()
        try world.deploy(
            dmn: Model.dmn(
                "drg", Model.decision("inner", "assert(x, x != null)"),
                Model.decision("outer", "inner", requires: "inner")))
        let key = try world.create(try world.deploy(Model.decides("p", decision: "outer")))
        let first = try #require(try world.tree(key).incidents.first)

        try world.resolve(first)
        let second = try #require(try world.tree(key).incidents.first)
        try world.call(.setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"x":7}"#))))
        try world.resolve(second)

        #expect(first.type == .decisionEvaluationError && first.elementID == "rule")
        #expect(first.message.contains("'outer'") && first.message.contains("'inner'"))
        #expect(second.key != first.key && second.type == first.type)
        #expect(try world.tree(key).variable("result") == "7")
        let noted = try world.events().filter { $0.kind == "DECISION_EVALUATED" }.map(\.details.text)
        #expect(noted.count == 3)
        #expect(noted[0].contains(#""failedDecisionId":"inner","failureCode":"ASSERT_FAILURE""#))
        #expect(try world.replayed() == world.dump())
    }

    @Test func aFailingOutputMappingIsTriedAgainWithoutTheDecision() throws {  // A63
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))
        let model = Model.decides("p", decision: "side", output: Model.output("=assert(y, y != null)", "output"))
        let key = try world.create(try world.deploy(model), #"{"color":"red"}"#)
        let incident = try #require(try world.tree(key).incidents.first)

        try world.call(.setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"y":1}"#))))
        try world.resolve(incident)

        #expect(incident.type == .ioMappingError)
        #expect(try world.tree(key).variable("output") == "1")
        #expect(try world.events().filter { $0.kind == "DECISION_EVALUATED" }.count == 1)
    }

    @Test func takesItsIDFromAnExpression() throws {  // DEI-3, DEI-7
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))
        let key = try world.create(try world.deploy(Model.decides("p", decision: "=which")), #"{"color":"red"}"#)
        let incident = try #require(try world.tree(key).incidents.first)

        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"which":"side"}"#))))
        try world.resolve(incident)

        #expect(incident.type == .extractValueError)
        #expect(try world.tree(key).variable("result") == #""Sith""#)
    }

    @Test(arguments: [
        ("", "3"), (#"bindingType="latest""#, "3"), (#"bindingType="deployment""#, "2"),
        (#"bindingType="versionTag" versionTag="old""#, "1"),
    ])
    func meansTheVersionItIsBoundTo(_ binding: String, _ expected: String) throws {  // A60
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.decision("d", "1", tag: "old")))
        let definition = try world.deploy(
            Model.decides("p", decision: "d", binding: binding), with: Model.dmn("drg", Model.decision("d", "2")))
        try world.deploy(dmn: Model.dmn("drg", Model.decision("d", "3")))

        let tree = try world.tree(try world.create(definition))

        #expect(tree.variable("result") == expected)
    }

    @Test func aVersionThatIsBoundToAndNotThereIsAnIncident() throws {
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.decision("d", "1", tag: "old")))
        let binding = #"bindingType="versionTag" versionTag="new""#

        let definition = try world.deploy(Model.decides("p", decision: "d", binding: binding))
        let tree = try world.tree(try world.create(definition))

        #expect(tree.incidents.map(\.type) == [.calledDecisionError])
        #expect(tree.incidents.first?.message.hasSuffix("with version tag 'new'") == true)
    }

    @Test func anUnchangedDecisionBelongsToTheDeploymentItIsRepeatedIn() throws {
        let world = try EngineWorld()
        let file = Model.dmn("drg", Model.decision("d", "1"))
        try world.deploy(dmn: file)

        let definition = try world.deploy(
            Model.decides("p", decision: "d", binding: #"bindingType="deployment""#), with: file)

        #expect(try world.tree(try world.create(definition)).variable("result") == "1")
    }

    // MARK: Deployment

    @Test func countsVersionsByDecisionID() throws {  // C131, BRT-10
        let world = try EngineWorld()
        let first = Model.dmn("one", Model.decision("a", "1"), Model.decision("b", "1"))
        let second = Model.dmn("two", Model.decision("b", "2"))

        let deployed = try world.deploy(dmn: first)
        let again = try world.deploy(dmn: first)
        let other = try world.deploy(dmn: second)
        let back = try world.deploy(dmn: first)

        #expect(deployed.map(\.decisionID) == ["a", "b"] && deployed.map(\.version) == [1, 1])
        #expect(deployed[0].requirementsKey == deployed[1].requirementsKey && deployed[0].requirementsID == "one")
        #expect(again == deployed)
        #expect(other.map(\.version) == [2])
        #expect(back.map(\.version) == [2, 3])
        #expect(try world.replayed() == world.dump())
    }

    @Test func whatIsDiscardedWasNeverDeployed() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneTask("p"))
        let decisions = try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))
        var (otherProcess, otherDecision) = (definition, decisions[0])
        (otherProcess.key, otherProcess.version) = (77, 2)
        (otherDecision.key, otherDecision.requirementsKey, otherDecision.version) = (78, 79, 2)

        world.state.begin(at: world.now)
        world.state.emit(.processDefinitionDeployed(DeployedDefinition(definition: otherProcess, xml: [])))
        world.state.emit(.decisionsDeployed(DeployedDecisions(decisions: [otherDecision], xml: [])))
        try world.state.discard()

        #expect(world.state.definitions.all(tenant: .default).map(\.definition) == [definition])
        #expect(world.state.decisions.all(tenant: .default) == decisions)
    }

    @Test func decisionsAreThereAfterARestart() throws {
        let store = MemoryOrderedStore()
        let first = try EngineWorld(store: store)
        let deployed = try first.deploy(dmn: Model.dmn("drg", Model.colors("side")))
        try first.state.commit()

        let second = try EngineWorld(store: store)

        #expect(second.state.decisions.all(tenant: .default) == deployed)
        #expect(try second.evaluate(.key(deployed[0].key), #"{"color":"red"}"#).output?.text == #""Sith""#)
    }

    // MARK: Asked for by hand

    @Test func answersWithWhatLedToTheResult() throws {  // SDE-1
        let world = try EngineWorld()
        let deployed = try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))

        let answer = try world.evaluate(.latest(decisionID: "side"), #"{"color":"blue"}"#)

        #expect(answer.decision == deployed[0])
        #expect(answer.output?.text == #""Jedi""# && answer.failure == nil)
        let table = try #require(answer.evaluatedDecisions.first)
        #expect(table.kind == "DECISION_TABLE" && table.inputs.map(\.value.text) == [#""blue""#])
        #expect(table.matchedRules.map(\.id) == ["blue"] && table.matchedRules.map(\.index) == [2])
        #expect(table.matchedRules.first?.outputs.map(\.value.text) == [#""Jedi""#])
        #expect(try world.events().last?.kind == "DECISION_EVALUATED")
        #expect(try world.replayed() == world.dump())
    }

    @Test func answersAFailureAsOne() throws {  // A64
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.decision("d", "assert(x, x != null)")))

        let answer = try world.evaluate(.latest(decisionID: "d"))

        #expect(answer.output == nil)
        #expect(answer.failure?.code == "ASSERT_FAILURE" && answer.failure?.decisionID == "d")
        #expect(answer.evaluatedDecisions.map(\.output.text) == ["null"])
    }

    @Test(arguments: [DecisionReference.latest(decisionID: "ghost"), .key(42)])
    func refusesADecisionThatIsNotThere(_ reference: DecisionReference) throws {
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.colors("side")))

        let refusal = try world.refusal(.evaluateDecision(EvaluateDecision(decision: reference)))

        #expect(refusal.code == .notFound && refusal.reasons.map(\.code) == ["DECISION_NOT_FOUND"])
    }

    @Test func aTenantsDecisionsAreItsOwn() throws {  // TBR-4, DEI-9
        let world = try EngineWorld()
        try world.deploy(dmn: Model.dmn("drg", Model.colors("side")), tenant: TenantID(rawValue: "acme"))

        let refusal = try world.refusal(.evaluateDecision(EvaluateDecision(decision: .latest(decisionID: "side"))))
        let tree = try world.tree(try world.create(try world.deploy(Model.decides("p", decision: "side"))))

        #expect(refusal.code == .notFound)
        #expect(tree.incidents.map(\.type) == [.calledDecisionError])
    }

    // MARK: Time and chance

    @Test func timeAndChanceAreThoseOfTheCommand() throws {
        func run() throws -> (EngineWorld, [String]) {
            let world = try EngineWorld()
            try world.deploy(dmn: Model.dmn("drg", Model.decision("d", "[uuid(), uuid(), string(now())]")))
            let definition = try world.deploy(
                Model.file(
                    "p", Model.start("s"), Model.rule("rule", decision: "d", result: "drawn"),
                    Model.service("t", input: Model.input("=uuid()", "a") + Model.input("=uuid()", "b")),
                    Model.path("s", "rule", "t")))
            var values: [String] = []
            for _ in 1...2 {
                let tree = try world.tree(try world.create(definition))
                values += tree.variables.map(\.value.text)
            }
            for _ in 1...2 { values.append(try #require(try world.evaluate(.latest(decisionID: "d")).output).text) }
            return (world, values)
        }

        let (world, values) = try run()
        let (_, again) = try run()

        #expect(values == again)
        let drawn = values.flatMap { $0.split(separator: "\"").filter { $0.count == 36 && $0.contains("-7") } }
        #expect(drawn.count == 2 * 4 + 2 * 2)
        #expect(Set(drawn).count == drawn.count)
        #expect(values.filter { $0.contains("1970-01-01T00:16:40") }.count == 4)
        #expect(try world.replayed() == world.dump())
    }
}

extension EngineWorld {
    @discardableResult
    func deploy(dmn xml: [UInt8], tenant: TenantID = .default) throws -> [DecisionDefinition] {
        try deploy(CheckedDeployment(processes: [], decisions: [try checked(xml)]), tenant: tenant).decisions
    }

    /// A process and a DMN file in one deployment.
    func deploy(_ bpmn: [UInt8], with dmn: [UInt8]) throws -> ProcessDefinition {
        let hash = ContentHash.sha256Hex(bpmn)
        let processes = try BPMNDocument.parse(bpmn).map {
            CheckedProcess(
                processID: $0.id, name: "", versionTag: "", resourceName: "test.bpmn", contentHash: hash, xml: bpmn)
        }
        let answer = try deploy(CheckedDeployment(processes: processes, decisions: [try checked(dmn)]))
        return try #require(answer.definitions.last)
    }

    func evaluate(_ decision: DecisionReference, _ variables: String = "{}") throws -> EvaluateDecision.Answer {
        let answer = try call(
            .evaluateDecision(EvaluateDecision(decision: decision, variables: try Variables(parsing: variables))))
        guard case .evaluateDecision(let evaluated) = answer else { throw Unexpected() }
        return evaluated
    }

    func resolve(_ incident: IncidentView) throws {
        try call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
    }

    private func checked(_ xml: [UInt8]) throws -> CheckedDecisions {
        let model = try DMNDocument.parse(xml)
        return CheckedDecisions(
            requirementsID: model.id,
            decisions: model.decisions.map {
                CheckedDecisions.Decision(id: $0.id, name: $0.name, versionTag: $0.versionTag ?? "")
            }, resourceName: "test.dmn", contentHash: ContentHash.sha256Hex(xml), xml: xml)
    }

    private func deploy(
        _ deployment: CheckedDeployment, tenant: TenantID = .default
    ) throws -> DeployResources.Answer {
        let outcome = try engine.deploy(deployment, tenant: tenant, to: [], at: now)
        guard case .deployResources(let answer) = try outcome.result.get() else { throw Unexpected() }
        return answer
    }
}
