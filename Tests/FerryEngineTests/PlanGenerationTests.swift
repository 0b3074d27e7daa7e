import FerryModel
import FerryTestSupport
import Testing

/// What a comparison of two definitions says, and what it does not claim.
@Suite struct PlanGenerationTests {
    private func generate(
        _ world: EngineWorld, _ source: ProcessDefinition, _ target: ProcessDefinition, _ page: Page = Page()
    ) throws -> GenerateMigrationPlan.Answer {
        let call = GenerateMigrationPlan(source: .key(source.key), target: .key(target.key), page: page)
        guard case .generateMigrationPlan(let answer) = try world.call(.generateMigrationPlan(call)) else {
            throw EngineWorld.Unexpected()
        }
        return answer
    }

    @Test func whatIsEqualIsCertainAndTheRestIsProposed() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(
            Model.file(
                "p", Model.start("start"), Model.service("charge", type: "pay"), Model.service("ship"),
                Model.user("ask"),
                Model.end("end"), Model.path("start", "charge", "ship", "ask", "end")))
        let v2 = try world.deploy(
            Model.file(
                "p", Model.start("start"), Model.service("collect", type: "pay"), Model.service("ship"),
                Model.service("audit"), Model.end("end"), Model.path("start", "collect", "ship", "audit", "end")))

        let answer = try generate(world, v1, v2)

        #expect(answer.instructions.map { "\($0.from)-\($0.to)" } == ["start-start", "ship-ship", "end-end"])
        #expect(
            answer.proposals == [
                ProposedInstruction(
                    from: "charge", to: "collect", score: 65,
                    reasons: ["same type", "same job type 'pay'", "same neighbour before", "same neighbour behind"])
            ])
        #expect(answer.unmapped == [UnmappedElement(elementID: "ask", kind: "USER_TASK")])
        #expect(answer.added == ["audit"])
    }

    @Test func elementsOfARenamedScopeAndItsEventsAreFound() throws {
        let world = try EngineWorld()
        func model(_ id: String, _ sub: String, _ task: String, _ event: String, after: String) -> [UInt8] {
            Model.eventFile(
                id, Model.start("start"), Model.sub(sub, around: task), Model.end("done"),
                Model.path("start", sub, "done"),
                Model.onBoundary(event, on: sub, Model.after(after)), Model.path(event, "done"))
        }
        let v1 = try world.deploy(model("p", "sub", "work", "late", after: "PT1H"))
        let v2 = try world.deploy(model("p", "part", "work", "overdue", after: "PT2H"))

        let answer = try generate(world, v1, v2)

        #expect(
            answer.proposals.map { "\($0.from)-\($0.to)" } == [
                "sub-part", "sub-start-part-start", "work-work", "sub-end-part-end", "late-overdue",
            ])
    }

    @Test func anElementWhoseNamesakeIsOfAnotherTypeIsExplained() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "a"))
        let v2 = try world.deploy(
            Model.file(
                "p", Model.start("start"), Model.parallel("a"), Model.end("end"), Model.path("start", "a", "end")))

        let answer = try generate(world, v1, v2)

        #expect(
            answer.unmapped == [
                UnmappedElement(elementID: "a", kind: "SERVICE_TASK", note: "'a' of the target is a PARALLEL_GATEWAY")
            ])
    }

    @Test func whatItCallsCertainIsAPlanWithoutFaults() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let narrower = try world.deploy(
            Model.file(
                "p", Model.start("start"), Model.parallel("fork"), Model.service("left"), Model.parallel("join"),
                Model.service("right"), Model.end("end"), Model.path("start", "fork", "left", "join", "right", "end")))

        let answer = try generate(world, v1, narrower)
        let check = try world.validate(from: v1, to: narrower, answer.instructions.map { ($0.from, $0.to) })

        #expect(check.reasons.isEmpty)
        #expect(answer.unmapped.map(\.elementID) == ["join", "after"])
        #expect(answer.unmapped.first?.note.hasPrefix("JOIN_FEWER_INCOMING_FLOWS") == true)
    }

    @Test func manyRenamedElementsAreComparedInLinearTime() throws {
        let world = try EngineWorld()
        func model(_ id: String, _ prefix: String) -> [UInt8] {
            let tasks = (0..<2_000).map { "\(prefix)\($0)" }
            return Model.file(
                id, Model.start("start"), Model.end("end"), Model.flow("start", tasks[0]),
                tasks.enumerated().map { Model.service($1, type: "type\($0)") }.joined(),
                zip(tasks, tasks.dropFirst()).map { Model.flow($0, $1) }.joined(), Model.flow(tasks[1_999], "end"))
        }
        let v1 = try world.deploy(model("p", "a"))
        let v2 = try world.deploy(model("p", "b"))

        let answer = try generate(world, v1, v2)

        #expect(answer.proposals.count == 2_000)
        #expect(answer.proposals.allSatisfy { $0.from.dropFirst() == $0.to.dropFirst() })
    }

    @Test(arguments: [
        ("Charge payment", "charge-payments", 65, "almost the same name: 'charge-payments'"),
        ("Charge payment", "Charge payment", 70, "same name 'Charge payment'"),
        ("Charge 1", "Charge 2", 40, nil),
        ("Charge payment", "Pay", 40, nil),
    ])
    func almostTheSameNameIsWorthLessThanTheSame(name: String, now: String, score: Int32, reason: String?) throws {
        let world = try EngineWorld()
        func model(_ id: String, _ name: String) -> [UInt8] {
            Model.file(
                "p", Model.start("start"), "<bpmn:task id=\"\(id)\" name=\"\(name)\"/>", Model.end("end"),
                Model.path("start", id, "end"))
        }
        let v1 = try world.deploy(model("a", name))
        let v2 = try world.deploy(model("z", now))

        let proposal = try generate(world, v1, v2).proposals.first

        #expect(proposal?.score == score)
        #expect(
            proposal?.reasons
                == ["same type"] + [reason].compactMap(\.self) + ["same neighbour before", "same neighbour behind"])
    }

    @Test func almostTheSameIDIsFoundWhereThereAreNoNames() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.userTask("charge-payment"), Model.userTask("task1"), Model.end("e"),
                Model.path("s", "charge-payment", "task1", "e")))
        let v2 = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.userTask("task2"), Model.userTask("chargePayment"), Model.end("e"),
                Model.path("s", "task2", "chargePayment", "e")))

        let answer = try generate(world, v1, v2)

        #expect(
            answer.proposals == [
                ProposedInstruction(
                    from: "charge-payment", to: "chargePayment", score: 35,
                    reasons: ["same type", "almost the same id"])
            ])
    }

    @Test func whatOnlyAdaptiveModePairsIsProposed() throws {
        let world = try EngineWorld()
        let service = Model.service("work", type: "w")
        func model(_ work: String) -> [UInt8] {
            Model.file("p", Model.start("s"), work, Model.end("e"), Model.path("s", "work", "e"))
        }
        let v1 = try world.deploy(model(service))
        let v2 = try world.deploy(model(service.replacing("serviceTask", with: "sendTask")))

        let answer = try generate(world, v1, v2)

        #expect(
            answer.proposals == [
                ProposedInstruction(
                    from: "work", to: "work", score: 75,
                    reasons: ["same id", "SERVICE_TASK becomes SEND_TASK: adaptive mode"])
            ])
        #expect(answer.unmapped.isEmpty)
    }

    @Test func anEventOfAnotherTriggerIsNotProposed() throws {
        let world = try EngineWorld()
        func model(_ trigger: String) -> [UInt8] {
            Model.eventFile(
                "p", Model.start("s"), Model.user("work"), Model.end("e"), Model.path("s", "work", "e"),
                Model.onBoundary("late", on: "work", trigger), Model.path("late", "e"))
        }
        let v1 = try world.deploy(model(Model.after("PT1H")))
        let v2 = try world.deploy(model("<bpmn:errorEventDefinition/>"))

        let answer = try generate(world, v1, v2)

        #expect(answer.proposals.isEmpty)
        #expect(answer.unmapped.map(\.note) == ["'late' of the target has another trigger"])
    }

    @Test func runningInstancesAreCountedPageByPage() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("p", left: "l"))
        for _ in 0..<5 { _ = try world.create(v1) }
        _ = try world.create(v2)
        try world.work("left")
        _ = try world.breakJob("right")

        var page = Page(size: 2)
        var counts: [String: (Int64, Int64)] = [:]
        var pages: [Int32] = []
        repeat {
            let answer = try generate(world, v1, v2, page)
            pages.append(answer.instancesCounted)
            for count in answer.counts {
                counts[count.elementID, default: (0, 0)].0 += count.active
                counts[count.elementID, default: (0, 0)].1 += count.withIncidents
            }
            page.token = answer.nextPageToken
        } while !page.token.isEmpty

        #expect(pages.reduce(0, +) == 5 && pages.allSatisfy { $0 <= 2 })
        #expect(counts.mapValues(\.0) == ["p": 5, "left": 4, "right": 5])
        #expect(counts.mapValues(\.1) == ["p": 0, "left": 0, "right": 1])
    }

    @Test func whatIsNotDeployedIsRefused() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p"))

        for (source, target) in [(v1.key, 4711), (4711, v1.key)] as [(ProcessDefinitionKey, ProcessDefinitionKey)] {
            let generation = GenerateMigrationPlan(source: .key(source), target: .key(target))
            let plan = MigrationPlan(target: .key(target))
            let validation = ValidateMigrationPlan(source: .key(source), plan: plan)
            for call in [Call.generateMigrationPlan(generation), .validateMigrationPlan(validation)] {
                let refusal = try world.refusal(call)
                #expect(refusal.code == .notFound && refusal.reasons.map(\.code) == ["DEFINITION_NOT_FOUND"])
            }
        }
        let badPage = GenerateMigrationPlan(
            source: .key(v1.key), target: .key(v1.key), page: Page(token: Array("x".utf8)))
        #expect(try world.refusal(.generateMigrationPlan(badPage)).code == .invalidArgument)
    }
}
