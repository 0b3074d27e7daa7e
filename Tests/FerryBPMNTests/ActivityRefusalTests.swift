import FerryBPMN
import FerryXML
import Testing

/// Activities that do not say what they do, or say it in two ways.
@Suite struct ActivityRefusalTests {
    static func task(_ element: String, _ extensions: String, attributes: String = "") -> String {
        Models.event(element, "<extensionElements>\n\(extensions)</extensionElements>", attributes: attributes)
    }

    static func repeated(_ attributes: String, _ content: String) -> String {
        Models.event(
            "userTask",
            "\n<multiInstanceLoopCharacteristics \(attributes)>\(content)</multiInstanceLoopCharacteristics>")
    }

    static func loop(_ attributes: String) -> String { repeated("", ActivityReadingTests.zeebe(attributes)) }

    /// Camunda 8: VTA-1 to VTA-17, VME-5, VME-22.
    @Test(arguments: [
        Refusal(
            "script without result", task("scriptTask", "<zeebe:script expression=\"=1\"/>"), .missingAttribute,
            at: "it", line: 4),
        Refusal(
            "script without expression", task("scriptTask", "<zeebe:script resultVariable=\"r\"/>"), .missingAttribute,
            at: "it", line: 4),
        Refusal(
            "script as text", task("scriptTask", "<zeebe:script expression=\"1\" resultVariable=\"r\"/>"),
            .expressionRequired, at: "it", line: 4),
        Refusal(
            "script and job",
            task("scriptTask", "<zeebe:script expression=\"=1\" resultVariable=\"r\"/>\(Models.workDefinition)"),
            .conflictingExtensions, at: "it", line: 3),
        Refusal(
            "decision without id", task("businessRuleTask", "<zeebe:calledDecision resultVariable=\"r\"/>"),
            .missingAttribute, at: "it", line: 4),
        Refusal(
            "decision without result", task("businessRuleTask", "<zeebe:calledDecision decisionId=\"d\"/>"),
            .missingAttribute, at: "it", line: 4),
        Refusal(
            "decision that is no FEEL",
            task("businessRuleTask", "<zeebe:calledDecision decisionId=\"=invalid id\" resultVariable=\"r\"/>"),
            .expressionInvalid, at: "it", line: 4),
        Refusal(
            "version without tag",
            task(
                "businessRuleTask",
                "<zeebe:calledDecision decisionId=\"d\" resultVariable=\"r\" bindingType=\"versionTag\"/>"),
            .invalidAttribute, at: "it", line: 4),
        Refusal(
            "tag without need", task("callActivity", "<zeebe:calledElement processId=\"p\" versionTag=\"v\"/>"),
            .invalidAttribute, at: "it", line: 4),
        Refusal("call of nothing", Models.event("callActivity", ""), .missingExtension, at: "it", line: 3),
        Refusal(
            "call without id", task("callActivity", "<zeebe:calledElement processId=\"\"/>"), .missingAttribute,
            at: "it", line: 4),
        Refusal("receive without message", Models.event("receiveTask", ""), .missingReference, at: "it", line: 3),
        Refusal(
            "publish without message", task("sendTask", "<zeebe:publishMessage correlationKey=\"=k\"/>"),
            .missingReference, at: "it", line: 3),
        Refusal(
            "publish without key", task("sendTask", "<zeebe:publishMessage/>", attributes: "messageRef=\"m\""),
            .missingAttribute, at: "it", line: 4),
        Refusal(
            "publish for how long",
            task(
                "sendTask", "<zeebe:publishMessage correlationKey=\"k\" timeToLive=\"1 hour\"/>",
                attributes: "messageRef=\"m\""),
            .invalidAttribute, at: "it", line: 4),
        Refusal(
            "publish and job",
            task(
                "sendTask", "<zeebe:publishMessage correlationKey=\"k\"/>\(Models.workDefinition)",
                attributes: "messageRef=\"m\""),
            .conflictingExtensions, at: "it", line: 3),
        Refusal(
            "job of a signal",
            Models.event(
                "endEvent",
                "<extensionElements>\n\(Models.workDefinition)</extensionElements><signalEventDefinition signalRef=\"g\"/>"
            ), .misplacedExtension, at: "it", line: 4),
    ])
    func refusesUnfitTasks(_ refusal: Refusal) { refusal.check() }

    /// Camunda 8: VTA-21 to VTA-23, VEX-7, VEX-8, VEX-15.
    @Test(arguments: [
        Refusal("nothing to repeat for", repeated("", ""), .missingExtension, at: "it", line: 4),
        Refusal("no collection", loop("inputElement=\"i\""), .missingAttribute, at: "it", line: 4),
        Refusal("collection as text", loop("inputCollection=\"items\""), .expressionRequired, at: "it", line: 4),
        Refusal("collection that is no FEEL", loop("inputCollection=\"=[\""), .expressionInvalid, at: "it", line: 4),
        Refusal(
            "output without element", loop("inputCollection=\"=i\" outputCollection=\"o\""), .missingAttribute,
            at: "it", line: 4),
        Refusal(
            "element without output", loop("inputCollection=\"=i\" outputElement=\"=o\""), .missingAttribute, at: "it",
            line: 4),
        Refusal(
            "element as text", loop("inputCollection=\"=i\" outputCollection=\"o\" outputElement=\"o\""),
            .expressionRequired,
            at: "it", line: 4),
        Refusal(
            "two sources",
            repeated("", ActivityReadingTests.zeebe("inputCollection=\"=i\"") + "<loopCardinality>3</loopCardinality>"),
            .conflictingExtensions, at: "it", line: 4),
        Refusal(
            "negative", repeated("", "<loopCardinality>-1</loopCardinality>"), .expressionRequired, at: "it", line: 4),
        Refusal(
            "Camunda 7 code", repeated("camunda:collection=\"${bean.items()}\"", ""), .invalidAttribute, at: "it",
            line: 4),
        Refusal(
            "events of its own", repeated("behavior=\"None\"", "<loopCardinality>3</loopCardinality>"),
            .unsupportedAttribute, at: "it", line: 4),
        Refusal(
            "condition that is no FEEL",
            repeated("", "<loopCardinality>3</loopCardinality><completionCondition>=(</completionCondition>"),
            .expressionInvalid, at: "it", line: 4),
        Refusal(
            "event subprocess",
            Models.file(
                """
                <startEvent id="s"/><subProcess id="it" triggeredByEvent="true"><startEvent id="i">\(EventReadingTests.timer)</startEvent>
                <multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></subProcess>
                """), .unsupportedElement, at: "it", line: 4),
    ])
    func refusesUnfitRepetitions(_ refusal: Refusal) { refusal.check() }

    static func native(_ extensions: String) -> String { task("userTask", "<zeebe:userTask/>\(extensions)") }

    /// Camunda 8: VUF-8 to VUF-12, A87, VEX-11.
    @Test(arguments: [
        Refusal("form by key", native("<zeebe:formDefinition formKey=\"k\"/>"), .invalidAttribute, at: "it", line: 4),
        Refusal(
            "two forms", native("<zeebe:formDefinition formId=\"k\" externalReference=\"r\"/>"), .invalidAttribute,
            at: "it", line: 4),
        Refusal(
            "priority too high", native("<zeebe:priorityDefinition priority=\"101\"/>"), .invalidAttribute, at: "it",
            line: 4),
        Refusal("no priority", native("<zeebe:priorityDefinition/>"), .missingAttribute, at: "it", line: 4),
        Refusal(
            "listener for nothing",
            native("<zeebe:taskListeners><zeebe:taskListener type=\"a\"/></zeebe:taskListeners>"), .missingAttribute,
            at: "it", line: 4),
        Refusal(
            "listener without type",
            native("<zeebe:taskListeners><zeebe:taskListener eventType=\"creating\"/></zeebe:taskListeners>"),
            .missingAttribute, at: "it", line: 4),
        Refusal(
            "listener for what does not happen",
            native("<zeebe:taskListeners><zeebe:taskListener eventType=\"reading\" type=\"a\"/></zeebe:taskListeners>"),
            .invalidAttribute, at: "it", line: 4),
    ])
    func refusesUnfitNativeUserTasks(_ refusal: Refusal) { refusal.check() }

    static func listener(_ attributes: String) -> String {
        "<zeebe:executionListeners>\n<zeebe:executionListener \(attributes)/></zeebe:executionListeners>"
    }

    static func listening(_ element: String, _ attributes: String, _ definition: String = "") -> String {
        Models.event(element, "<extensionElements>\(listener(attributes))</extensionElements>\(definition)")
    }

    /// Camunda 8: A143, VEL-1 to VEL-6.
    @Test(arguments: [
        Refusal("no type", listening("task", "eventType=\"start\""), .missingAttribute, at: "it", line: 4),
        Refusal("no event", listening("task", "type=\"a\""), .missingAttribute, at: "it", line: 4),
        Refusal(
            "unknown event", listening("task", "eventType=\"middle\" type=\"a\""), .invalidAttribute, at: "it", line: 4),
        Refusal(
            "twice",
            listening("task", "eventType=\"end\" type=\"a\"/>\n<zeebe:executionListener eventType=\"end\" type=\"a\""),
            .duplicateListener, at: "it", line: 5),
        Refusal(
            "end of a gateway", listening("parallelGateway", "eventType=\"end\" type=\"a\""), .listenerNotAllowed,
            at: "it", line: 3),
        Refusal(
            "end of an error",
            listening("endEvent", "eventType=\"end\" type=\"a\"", "<errorEventDefinition errorRef=\"e\"/>"),
            .listenerNotAllowed, at: "it", line: 3),
        Refusal(
            "before all of one", listening("task", "eventType=\"beforeAll\" type=\"a\""), .listenerNotAllowed, at: "it",
            line: 3),
        Refusal(
            "cancel of a task", listening("task", "eventType=\"cancel\" type=\"a\""), .listenerNotAllowed, at: "it",
            line: 3),
        Refusal(
            "start of a start event",
            Models.start("<extensionElements>\(listener("eventType=\"start\" type=\"a\""))</extensionElements>"),
            .listenerNotAllowed, at: "it", line: 3),
        Refusal(
            "start of a boundary event",
            Models.boundary(
                "<extensionElements>\(listener("eventType=\"start\" type=\"a\""))</extensionElements>\(EventReadingTests.timer)"
            ),
            .listenerNotAllowed, at: "it", line: 3),
    ])
    func refusesUnfitListeners(_ refusal: Refusal) { refusal.check() }
}
