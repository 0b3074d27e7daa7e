import FerryBPMN
import FerryXML
import Testing

/// Ad-hoc subprocesses and compensation.
extension ActivityRefusalTests {
    /// Camunda 8: A128, newer validation of ad-hoc subprocesses.
    @Test(arguments: [
        Refusal("empty", Models.around("<adHocSubProcess id=\"it\"/>"), .missingActivity, at: "it", line: 3),
        Refusal(
            "with a start",
            Models.around("<adHocSubProcess id=\"it\"><userTask id=\"a\"/>\n<startEvent id=\"s\"/></adHocSubProcess>"),
            .startEventNotAllowed, at: "s", line: 4),
        Refusal(
            "worker and condition",
            Models.around(
                """
                <adHocSubProcess id="it"><extensionElements>\(Models.workDefinition)</extensionElements><userTask id="a"/>
                <completionCondition>=true</completionCondition></adHocSubProcess>
                """), .conflictingExtensions, at: "it", line: 3),
        Refusal(
            "elements as text",
            Models.around(
                """
                <adHocSubProcess id="it"><userTask id="a"/><extensionElements>
                <zeebe:adHoc activeElementsCollection="a"/></extensionElements></adHocSubProcess>
                """), .expressionRequired, at: "it", line: 4),
    ])
    func refusesUnfitAdHocSubProcesses(_ refusal: Refusal) { refusal.check() }

    /// An activity `a` with the compensation boundary event `b`, and the handler `undo`.
    static func compensation(
        handler: String = "<userTask id=\"undo\" isForCompensation=\"true\"/>",
        association: String = "<association id=\"as\" sourceRef=\"b\" targetRef=\"undo\"/>", _ more: String = ""
    ) -> String {
        Models.file(
            """
            <startEvent id="s"/><userTask id="a"/><userTask id="c"/>
            \(handler)
            <boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
            \(association)
            \(more)
            """)
    }

    static func undo(_ activity: String) -> String {
        "<endEvent id=\"it\"><compensateEventDefinition activityRef=\"\(activity)\"/></endEvent>"
    }

    /// Camunda 8: R155, VCO-1 to VCO-9.
    @Test(arguments: [
        Refusal(
            "nothing compensates", compensation(handler: "", association: ""), .compensationHandlerMissing, at: "b",
            line: 5),
        Refusal(
            "handler like any other", compensation(handler: "<userTask id=\"undo\"/>"), .compensationHandlerUnfit,
            at: "b",
            line: 5),
        Refusal(
            "two handlers",
            compensation(
                handler:
                    "<userTask id=\"undo\" isForCompensation=\"true\"/><userTask id=\"more\" isForCompensation=\"true\"/>",
                association:
                    "<association id=\"x\" sourceRef=\"b\" targetRef=\"undo\"/><association id=\"y\" sourceRef=\"b\" targetRef=\"more\"/>"
            ),
            .compensationHandlerMissing, at: "b", line: 5),
        Refusal(
            "handler of nothing", compensation("<userTask id=\"alone\" isForCompensation=\"true\"/>"),
            .compensationHandlerUnfit, at: "alone", line: 7),
        Refusal(
            "handler with a flow", compensation("<sequenceFlow id=\"f\" sourceRef=\"undo\" targetRef=\"c\"/>"),
            .flowNotAllowed, at: "undo", line: 4),
        Refusal(
            "handler with a boundary event",
            compensation(
                "<boundaryEvent id=\"late\" attachedToRef=\"undo\">\(EventReadingTests.timer)</boundaryEvent>"),
            .compensationHandlerUnfit, at: "undo", line: 4),
        Refusal(
            "compensation with a flow", compensation("<sequenceFlow id=\"f\" sourceRef=\"b\" targetRef=\"c\"/>"),
            .flowNotAllowed, at: "b", line: 5),
        Refusal(
            "compensated twice",
            compensation(
                "<boundaryEvent id=\"other\" attachedToRef=\"a\"><compensateEventDefinition/></boundaryEvent><association id=\"z\" sourceRef=\"other\" targetRef=\"undo\"/>"
            ),
            .duplicateCatch, at: "other", line: 7),
        Refusal("of nothing", compensation(undo("gone")), .unknownReference, at: "it", line: 7),
        Refusal("of what cannot be undone", compensation(undo("c")), .compensationTargetUnfit, at: "it", line: 7),
        Refusal(
            "from elsewhere",
            compensation("<subProcess id=\"sub\"><startEvent id=\"i\"/>\(undo("a"))</subProcess>"),
            .compensationTargetUnfit, at: "it", line: 7),
    ])
    func refusesUnfitCompensation(_ refusal: Refusal) { refusal.check() }

    @Test(arguments: [
        compensation(undo("a")),
        compensation("<subProcess id=\"sub\"><startEvent id=\"i\"/></subProcess>" + undo("sub")),
        compensation(
            "<subProcess id=\"sub\" triggeredByEvent=\"true\"><startEvent id=\"i\">\(EventReadingTests.timer)</startEvent>\(undo("a"))</subProcess>"
        ),
    ])
    func acceptsCompensationOfWhatIsInReach(_ xml: String) {
        #expect(problems(in: xml).map(\.reason) == [])
    }
}
