import FerryBPMN
import FerryFEEL
import Testing

/// What sound activities turn into.
@Suite struct ActivityReadingTests {
    static func extended(_ element: String, _ extensions: String, attributes: String = "", inner: String = "") -> String
    {
        Models.event(
            element, "<extensionElements>\(extensions)</extensionElements>\(inner)", attributes: attributes)
    }

    static func element(_ xml: String) throws -> Element { try #require(try parsed(xml).element("it")) }

    @Test func readsAReceiveTask() throws {
        let task = try Self.element(Models.event("receiveTask", "", attributes: "messageRef=\"m\""))

        #expect(task.activity.message?.name.source == "paid")
        #expect(task.activity.message?.correlationKey?.source == "=order")
    }

    @Test func readsAScript() throws {
        let task = try Self.element(
            Self.extended("scriptTask", "<zeebe:script expression=\"= a + 1\" resultVariable=\" b \"/>"))

        #expect(task.activity.script?.expression.text == " a + 1")
        #expect(task.activity.script?.resultVariable == "b")
        #expect(task.job == nil)
    }

    @Test func readsACalledDecision() throws {
        let task = try Self.element(
            Self.extended(
                "businessRuleTask",
                "<zeebe:calledDecision decisionId=\"= kind\" resultVariable=\"r\" bindingType=\"deployment\"/>"))

        #expect(task.activity.calledDecision?.decisionID.source == "= kind")
        #expect(task.activity.calledDecision?.binding == .deployment)
        #expect(task.activity.calledDecision?.resultVariable == "r")
    }

    @Test(arguments: [
        ("processId=\"child\"", Binding.latest, true, true),
        (
            "processId=\"child\" bindingType=\"deployment\" propagateAllChildVariables=\"false\"", .deployment, true,
            false
        ),
        (
            "processId=\"child\" bindingType=\"versionTag\" versionTag=\"v1\" propagateAllParentVariables=\"false\"",
            .versionTag("v1"), false, true
        ),
    ])
    func readsACallActivity(_ attributes: String, _ binding: Binding, _ parent: Bool, _ child: Bool) throws {
        let called = try Self.element(Self.extended("callActivity", "<zeebe:calledElement \(attributes)/>")).activity
            .calledElement

        #expect(called?.processID.source == "child")
        #expect(called?.binding == binding)
        #expect(called?.propagatesAllParentVariables == parent)
        #expect(called?.propagatesAllChildVariables == child)
        #expect(called?.businessID == nil)
    }

    static func repeated(_ attributes: String, _ content: String) -> String {
        extended(
            "serviceTask", Models.workDefinition,
            inner: "<multiInstanceLoopCharacteristics \(attributes)>\(content)</multiInstanceLoopCharacteristics>")
    }

    static func zeebe(_ attributes: String) -> String {
        "<extensionElements><zeebe:loopCharacteristics \(attributes)/></extensionElements>"
    }

    @Test func readsARepetition() throws {
        let loop = try #require(
            try Self.element(
                Self.repeated(
                    "isSequential=\"true\"",
                    Self.zeebe(
                        "inputCollection=\"=items\" inputElement=\"item\" outputCollection=\"results\" outputElement=\"=result.total\""
                    ) + "<completionCondition>=done</completionCondition>")
            ).activity.multiInstance)

        guard case .collection(let items) = loop.items else {
            Issue.record("no collection")
            return
        }
        #expect(items.source == "=items")
        #expect(loop.isSequential)
        #expect(loop.inputElement == "item")
        #expect(loop.output?.collection == "results")
        #expect(loop.output?.element.source == "=result.total")
        #expect(loop.output?.elementVariable == "result")
        #expect(loop.completionCondition?.source == "=done")
    }

    /// Camunda 8: A120.
    @Test(arguments: [
        ("=result", "result"), ("= result ", "result"), ("=a.b.c", "a"), ("=item", nil), ("=loopCounter", nil),
        ("=a + b", nil), ("=[a]", nil), ("=null", nil), ("=\"a\"", nil), ("=1", nil),
    ])
    func knowsTheVariableOfAResult(_ element: String, _ variable: String?) throws {
        let attributes =
            "inputCollection=\"=items\" inputElement=\"item\" outputCollection=\"r\" outputElement=\"\(element.replacing("\"", with: "&quot;"))\""

        let loop = try Self.element(Self.repeated("", Self.zeebe(attributes))).activity.multiInstance

        #expect(loop?.output?.elementVariable == variable)
        #expect(loop?.isSequential == false)
    }

    @Test(arguments: [
        ("", "<loopCardinality>3</loopCardinality>", "cardinality 3"),
        ("", "<loopCardinality> =n * 2 </loopCardinality>", "cardinality =n * 2"),
        ("camunda:collection=\"orders\" camunda:elementVariable=\"order\"", "", "collection =orders"),
        ("camunda:collection=\"${orders}\" camunda:elementVariable=\"order\"", "", "collection =orders"),
    ])
    func readsRepetitionsOfBPMNAndCamunda7(_ attributes: String, _ content: String, _ expected: String) throws {
        let loop = try #require(try Self.element(Self.repeated(attributes, content)).activity.multiInstance)

        switch loop.items {
        case .cardinality(let number): #expect("cardinality \(number.source)" == expected)
        case .collection(let items):
            #expect("collection \(items.source)" == expected)
            #expect(loop.inputElement == "order")
        }
    }

    @Test func readsANativeUserTask() throws {
        let task = try Self.element(
            Self.extended(
                "userTask",
                """
                <zeebe:userTask/><zeebe:assignmentDefinition assignee="=boss" candidateGroups=" humans , elves " candidateUsers="=users"/>
                <zeebe:taskSchedule dueDate="2026-02-28T13:10:00+01:00[Europe/Berlin]" followUpDate="=later"/>
                <zeebe:priorityDefinition priority="75"/><zeebe:formDefinition formId="form" bindingType="deployment"/>
                <zeebe:taskHeaders><zeebe:header key="a" value="1"/></zeebe:taskHeaders>
                <zeebe:taskListeners><zeebe:taskListener eventType="creating" type="audit"/>
                <zeebe:taskListener eventType="complete" type="= check" retries="5"/></zeebe:taskListeners>
                """))

        let user = try #require(task.activity.userTask)
        #expect(task.job == nil)
        #expect(user.assignee?.source == "=boss")
        guard case .names(let groups)? = user.candidateGroups, case .expression(let users)? = user.candidateUsers,
            case .id(let form, let binding)? = user.form
        else {
            Issue.record("candidates or form missing")
            return
        }
        #expect(groups == ["humans", "elves"])
        #expect(users.source == "=users")
        #expect(form.source == "form")
        #expect(binding == .deployment)
        #expect(user.dueDate?.source == "2026-02-28T13:10:00+01:00[Europe/Berlin]")
        #expect(user.followUpDate?.source == "=later")
        #expect(user.priority?.source == "75")
        #expect(user.headers == [.init(key: "a", value: "1")])
        #expect(user.listeners.map(\.event) == [.creating, .completing])
        #expect(user.listeners.map(\.job.type.source) == ["audit", "= check"])
        #expect(user.listeners.map(\.job.retries.source) == ["3", "5"])
    }

    @Test func readsAFormThatLiesElsewhere() throws {
        let task = try Self.element(
            Self.extended(
                "userTask", "<zeebe:userTask/><zeebe:formDefinition formKey=\"ignored\" externalReference=\"app:x\"/>"))

        guard case .external(let form)? = task.activity.userTask?.form else {
            Issue.record("no form")
            return
        }
        #expect(form.source == "app:x")
    }

    @Test func keepsWhatAUserTaskOfAWorkerIsToEvaluate() throws {
        let task = try Self.element(
            Self.extended(
                "userTask",
                """
                <zeebe:assignmentDefinition assignee="=boss" candidateGroups="sales"/><zeebe:formDefinition formId="=form"/>
                """))

        #expect(task.job?.headers == [.init(key: "io.camunda.zeebe:candidateGroups", value: "[\"sales\"]")])
        #expect(task.activity.userTask?.assignee?.source == "=boss")
        #expect(task.activity.userTask?.candidateGroups == nil)
        guard case .id(let form, .latest)? = task.activity.userTask?.form else {
            Issue.record("no form")
            return
        }
        #expect(form.source == "=form")
    }

    @Test func readsListenersInDocumentOrder() throws {
        let task = try Self.element(
            Self.extended(
                "manualTask",
                """
                <zeebe:executionListeners><zeebe:executionListener eventType="end" type="a"/>
                <zeebe:executionListener eventType="start" type="a" retries="=n"/>
                <zeebe:executionListener eventType="start" type="b"/></zeebe:executionListeners>
                """))

        #expect(task.listeners.map(\.event) == [.end, .start, .start])
        #expect(task.listeners.map(\.job.type.source) == ["a", "a", "b"])
        #expect(task.listeners.map(\.job.retries.source) == ["3", "=n", "3"])
    }

    @Test func readsListenersOfTheProcess() throws {
        let process = try parsed(
            Models.file(
                """
                <extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="cancel" type="a"/>
                </zeebe:executionListeners></extensionElements><startEvent id="s"/>
                """))

        #expect(process.root.listeners.map(\.event) == [.cancel])
    }
}
