import FerryClient
import FerryModel
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DecisionTests {
    @Test(arguments: Harness.allCases)
    func areDeployedTogetherWithProcesses(harness: Harness) async throws {
        try await harness.withWorld { world in
            let answer = try await world.deploy(
                ("p.bpmn", Model.decides("p", decision: "side")),
                ("sides.DMN", Model.dmn("drg", Model.colors("side"), Model.decision("other", "1"))))

            #expect(answer.definitions.map(\.processID) == ["p"])
            #expect(answer.decisions.map(\.decisionID) == ["side", "other"])
            #expect(answer.decisions.map(\.version) == [1, 1])
            #expect(answer.decisions.allSatisfy { $0.resourceName == "sides.DMN" && $0.contentHash.count == 64 })
            #expect(Set(answer.decisions.map(\.deploymentKey)).count == 1)
            #expect(try await world.client.listDecisions().decisions.map(\.decisionID) == ["other", "side"])
        }
    }

    @Test(arguments: Harness.allCases)
    func areKnownToEveryPartitionWhenTheCallAnswers(harness: Harness) async throws {
        try await harness.withWorld { world in
            for round in 1...10 {
                let answer = try await world.deploy(
                    ("p.bpmn", Model.decides("p", decision: "d")),
                    ("d.dmn", Model.dmn("drg", Model.decision("d", "\(round)"))))
                let keys = try await world.createOnBoth(try #require(answer.definitions.first))

                #expect(keys.map(\.partition) == [PartitionID(1), PartitionID(2)])
                for key in keys { #expect(try await world.tree(key).variable("result") == "\(round)") }
                for _ in 1...2 {
                    let evaluated = try await world.client.evaluateDecision(
                        EvaluateDecision(decision: .latest(decisionID: "d")))
                    #expect(evaluated.output?.text == "\(round)" && evaluated.decision.version == Int32(round))
                }
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func areDeployedAllOrNone(harness: Harness) async throws {
        try await harness.withWorld { world in
            let positions = try await world.positions()

            let broken = await rejection {
                _ = try await world.deploy(
                    ("p.bpmn", Model.oneTask("p")), ("d.dmn", Model.dmn("drg", Model.decision("d", "1 +"))))
            }
            let twice = await rejection {
                _ = try await world.deploy(
                    ("a.dmn", Model.dmn("a", Model.decision("d", "1"))),
                    ("b.dmn", Model.dmn("b", Model.decision("d", "2"))))
            }

            #expect(broken?.summary == ["EXPRESSION_INVALID d"])
            #expect(broken?.reasons.first?.found.hasSuffix("in d.dmn") == true)
            #expect(twice?.summary == ["DUPLICATE_DECISION_ID d"])
            #expect(try await world.client.listProcessDefinitions().definitions.isEmpty)
            #expect(try await world.client.listDecisions().decisions.isEmpty)
            #expect(try await world.positions() == positions)
        }
    }

    @Test("DEV-4: by its key, with what led to the result or the failure", arguments: Harness.allCases)
    func answerWithWhatLedToTheResultOrTheFailure(harness: Harness) async throws {
        try await harness.withWorld { world in
            let decisions = try await world.deploy(
                (
                    "d.dmn",
                    Model.dmn(
                        "drg", Model.colors("side"),
                        Model.decision("sure", "assert(side, side != null)", requires: "side"))
                )
            ).decisions
            let key = try #require(decisions.last).key

            let found = try await world.client.evaluateDecision(
                EvaluateDecision(decision: .key(key), variables: try Variables(parsing: #"{"color":"red"}"#)))
            let failed = try await world.client.evaluateDecision(EvaluateDecision(decision: .key(key)))

            #expect(found.output?.text == #""Sith""# && found.failure == nil)
            #expect(found.decision == decisions.last)
            #expect(found.evaluatedDecisions.map(\.decisionID) == ["side", "sure"])
            #expect(found.evaluatedDecisions[0].inputs.map(\.name) == ["Color"])
            #expect(found.evaluatedDecisions[0].matchedRules.map(\.id) == ["red"])
            #expect(failed.output == nil && failed.failure?.code == "ASSERT_FAILURE")
            #expect(failed.failure?.decisionID == "sure")
            #expect(failed.evaluationKey != found.evaluationKey)
        }
    }

    @Test("DEV-5: a decision that is not there", arguments: Harness.allCases)
    func areRefusedWhereThereIsNone(harness: Harness) async throws {
        try await harness.withWorld { world in
            for reference in [DecisionReference.latest(decisionID: "ghost"), .key(77)] {
                let refusal = await rejection {
                    _ = try await world.client.evaluateDecision(EvaluateDecision(decision: reference))
                }
                #expect(refusal?.code == .notFound && refusal?.summary == ["DECISION_NOT_FOUND"])
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func areListedPageByPage(harness: Harness) async throws {
        try await harness.withWorld { world in
            for round in 1...3 {
                _ = try await world.deploy(
                    ("d.dmn", Model.dmn("drg", Model.decision("b", "\(round)"), Model.decision("a", "1"))))
            }

            var listed: [String] = []
            var page = Page(size: 2)
            repeat {
                let answer = try await world.client.listDecisions(ListDecisions(page: page))
                listed += answer.decisions.map { "\($0.decisionID) \($0.version)" }
                page.token = answer.nextPageToken
            } while !page.token.isEmpty
            let latest = try await world.client.listDecisions(ListDecisions(decisionID: "b", latestOnly: true))

            #expect(listed == ["a 1", "a 2", "a 3", "b 1", "b 2", "b 3"])
            #expect(latest.decisions.map(\.version) == [3])
        }
    }
}

extension World {
    fileprivate func deploy(_ files: (name: String, content: [UInt8])...) async throws -> DeployResources.Answer {
        try await client.deployResources(
            DeployResources(resources: files.map { DeployResources.Resource(name: $0.name, content: $0.content) }))
    }
}
