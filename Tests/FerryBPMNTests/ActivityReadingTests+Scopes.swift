import FerryBPMN
import Testing

/// Subprocesses of all kinds, compensation, and what else stands between activities.
extension ActivityReadingTests {
    @Test func readsAnAdHocSubProcess() throws {
        let process = try parsed(
            Models.around(
                """
                <adHocSubProcess id="it" cancelRemainingInstances="false"><extensionElements>
                <zeebe:adHoc activeElementsCollection="=chosen" outputCollection="results" outputElement="=result"/>
                </extensionElements>
                <userTask id="b"/><userTask id="a"/><userTask id="c"/>
                <boundaryEvent id="late" attachedToRef="a">\(EventReadingTests.timer)</boundaryEvent>
                <subProcess id="aside" triggeredByEvent="true"><startEvent id="i">\(EventReadingTests.timer)</startEvent></subProcess>
                <sequenceFlow id="f" sourceRef="a" targetRef="c"/>
                <completionCondition>=done</completionCondition></adHocSubProcess>
                """))

        let adHoc = try #require(process.element("it")?.adHoc)
        #expect(adHoc.activatable.map { process[$0].id } == ["b", "a"])
        #expect(adHoc.activeElements?.source == "=chosen")
        #expect(adHoc.completionCondition?.source == "=done")
        #expect(!adHoc.cancelsRemaining)
        #expect(adHoc.output?.elementVariable == "result")
        #expect(process.element("it")?.content.eventSubProcesses == [try #require(process.element("aside")).index])
    }

    @Test func readsAnAdHocSubProcessOfAWorker() throws {
        let element = try Self.element(
            Models.around(
                """
                <adHocSubProcess id="it"><extensionElements><zeebe:taskDefinition type="agent"/></extensionElements>
                <userTask id="a"/></adHocSubProcess>
                """))

        #expect(element.job?.type.source == "agent")
        #expect(element.adHoc?.cancelsRemaining == true)
    }

    @Test func readsATransaction() throws {
        let process = try parsed(
            Models.file(
                """
                <startEvent id="start"/><transaction id="it"><startEvent id="i"/>
                <endEvent id="undo"><cancelEventDefinition/></endEvent>
                <sequenceFlow id="f0" sourceRef="i" targetRef="undo"/></transaction>
                <boundaryEvent id="cancelled" attachedToRef="it"><cancelEventDefinition/></boundaryEvent>
                <sequenceFlow id="f1" sourceRef="start" targetRef="it"/>
                """))

        #expect(process.element("it")?.kind == .transaction)
        #expect(process.element("undo")?.event?.kind == .cancel)
        #expect(process.element("cancelled")?.event?.kind == .cancel)
        #expect(process.element("it")?.noneStart == process.element("i")?.index)
    }

    @Test(arguments: ["sourceRef=\"b\" targetRef=\"undo\"", "sourceRef=\"undo\" targetRef=\"b\""])
    func readsCompensation(_ association: String) throws {
        let process = try parsed(
            Models.file(
                """
                <startEvent id="s"/><userTask id="a"/><userTask id="undo" isForCompensation="true"/>
                <boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
                <intermediateThrowEvent id="one"><compensateEventDefinition activityRef="a"/></intermediateThrowEvent>
                <endEvent id="all"><compensateEventDefinition waitForCompletion="true"/></endEvent>
                <association id="as" \(association)/><textAnnotation id="note"/>
                <association id="noted" sourceRef="b" targetRef="note"/>
                """))

        #expect(process.element("b")?.compensationHandler == process.element("undo")?.index)
        #expect(process.element("undo")?.isForCompensation == true)
        #expect(process.element("a")?.boundaryEvents == [try #require(process.element("b")).index])
        guard case .compensation(let one)? = process.element("one")?.event,
            case .compensation(let all)? = process.element("all")?.event
        else {
            Issue.record("no compensation events")
            return
        }
        #expect(one.activity == process.element("a")?.index)
        #expect(all.activity == nil)
    }

    @Test func readsAnInclusiveGateway() throws {
        let xml = StructureRefusalTests.gateway(
            "default=\"two\"", StructureRefusalTests.condition("=x"), ""
        ).replacing("exclusiveGateway", with: "inclusiveGateway")

        #expect(try parsed(xml).element("g")?.kind == .inclusiveGateway)
        #expect(try parsed(xml).element("g")?.defaultFlow != nil)
    }

    @Test(arguments: ["endEvent", "intermediateThrowEvent"])
    func readsInputsOfEventsThatThrow(_ element: String) throws {
        let mapping = "<zeebe:ioMapping><zeebe:input source=\"=1\" target=\"x\"/></zeebe:ioMapping>"
        let xml = Self.extended(element, mapping, inner: "<signalEventDefinition signalRef=\"g\"/>")

        #expect(try Self.element(xml).inputMappings.map(\.target) == [["x"]])
    }
}
