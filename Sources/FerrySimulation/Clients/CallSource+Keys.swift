import FerryBPMN
import FerryEngine
import FerryModel

/// What calls name, and what they bring.
extension CallSource {
    mutating func tenant() -> TenantID { random.chance(85) ? .default : TenantID(rawValue: "other") }

    /// Of something that hardly is.
    mutating func key() -> Int64 {
        random.weighted([
            (
                4,
                ProcessInstanceKey(
                    partition: PartitionID(UInt16(random.within(1...3))), counter: Int64(random.within(1...400))
                ).rawValue
            ),
            (1, 0), (1, -5), (1, Int64(9) << 51 + 1),
        ])
    }

    mutating func instanceKey(_ eye: Eye, _ command: String = "") -> ProcessInstanceKey {
        random.chance(7) ? ProcessInstanceKey(key()) : instance(eye, command)?.key ?? ProcessInstanceKey(key())
    }

    mutating func job(
        _ eye: Eye, _ command: String, _ isMeant: (Job) -> Bool = { _ in true }
    ) -> JobKey {
        guard !random.chance(2) else { return JobKey(key()) }
        let found = place(eye, command) { element, _ in element.job.map { isMeant($0) } ?? false }
        return found?.element.job?.key ?? JobKey(key())
    }

    mutating func incident(_ eye: Eye) -> IncidentKey {
        guard !random.chance(2) else { return IncidentKey(key()) }
        let found = place(eye, "ResolveIncident") { element, _ in
            element.incident != nil || element.job?.incident != nil
        }
        return found?.element.incident?.key ?? found?.element.job?.incident?.key ?? IncidentKey(key())
    }

    mutating func openUserTask(_ eye: Eye, _ command: String = "") -> ElementInstanceKey {
        guard !random.chance(2) else { return ElementInstanceKey(key()) }
        let found = place(eye, command) { element, _ in element.userTask != nil || element.taskChange != nil }
        return found?.element.key ?? ElementInstanceKey(key())
    }

    mutating func messageName() -> String {
        let names = ModelWords.messages + ModelAuthor.processIDs.map(ModelWords.message(beginning:))
        return random.chance(4) ? "" : random.pick(names + ModelWords.messages) ?? "m0"
    }

    mutating func correlationKey() -> String { random.pick(["k0", "k1", "k2", "3", ""]) ?? "" }

    mutating func variables() -> Variables {
        var document = Variables()
        let choices = [
            ("route", ["0", "1", "2", "null"]), ("ok", ["true", "true", "false"]), ("again", ["true", "false"]),
            ("kind", ["\"a\"", "\"b\"", "7"]), ("tries", ["1", "3", "\"x\""]), ("result", ["1", "{\"a\":[1,2]}"]),
            ("corr", ["\"k0\"", "\"k0\"", "\"k1\"", "\"k2\"", "3", "null"]),
        ]
        for (name, values) in choices where random.chance(40) {
            document[name] = JSONValue(trusted: Array((random.pick(values) ?? "null").utf8))
        }
        return document
    }

    // MARK: Modifications

    /// One to three steps, most of which can be taken.
    mutating func modify(_ eye: Eye) -> Call {
        guard !random.chance(3), let instance = instance(eye, "ModifyProcessInstance"),
            let process = eye.process(instance.definitionKey, among: eye.definitions)
        else { return .modifyProcessInstance(ModifyProcessInstance(processInstanceKey: ProcessInstanceKey(key()))) }
        var call = ModifyProcessInstance(processInstanceKey: instance.key, dryRun: random.chance(15))
        for _ in 0..<random.within(1...3) {
            switch random.below(3) {
            case 0: call.activate.append(activation(in: instance, process))
            case 1: if let selection = selection(in: instance, process) { call.terminate.append(selection) }
            default:
                guard let source = selection(in: instance, process) else { continue }
                call.move.append(
                    ElementMove(
                        source: source, target: target(in: process),
                        ancestor: random.weighted([(3, .inferred), (1, .sourceScope), (1, .any)])))
            }
        }
        return .modifyProcessInstance(call)
    }

    private mutating func activation(in instance: ProcessInstance, _ process: ExecutableProcess) -> ElementActivation {
        let id = target(in: process)
        var ancestor: ElementInstanceKey?
        if random.chance(25) {
            let around = process.element(id).map { process.scopes(around: $0).map(\.id) } ?? []
            ancestor = random.pick(instance.elements.filter { around.contains($0.elementID) || random.chance(5) })?.key
        }
        let variables =
            random.chance(30) ? [ScopeVariables(scopeID: random.chance(70) ? "" : id, variables: variables())] : []
        return ElementActivation(elementID: id, ancestor: ancestor, variables: variables)
    }

    private mutating func selection(in instance: ProcessInstance, _ process: ExecutableProcess) -> ElementSelection? {
        guard let element = random.pick(instance.elements.filter { $0.scope != nil || random.chance(5) }) else {
            return nil
        }
        return random.chance(50) ? .instance(element.key) : .element(element.elementID)
    }

    private mutating func target(in process: ExecutableProcess) -> String {
        let fitting = process.elements.filter { ![.process, .startEvent, .boundaryEvent].contains($0.kind) }
        return random.chance(4)
            ? "nowhere" : random.pick(random.chance(90) ? fitting : process.elements)?.id ?? "nowhere"
    }
}
