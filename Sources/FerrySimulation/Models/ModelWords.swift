/// The parts of drawn models as BPMN.
enum ModelWords {
    static let messages = ["m0", "m1"]
    static let signals = ["s0", "s1"]
    static let codes = ["e0", "e1"]

    /// What begins a process from outside carries its process's id.
    static func message(beginning processID: String) -> String { "go-\(processID)" }
    static func signal(beginning processID: String) -> String { "on-\(processID)" }

    static let declarations: String = {
        var text = ""
        for name in messages + ModelAuthor.processIDs.map(message(beginning:)) {
            text += "<bpmn:message id=\"\(name)\" name=\"\(name)\"><bpmn:extensionElements>"
            text += "<zeebe:subscription correlationKey=\"=corr\"/></bpmn:extensionElements></bpmn:message>\n"
        }
        for name in signals + ModelAuthor.processIDs.map(signal(beginning:)) {
            text += "<bpmn:signal id=\"\(name)\" name=\"\(name)\"/>\n"
        }
        for code in codes { text += "<bpmn:error id=\"\(code)\" errorCode=\"\(code)\"/>\n" }
        for code in codes { text += "<bpmn:escalation id=\"x\(code)\" escalationCode=\"x\(code)\"/>\n" }
        return text
    }()

    static func publishing(seconds: Int) -> String {
        "<zeebe:publishMessage correlationKey=\"=corr\" messageId=\"=kind\""
            + (seconds > 0 ? " timeToLive=\"PT\(seconds)S\"" : "") + "/>"
    }

    /// A decision that gives a number, one that fails without `ok`.
    static let decisions = Array(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drawn" name="drawn" namespace="ferry">
        <decision id="d0" name="d0"><variable name="d0"/><decisionTable id="d0-table" hitPolicy="FIRST">
        <input id="in"><inputExpression><text>route</text></inputExpression></input><output id="out" name="result"/>
        <rule id="r0"><inputEntry><text>0</text></inputEntry><outputEntry id="o0"><text>1</text></outputEntry></rule>
        <rule id="r1"><inputEntry><text>-</text></inputEntry><outputEntry id="o1"><text>2</text></outputEntry></rule>
        </decisionTable></decision>
        <decision id="d1" name="d1"><variable name="d1"/>
        <literalExpression><text>assert(ok, ok = true)</text></literalExpression></decision>
        </definitions>
        """.utf8)
}

extension Trigger {
    var xml: String {
        switch self {
        case .message(let name): "<bpmn:messageEventDefinition messageRef=\"\(name)\"/>"
        case .signal(let name): "<bpmn:signalEventDefinition signalRef=\"\(name)\"/>"
        case .condition(let condition):
            "<bpmn:conditionalEventDefinition><bpmn:condition>\(condition)</bpmn:condition>"
                + "</bpmn:conditionalEventDefinition>"
        case .error(let code): "<bpmn:errorEventDefinition\(code.map { " errorRef=\"\($0)\"" } ?? "")/>"
        case .escalation(let code):
            "<bpmn:escalationEventDefinition\(code.map { " escalationRef=\"\($0)\"" } ?? "")/>"
        case .timer(let timing):
            switch timing {
            case .duration(let text): Self.timer("timeDuration", text)
            case .date(let text): Self.timer("timeDate", text)
            case .cycle(let text): Self.timer("timeCycle", text)
            }
        }
    }

    private static func timer(_ form: String, _ text: String) -> String {
        "<bpmn:timerEventDefinition><bpmn:\(form)>\(text)</bpmn:\(form)></bpmn:timerEventDefinition>"
    }
}

extension ModelBlock.Mapping {
    var xml: String {
        switch self {
        case .none: ""
        case .input: "<zeebe:ioMapping><zeebe:input source=\"=mark\" target=\"local\"/></zeebe:ioMapping>"
        case .output: "<zeebe:ioMapping><zeebe:output source=\"=result\" target=\"outcome.last\"/></zeebe:ioMapping>"
        case .fragileInput:
            "<zeebe:ioMapping><zeebe:input source=\"=if ok = true then 1 else [1..2]\" target=\"local\"/></zeebe:ioMapping>"
        case .fragileOutput:
            "<zeebe:ioMapping><zeebe:output source=\"=if ok = true then 1 else [1..2]\" target=\"outcome\"/></zeebe:ioMapping>"
        }
    }
}

extension Repetition {
    var xml: String {
        let output = collects ? " outputCollection=\"all\" outputElement=\"=loopCounter\"" : ""
        let loop =
            isCardinality
            ? "<bpmn:loopCardinality>\(items)</bpmn:loopCardinality>"
            : "<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"\(items)\" inputElement=\"item\"\(output)/>"
                + "</bpmn:extensionElements>"
        let until = condition.isEmpty ? "" : "<bpmn:completionCondition>\(condition)</bpmn:completionCondition>"
        return "<bpmn:multiInstanceLoopCharacteristics isSequential=\"\(isSequential)\">\(loop)\(until)"
            + "</bpmn:multiInstanceLoopCharacteristics>"
    }
}

extension [ModelListener] {
    var xml: String {
        guard !isEmpty else { return "" }
        let each = map {
            "<zeebe:executionListener eventType=\"\($0.event)\" type=\"\($0.type)\" retries=\"\($0.retries)\"/>"
        }
        return "<zeebe:executionListeners>\(each.joined())</zeebe:executionListeners>"
    }

    /// Of a user task.
    var taskXML: String {
        guard !isEmpty else { return "" }
        let each = map {
            "<zeebe:taskListener eventType=\"\($0.event)\" type=\"\($0.type)\" retries=\"\($0.retries)\"/>"
        }
        return "<zeebe:taskListeners>\(each.joined())</zeebe:taskListeners>"
    }
}

extension ModelAdHoc {
    var xml: String {
        let job = worker.isEmpty ? "" : "<zeebe:taskDefinition type=\"\(worker)\" retries=\"3\"/>"
        let active = active.isEmpty || !worker.isEmpty ? "" : " activeElementsCollection=\"\(active)\""
        let output = collects ? " outputCollection=\"found\" outputElement=\"=route\"" : ""
        return job + (active.isEmpty && output.isEmpty ? "" : "<zeebe:adHoc\(active)\(output)/>")
    }

    var attributesXML: String {
        cancelsRemaining || !worker.isEmpty ? "" : " cancelRemainingInstances=\"false\""
    }

    /// Not of what a worker chooses: the worker says when it is over.
    var conditionXML: String {
        condition.isEmpty || !worker.isEmpty
            ? "" : "<bpmn:completionCondition>\(condition)</bpmn:completionCondition>"
    }
}

extension ModelCall {
    var xml: String {
        let tag = binding == "versionTag" ? " versionTag=\"v1\"" : ""
        return "<zeebe:calledElement processId=\"\(processID)\" bindingType=\"\(binding)\"\(tag) "
            + "propagateAllParentVariables=\"\(takesAll)\" propagateAllChildVariables=\"\(givesAll)\"/>"
    }
}

extension ModelBlock.Undo {
    /// The activity that undoes another.
    func xml(_ id: String) -> String {
        let work = "<bpmn:extensionElements><zeebe:taskDefinition type=\"a\"/></bpmn:extensionElements>"
        switch self {
        case .work: return "<bpmn:serviceTask id=\"\(id)\" isForCompensation=\"true\">\(work)</bpmn:serviceTask>\n"
        case .repeated:
            let loop = Repetition(isSequential: false, items: "=[1,2]", collects: false, condition: "")
            return "<bpmn:serviceTask id=\"\(id)\" isForCompensation=\"true\">\(work)\(loop.xml)</bpmn:serviceTask>\n"
        case .scope:
            return "<bpmn:subProcess id=\"\(id)\" isForCompensation=\"true\"><bpmn:startEvent id=\"\(id)_start\"/>"
                + "<bpmn:serviceTask id=\"\(id)_task\">\(work)</bpmn:serviceTask><bpmn:endEvent id=\"\(id)_end\"/>"
                + "<bpmn:sequenceFlow id=\"\(id)_1\" sourceRef=\"\(id)_start\" targetRef=\"\(id)_task\"/>"
                + "<bpmn:sequenceFlow id=\"\(id)_2\" sourceRef=\"\(id)_task\" targetRef=\"\(id)_end\"/></bpmn:subProcess>\n"
        case .call:
            return "<bpmn:callActivity id=\"\(id)\" isForCompensation=\"true\"><bpmn:extensionElements>"
                + "<zeebe:calledElement processId=\"\(ModelAuthor.leafID)\"/></bpmn:extensionElements></bpmn:callActivity>\n"
        }
    }
}
