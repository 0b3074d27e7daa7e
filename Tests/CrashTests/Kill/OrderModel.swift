/// Two versions of one small process that differ in every id, so that an instance that was moved by half would show.
///
/// Pick and pack run side by side, pack in a box of its own; then ship.
enum OrderModel {
    static let processID = "order"

    /// The element ids of version `version` end with it.
    static func xml(version: Int32) -> [UInt8] {
        let v = version
        return file(
            processID,
            """
            <bpmn:startEvent id="start\(v)"/><bpmn:parallelGateway id="fork\(v)"/>
            \(task("pick\(v)"))
            <bpmn:subProcess id="box\(v)">
              <bpmn:startEvent id="open\(v)"/>\(task("pack\(v)"))<bpmn:endEvent id="closed\(v)"/>
              \(flow("open\(v)", "pack\(v)"))\(flow("pack\(v)", "closed\(v)"))
            </bpmn:subProcess>
            <bpmn:parallelGateway id="join\(v)"/>\(task("ship\(v)"))<bpmn:endEvent id="end\(v)"/>
            \(flow("start\(v)", "fork\(v)"))\(flow("fork\(v)", "pick\(v)"))\(flow("fork\(v)", "box\(v)"))
            \(flow("pick\(v)", "join\(v)"))\(flow("box\(v)", "join\(v)"))
            \(flow("join\(v)", "ship\(v)"))\(flow("ship\(v)", "end\(v)"))
            """)
    }

    /// A process of its own for each number, over at once.
    static func notice(_ number: Int) -> [UInt8] {
        file(
            "notice",
            """
            <bpmn:startEvent id="start\(number)"/><bpmn:manualTask id="read\(number)"/>
            \(flow("start\(number)", "read\(number)"))
            """)
    }

    private static func file(_ id: String, _ content: String) -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="ferry">
            <bpmn:process id="\(id)" isExecutable="true">\(content)</bpmn:process>
            </bpmn:definitions>
            """.utf8)
    }

    private static func task(_ id: String) -> String {
        """
        <bpmn:serviceTask id="\(id)"><bpmn:extensionElements><zeebe:taskDefinition type="work"/>\
        </bpmn:extensionElements></bpmn:serviceTask>
        """
    }

    private static func flow(_ from: String, _ to: String) -> String {
        "<bpmn:sequenceFlow id=\"\(from)-\(to)\" sourceRef=\"\(from)\" targetRef=\"\(to)\"/>"
    }
}
