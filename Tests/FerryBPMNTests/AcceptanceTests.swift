import FerryBPMN
import FerryModel
import FerryXML
import Testing

/// What a sound file turns into.
@Suite struct AcceptanceTests {
    @Test func readsElementsAndFlowsInDocumentOrder() throws {
        let process = try parsed(
            Models.file(
                """
                <documentation>words</documentation><laneSet id="l"><lane id="l1"/></laneSet>
                <startEvent id="start" name="Go"/>
                <subProcess id="sub"><startEvent id="inner"/><manualTask id="by-hand"/><dataObject id="d"/>
                  <sequenceFlow id="f0" sourceRef="inner" targetRef="by-hand"/></subProcess>
                <parallelGateway id="fork"/><task id="a"/><endEvent id="end"/>
                <sequenceFlow id="f1" sourceRef="start" targetRef="fork"/>
                <sequenceFlow id="f2" sourceRef="fork" targetRef="sub"/>
                <sequenceFlow id="f3" sourceRef="fork" targetRef="a"/>
                <sequenceFlow id="f4" sourceRef="a" targetRef="end"/>
                <textAnnotation id="n"/><association id="as" sourceRef="n" targetRef="a"/>
                """, process: "name=\"A process\""))

        #expect(process.id == "p")
        #expect(process.name == "A process")
        #expect(process.elements.map(\.id) == ["p", "start", "sub", "inner", "by-hand", "fork", "a", "end"])
        #expect(
            process.elements.map(\.kind) == [
                .process, .startEvent, .subProcess, .startEvent, .manualTask, .parallelGateway, .task, .endEvent,
            ])
        #expect(process.elements.map { $0.scope?.rawValue } == [nil, 0, 0, 2, 2, 0, 0, 0])
        #expect(process.elements.map { $0.noneStart?.rawValue } == [1, nil, 3, nil, nil, nil, nil, nil])
        #expect(process.flows.map(\.id) == ["f0", "f1", "f2", "f3", "f4"])
        #expect(process.element("fork")?.outgoing.map { process[$0].id } == ["f2", "f3"])
        #expect(process.element("end")?.incoming.map { process[$0].id } == ["f4"])
        #expect(process.element("start")?.name == "Go")
        #expect(process.element("start")?.position == SourcePosition(line: 4, column: 1))
    }

    @Test func readsConditionsAndTheDefaultFlow() throws {
        let process = try parsed(
            StructureRefusalTests.gateway(
                "default=\"two\"", StructureRefusalTests.condition("\n = amount > 1000\n"),
                StructureRefusalTests.condition("=false")))

        let gateway = try #require(process.element("g"))
        #expect(gateway.defaultFlow == process.flow("two")?.index)
        #expect(process.flow("one")?.condition?.source == "= amount > 1000")
        #expect(process.flow("two")?.condition == nil)
    }

    @Test(arguments: [
        ("phone == false", "= phone  = false"),
        (" a == 1 &amp;&amp; b == \"x==y\" || c", "=a = 1  and  b = \"x==y\"  or  c"),
    ])
    func readsConditionsOfCamunda8sFirstYears(_ text: String, _ expected: String) throws {
        let xml = StructureRefusalTests.gateway("default=\"two\"", StructureRefusalTests.condition(text), "")

        let condition = try #require(try parsed(xml).flow("one")?.condition)
        #expect(condition.source.filter { $0 != " " } == expected.filter { $0 != " " })
    }

    @Test func readsWorkerTasks() throws {
        let process = try parsed(
            Models.serviceTask(
                """
                <zeebe:taskDefinition type="charge" retries="5"/>
                <zeebe:taskHeaders><zeebe:header key="b" value="1"/><zeebe:header key="a" value=""/></zeebe:taskHeaders>
                <zeebe:ioMapping>
                  <zeebe:input source="=order.total" target="amount"/><zeebe:input source="EUR" target="money.currency"/>
                  <zeebe:output source="=receipt" target="_order.receipt1"/>
                </zeebe:ioMapping>
                <zeebe:properties><zeebe:property name="x" value="y"/></zeebe:properties>
                <camunda:properties/><other:thing xmlns:other="urn:other"><zeebe:userTask/></other:thing>
                """))

        let element = try #require(process.element("it"))
        let job = try #require(element.job)
        #expect(job.type.source == "charge")
        #expect(job.retries.source == "5")
        #expect(job.headers == [.init(key: "b", value: "1")], "one without a value is none")
        #expect(element.inputMappings.map(\.source.source) == ["=order.total", "EUR"])
        #expect(element.inputMappings.map(\.target) == [["amount"], ["money", "currency"]])
        #expect(element.outputMappings.map(\.target) == [["_order", "receipt1"]])
    }

    @Test(arguments: [
        ("<zeebe:taskDefinition type=\"= &quot;a-&quot; + region\"/>", "= \"a-\" + region", "3"),
        ("<zeebe:taskDefinition type=\"a\" retries=\"=n\"/>", "a", "=n"),
    ])
    func readsComputedJobTypesAndRetries(_ definition: String, _ type: String, _ retries: String) throws {
        let job = try #require(try parsed(Models.serviceTask(definition)).element("it")?.job)

        #expect(job.type.source == type)
        #expect(job.retries.source == retries)
    }

    @Test func readsWhatMayStandAroundNumbersAndNames() throws {
        let job = try #require(
            try parsed(Models.serviceTask("<zeebe:taskDefinition type=\" a \" retries=\" +07 \"/>")).element("it")?.job)

        #expect(job.type.source == "a")
        #expect(job.retries.source == "7")
    }

    @Test func readsATaskPreparedForBothCamundas() throws {
        let process = try parsed(
            Models.serviceTask(Models.workDefinition, attributes: "camunda:type=\"external\" camunda:topic=\"other\""))

        #expect(process.element("it")?.job?.type.source == "work")
    }

    @Test(arguments: ["formId=\"f\"", "formKey=\"f\""])
    func acceptsAStartForm(_ attribute: String) {
        let form = "<extensionElements><zeebe:formDefinition \(attribute)/></extensionElements>"

        #expect(problems(in: Models.file("<startEvent id=\"s\" camunda:formKey=\"x\">\(form)</startEvent>")).isEmpty)
    }

    @Test(arguments: ["serviceTask", "sendTask", "businessRuleTask"])
    func readsExternalTasksOfCamunda7(_ element: String) throws {
        let process = try parsed(
            Models.around(
                "<\(element) id=\"it\" camunda:type=\"external\" camunda:topic=\"ship\" camunda:asyncBefore=\"false\"/>"
            ))

        let job = try #require(process.element("it")?.job)
        #expect(job.type.source == "ship")
        #expect(job.retries.source == "3")
    }

    @Test func readsUserTasksAsJobsWithReservedHeaders() throws {
        let process = try parsed(
            Models.userTask(
                """
                <zeebe:formDefinition formKey="approve" externalReference="ignored"/>
                <zeebe:taskSchedule dueDate="2026-02-28T13:10:00+01:00" followUpDate=""/>
                <zeebe:assignmentDefinition assignee="ada" candidateGroups="sales, &quot;back office&quot;" candidateUsers=""/>
                <zeebe:taskHeaders><zeebe:header key="own" value="1"/></zeebe:taskHeaders>
                """))

        let job = try #require(process.element("it")?.job)
        #expect(job.type.source == "io.camunda.zeebe:userTask")
        #expect(job.retries.source == "1")
        #expect(
            job.headers == [
                .init(key: "own", value: "1"),
                .init(key: "io.camunda.zeebe:assignee", value: "ada"),
                .init(key: "io.camunda.zeebe:candidateGroups", value: "[\"sales\",\"back office\"]"),
                .init(key: "io.camunda.zeebe:dueDate", value: "2026-02-28T13:10:00+01:00"),
                .init(key: "io.camunda.zeebe:formKey", value: "approve"),
            ])
    }

    @Test func readsUserTasksOfCamunda7() throws {
        let process = try parsed(
            Models.userTask("", attributes: "camunda:assignee=\"ada\" camunda:formKey=\"embedded:app:forms/x.html\""))

        let job = try #require(process.element("it")?.job)
        #expect(job.headers.map(\.value) == ["ada", "embedded:app:forms/x.html"])
    }

    @Test func readsOutputMappingsOfEvents() throws {
        let output = "<zeebe:ioMapping><zeebe:output source=\"=1\" target=\"x\"/></zeebe:ioMapping>"
        let mapping = "<extensionElements>\(output)</extensionElements>"
        let process = try parsed(
            Models.file("<startEvent id=\"s\">\(mapping)</startEvent><endEvent id=\"e\">\(mapping)</endEvent>"))

        #expect(process.element("s")?.outputMappings.map(\.target) == [["x"]])
        #expect(process.element("e")?.outputMappings.map(\.target) == [["x"]])
    }

    @Test(arguments: [
        "<extensionElements><zeebe:versionTag value=\"v7\"/></extensionElements>", "",
    ])
    func readsTheVersionTag(_ extensions: String) throws {
        let attribute = extensions.isEmpty ? "camunda:versionTag=\"v7\"" : ""

        let process = try parsed(Models.file(extensions + "<startEvent id=\"s\"/>", process: attribute))

        #expect(process.versionTag == "v7")
    }

    @Test func readsEveryExecutableProcessOfACollaboration() throws {
        let xml = """
            <b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL">
            <b:collaboration id="c"><b:participant id="p1" processRef="one"/><b:messageFlow id="m"/></b:collaboration>
            <b:message id="unused"/>
            <b:process id="one" isExecutable="true"><b:startEvent id="s1"/></b:process>
            <b:process id="sketch"><b:receiveTask id="r"/></b:process>
            <b:process id="two" isExecutable="1"><b:startEvent id="s2"/></b:process>
            <d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"><d:BPMNPlane/></d:BPMNDiagram>
            </b:definitions>
            """

        let processes = try BPMNDocument.parse(Array(xml.utf8))

        #expect(processes.map(\.id) == ["one", "two"])
    }

    @Test func tellsAllProblemsAtOnceInDocumentOrder() {
        let xml = Models.file(
            """
            <sequenceFlow id="f" sourceRef="a" targetRef="gone"/>
            <serviceTask id="a"/>
            <complexGateway id="b"/>
            <startEvent id="a"/>
            """)

        let found = problems(in: xml)

        #expect(found.map(\.code) == [.unknownElement, .missingExtension, .unsupportedElement, .duplicateID])
        #expect(found.map(\.position.line) == [3, 4, 5, 6])
    }

    @Test func putsThePlaceIntoTheReason() throws {
        let problem = try #require(
            problems(in: Models.file("<startEvent id=\"s\"/>\n  <complexGateway id=\"r\"/>")).first)

        let reason = problem.reason
        #expect(reason.code == "UNSUPPORTED_ELEMENT")
        #expect(reason.elementID == "r")
        #expect(reason.found == "complexGateway (line 4, column 3)")
        #expect(!reason.hint.isEmpty)
    }
}
