import FerryBPMN
import FerryXML
import Testing

/// Loops in which nothing waits.
@Suite struct LoopRefusalTests {
    /// Elements `kind:id` in a row behind the start event, and flows `from>to` beside that row.
    static func model(_ elements: [String], _ flows: [String] = []) -> String {
        let parts = elements.map { $0.split(separator: ":").map(String.init) }
        let row = zip(["start"] + parts.map { $0[1] }, parts.map { $0[1] }).map { "\($0)>\($1)" }
        let gateways = parts.filter { $0[0] == "exclusiveGateway" }.map { $0[1] }
        var body = "<startEvent id=\"start\"/>"
        for part in parts {
            let work = part[0] == "serviceTask" ? Models.workDefinition : ""
            body += "<\(part[0]) id=\"\(part[1])\"><extensionElements>\(work)</extensionElements></\(part[0])>"
        }
        for (index, flow) in (row + flows).enumerated() {
            let ends = flow.split(separator: ">").map(String.init)
            let condition = gateways.contains(ends[0]) ? "<conditionExpression>=x</conditionExpression>" : ""
            body += "<sequenceFlow id=\"f\(index)\" sourceRef=\"\(ends[0])\" targetRef=\"\(ends[1])\">"
            body += condition + "</sequenceFlow>"
        }
        return Models.file(body)
    }

    @Test(arguments: [
        (["task:t1"], ["t1>t1"], "t1 > t1"),
        (["task:task1", "task:task2"], ["task2>task1"], "task1 > task2 > task1"),
        (
            ["task:task1", "parallelGateway:parallel2", "manualTask:manualTask1", "exclusiveGateway:exclusive2"],
            ["exclusive2>task1"], "manualTask1 > exclusive2 > task1 > parallel2 > manualTask1"
        ),
        (["task:a1", "task:task7", "task:task8", "task:task9"], ["task9>task7"], "task7 > task8 > task9 > task7"),
        (["exclusiveGateway:x", "exclusiveGateway:y"], ["y>x"], "x > y > x"),
    ])
    func refusesALoopThatNeverWaits(_ elements: [String], _ back: [String], _ path: String) {
        let found = problems(in: Self.model(elements, back))

        #expect(found.map(\.code) == [.straightThroughLoop])
        #expect(found.map(\.found) == ["p: \(path)"])
    }

    @Test(arguments: [
        (["userTask:t1", "task:t2"], ["t2>t1"]), (["serviceTask:t1", "exclusiveGateway:x"], ["x>t1"]),
        (["task:t1", "userTask:t2", "exclusiveGateway:x"], ["x>t1"]),
        (
            ["parallelGateway:fork", "serviceTask:work", "parallelGateway:join", "exclusiveGateway:x"],
            ["fork>join", "x>fork"]
        ),
    ])
    func acceptsALoopThatWaits(_ elements: [String], _ back: [String]) {
        #expect(problems(in: Self.model(elements, back)).isEmpty)
    }

    static func aroundSubProcess(_ inner: String) -> String {
        Models.file(
            """
            <startEvent id="start"/><task id="outer"/>
            <subProcess id="sub"><startEvent id="s"/><\(inner) id="inner"/><endEvent id="e"/>
            <sequenceFlow id="f1" sourceRef="s" targetRef="inner"/><sequenceFlow id="f2" sourceRef="inner" targetRef="e"/>
            </subProcess>
            <sequenceFlow id="f3" sourceRef="start" targetRef="outer"/>
            <sequenceFlow id="f4" sourceRef="outer" targetRef="sub"/>
            <sequenceFlow id="f5" sourceRef="sub" targetRef="outer"/>
            """)
    }

    @Test func followsALoopThroughASubProcess() {
        let found = problems(in: Self.aroundSubProcess("manualTask"))

        #expect(found.map(\.found) == ["p: inner > e > outer > sub > s > inner"])
        #expect(problems(in: Self.aroundSubProcess("userTask")).isEmpty)
    }

    @Test func reportsOneLoopOfEachProcess() {
        let loop = { (name: String) in
            """
            <process id="\(name)" isExecutable="true"><startEvent id="\(name)s"/><task id="\(name)a"/>
            <sequenceFlow id="\(name)f" sourceRef="\(name)s" targetRef="\(name)a"/>
            <sequenceFlow id="\(name)g" sourceRef="\(name)a" targetRef="\(name)a"/></process>
            """
        }
        let bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL"
        let xml = "<definitions xmlns=\"\(bpmn)\">\(loop("p"))\(loop("q"))</definitions>"

        #expect(problems(in: xml).map(\.found) == ["p: pa > pa", "q: qa > qa"])
    }

    static func calling(_ before: String, _ called: String = "p", loop: String = "") -> String {
        Models.file(
            """
            <startEvent id="start"/>\(before)
            <callActivity id="call"><extensionElements><zeebe:calledElement processId="\(called)"/></extensionElements>\(loop)</callActivity>
            <sequenceFlow id="f2" sourceRef="start" targetRef="before"/><sequenceFlow id="f3" sourceRef="before" targetRef="call"/>
            """)
    }

    /// Camunda 8: VLO-10, VLO-11, VLO-14, C140.
    @Test func refusesAProcessThatCallsItselfWithoutWaiting() {
        let loop =
            "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
        let passing = "<parallelGateway id=\"before\"/>"

        #expect(problems(in: Self.calling(passing)).map(\.found) == ["p: call > start > before > call"])
        #expect(problems(in: Self.calling(passing, loop: loop)).map(\.code) == [.straightThroughLoop])
        #expect(problems(in: Self.calling("<userTask id=\"before\"/>")).isEmpty)
        #expect(problems(in: Self.calling(passing, "=p")).isEmpty)
        #expect(problems(in: Self.calling(passing, "elsewhere")).isEmpty)
    }

    /// A loop of an undefined task and a call of `q`, whose only other element this is.
    static func loopOver(_ inner: String) -> String {
        Models.file(
            """
            <startEvent id="start"/><task id="t"/>
            <callActivity id="call"><extensionElements><zeebe:calledElement processId="q"/></extensionElements></callActivity>
            <sequenceFlow id="f2" sourceRef="start" targetRef="t"/><sequenceFlow id="f3" sourceRef="t" targetRef="call"/>
            <sequenceFlow id="f4" sourceRef="call" targetRef="t"/>
            """
        ).replacing(
            "</definitions>",
            with: """
                <process id="q" isExecutable="true"><startEvent id="qs"/>\(inner)
                <sequenceFlow id="qf" sourceRef="qs" targetRef="qi"/></process></definitions>
                """)
    }

    @Test func goesOnBehindACallThatPasses() {
        #expect(problems(in: Self.loopOver("<manualTask id=\"qi\"/>")).map(\.found) == ["p: call > t > call"])
        #expect(problems(in: Self.loopOver("<userTask id=\"qi\"/>")).isEmpty)
    }

    @Test func followsLinks() {
        let xml = { (middle: String) in
            Models.file(
                """
                <startEvent id="start"/><intermediateThrowEvent id="jump"><linkEventDefinition name="a"/></intermediateThrowEvent>
                <intermediateCatchEvent id="land"><linkEventDefinition name="a"/></intermediateCatchEvent>\(middle)
                <sequenceFlow id="f1" sourceRef="start" targetRef="m"/><sequenceFlow id="f2" sourceRef="m" targetRef="jump"/>
                <sequenceFlow id="f3" sourceRef="land" targetRef="m"/>
                """)
        }

        #expect(problems(in: xml("<exclusiveGateway id=\"m\"/>")).map(\.found) == ["p: jump > land > m > jump"])
        #expect(problems(in: xml("<userTask id=\"m\"/>")).isEmpty)
    }

    @Test(arguments: [
        "<task id=\"t\" camunda:asyncBefore=\"true\"/>",
        """
        <task id="t"><extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="end" type="a"/>
        </zeebe:executionListeners></extensionElements></task>
        """,
    ])
    func takesAContinuationOrAListenerForWaiting(_ task: String) {
        let xml = Models.file(
            """
            <startEvent id="s"/>\(task)
            <sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="t"/>
            """)

        #expect(problems(in: xml).isEmpty)
    }

    /// What an event writes may change which way is taken next time.
    @Test func acceptsALoopThatCounts() {
        let xml = Models.file(
            """
            <startEvent id="s"/><intermediateThrowEvent id="count"><extensionElements><zeebe:ioMapping>
            <zeebe:output source="=n + 1" target="n"/></zeebe:ioMapping></extensionElements></intermediateThrowEvent>
            <exclusiveGateway id="x" default="again"/><endEvent id="e"/>
            <sequenceFlow id="f" sourceRef="s" targetRef="count"/><sequenceFlow id="g" sourceRef="count" targetRef="x"/>
            <sequenceFlow id="again" sourceRef="x" targetRef="count"/>
            <sequenceFlow id="done" sourceRef="x" targetRef="e"><conditionExpression>=n &gt; 3</conditionExpression></sequenceFlow>
            """)

        #expect(problems(in: xml).isEmpty)
    }
}
