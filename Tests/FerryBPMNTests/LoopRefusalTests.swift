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
}
