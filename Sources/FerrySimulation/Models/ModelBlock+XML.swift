extension DrawnModel {
    /// The model as a file to deploy.
    var xml: [UInt8] {
        var writer = ModelWriter()
        writer.scope(processID, blocks)
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
            xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="ferry">
            <bpmn:process id="\(processID)" isExecutable="true">
            \(writer.text)</bpmn:process>
            </bpmn:definitions>
            """.utf8)
    }
}

/// Writes blocks as BPMN elements and the flows between them.
private struct ModelWriter {
    private(set) var text = ""

    /// The inside of a process or subprocess.
    mutating func scope(_ id: String, _ blocks: [ModelBlock]) {
        element("startEvent", "\(id)_start")
        let last = list(blocks, from: "\(id)_start")
        element("endEvent", "\(id)_end")
        flow(last, "\(id)_end")
    }

    /// Answers the element the list ends with.
    private mutating func list(
        _ blocks: [ModelBlock], from previous: String, branch: String = "", condition: String = ""
    ) -> String {
        var (last, branch, condition) = (previous, branch, condition)
        for block in blocks {
            flow(last, block.id, branch: branch, condition: condition)
            (branch, condition) = ("", "")
            last = write(block)
        }
        return last
    }

    private mutating func write(_ block: ModelBlock) -> String {
        let id = block.id
        switch block.shape {
        case .task(let name, let type, let retries):
            let definition =
                ["userTask", "task", "manualTask"].contains(name)
                ? "" : "<zeebe:taskDefinition type=\"\(type)\" retries=\"\(retries)\"/>"
            // What nobody works on has no mappings.
            let mapping = ["task", "manualTask"].contains(name) ? "" : block.mapping.xml
            element(name, id, extensions: definition + mapping)
            return id
        case .choice(let branches, let hasDefault):
            let last = "\(id)-b\(branches.count - 1)"
            element("exclusiveGateway", id, attributes: hasDefault ? " default=\"\(last)\"" : "")
            element("exclusiveGateway", "\(id)_end")
            for (index, branch) in branches.enumerated() {
                let isDefault = hasDefault && index == branches.count - 1
                // A missing `route` makes the first kind false and the second no boolean.
                let condition = isDefault ? "" : index == 0 ? "=route = 0" : "=route &gt;= \(index)"
                self.branch(branch, from: id, to: "\(id)_end", index, condition: condition)
            }
            return "\(id)_end"
        case .fork(let branches), .scatter(let branches):
            var isJoined = false
            if case .fork = block.shape { isJoined = true }
            element("parallelGateway", id)
            element(isJoined ? "parallelGateway" : "exclusiveGateway", "\(id)_end")
            for (index, branch) in branches.enumerated() { self.branch(branch, from: id, to: "\(id)_end", index) }
            return "\(id)_end"
        case .scope(let blocks):
            text += "<bpmn:subProcess id=\"\(id)\">\(block.mapping.extensions)\n"
            scope(id, blocks)
            text += "</bpmn:subProcess>\n"
            return id
        case .loop(let blocks):
            element("exclusiveGateway", id)
            let last = list(blocks, from: id)
            element("exclusiveGateway", "\(id)_end", attributes: " default=\"\(id)-out\"")
            flow(last, "\(id)_end")
            text += Self.flow("\(id)-back", "\(id)_end", id, condition: "=again = true")
            // A gateway of its own, because the flow out needs the id that `default` names.
            element("exclusiveGateway", "\(id)_out")
            text += Self.flow("\(id)-out", "\(id)_end", "\(id)_out")
            return "\(id)_out"
        }
    }

    private mutating func branch(
        _ blocks: [ModelBlock], from split: String, to join: String, _ index: Int, condition: String = ""
    ) {
        let name = "\(split)-b\(index)"
        guard !blocks.isEmpty else {
            text += Self.flow(name, split, join, condition: condition)
            return
        }
        let last = list(blocks, from: split, branch: name, condition: condition)
        flow(last, join)
    }

    private mutating func element(_ name: String, _ id: String, attributes: String = "", extensions: String = "") {
        let inside = extensions.isEmpty ? "" : "<bpmn:extensionElements>\(extensions)</bpmn:extensionElements>"
        text += "<bpmn:\(name) id=\"\(id)\"\(attributes)>\(inside)</bpmn:\(name)>\n"
    }

    private mutating func flow(_ source: String, _ target: String, branch: String = "", condition: String = "") {
        text += Self.flow(branch.isEmpty ? "\(source)-\(target)" : branch, source, target, condition: condition)
    }

    private static func flow(_ id: String, _ source: String, _ target: String, condition: String = "") -> String {
        let inside =
            condition.isEmpty
            ? ""
            : "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">\(condition)</bpmn:conditionExpression>"
        return
            "<bpmn:sequenceFlow id=\"\(id)\" sourceRef=\"\(source)\" targetRef=\"\(target)\">\(inside)</bpmn:sequenceFlow>\n"
    }
}

extension ModelBlock.Mapping {
    fileprivate var xml: String {
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

    fileprivate var extensions: String {
        self == .none ? "" : "<bpmn:extensionElements>\(xml)</bpmn:extensionElements>"
    }
}
