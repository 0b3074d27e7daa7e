import FerryBPMN

/// BPMN files, as people deploy them.
enum ModelFuzz {
    static func feed(_ xml: [UInt8]) {
        do throws(BPMNRefusal) {
            let processes = try BPMNDocument.parse(xml)
            precondition(!processes.isEmpty, "a file without a process is refused")
            for process in processes { check(process) }
        } catch {
            precondition(!error.problems.isEmpty, "a refusal without a reason")
        }
    }

    /// What the engine takes for granted of a model that was taken.
    private static func check(_ process: ExecutableProcess) {
        for (place, element) in process.elements.enumerated() {
            precondition(element.index.rawValue == place && process.element(element.id) === element)
            precondition((place == 0) == (element.scope == nil), "\(element.id) has no scope")
            if let scope = element.scope { precondition(scope < element.index && process[scope].kind.isScope) }
            if let start = element.noneStart { precondition(process[start].scope == element.index) }
            for flow in element.outgoing { precondition(process[flow].source == element.index) }
            for flow in element.incoming { precondition(process[flow].target == element.index) }
            if let flow = element.defaultFlow { precondition(element.outgoing.contains(flow)) }
        }
        for flow in process.flows {
            precondition(process[flow.source].scope == process[flow.target].scope, "\(flow.id) crosses a scope")
        }
    }
}
