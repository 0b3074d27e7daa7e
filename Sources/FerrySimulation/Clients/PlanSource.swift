import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel

/// Draws migration plans for an instance as it stands: good ones, good ones with a fault, and nonsense.
struct PlanSource {
    var random: SeededRandom

    init(random: SeededRandom) { self.random = random }

    mutating func plan(for instance: ProcessInstance, _ eye: Eye) -> MigrationPlan {
        let definitions = eye.definitions
        let source = eye.process(instance.definitionKey, among: definitions)
        let own = definitions.filter {
            (!$0.isDeleted || random.chance(5)) && $0.definition.processID == source?.id
                && $0.definition.tenant == instance.tenant
        }
        guard let source, let deployed = random.pick(random.chance(80) ? own : definitions),
            let target = eye.node.library.process(of: deployed)
        else { return MigrationPlan(target: .latest(processID: "p9"), autoMap: .equal) }

        var plan = MigrationPlan(target: reference(to: deployed.definition))
        plan.autoMap = random.chance(75) ? .equal : .none
        plan.mode = random.chance(18) ? .adaptive : .strict
        if random.chance(15) { plan.source = .key(instance.definitionKey) }
        if random.chance(4) { plan.source = .version(processID: source.id, version: 1) }
        let isPlain = random.chance(45)
        var places = [source.id: target.id]
        plan.instructions = instructions(
            for: instance, &places, from: source, to: target, plan, isPlain: isPlain)
        if !isPlain { choose(for: instance, &plan) }
        if random.chance(6) { plan.instructions.append(nonsense(source, target)) }
        return plan
    }

    private mutating func reference(to definition: ProcessDefinition) -> DefinitionReference {
        random.weighted([
            (6, .key(definition.key)), (3, .version(processID: definition.processID, version: definition.version)),
            (1, .contentHash(processID: definition.processID, hash: String(definition.contentHash.prefix(8)))),
            (1, .latest(processID: definition.processID)),
        ])
    }

    /// For what is active and for the joins where tokens wait, each id once; mostly where the scopes around them go.
    private mutating func instructions(
        for instance: ProcessInstance, _ places: inout [String: String], from source: ExecutableProcess,
        to target: ExecutableProcess, _ plan: MigrationPlan, isPlain: Bool
    ) -> [MigrationInstruction] {
        let isAutoMapped = plan.autoMap == .equal
        var instructions: [MigrationInstruction] = []
        for id in instance.elements.map(\.elementID) + instance.tokens.map(\.gatewayID) where places[id] == nil {
            guard let element = source.element(id) else { continue }
            let scope = element.scope.flatMap { places[source[$0].id] }
            let alike = target.elements.filter { candidate in
                (candidate.kind == element.kind || plan.mode == .adaptive && candidate.kind.isLike(element.kind))
                    && (candidate.incoming.count > 1) == (element.incoming.count > 1)
                    && (plan.mode == .adaptive || candidate.scope.map { target[$0].id } == scope)
            }
            let isAtHome = alike.contains { $0.id == id }
            places[id] = id
            if isAtHome, !random.chance(12) {
                // Auto-map finds it; else it has to be said.
                if !isAutoMapped || !isPlain && random.chance(40), !random.chance(5) {
                    let instruction = MigrationInstruction(from: id, to: id)
                    instructions.append(isPlain ? instruction : treated(instruction, element))
                }
                continue
            }
            let candidates = random.chance(92) ? alike : target.elements
            guard let to = random.pick(candidates), !random.chance(4) else { continue }
            places[id] = to.id
            let instruction = MigrationInstruction(from: id, to: to.id)
            instructions.append(isPlain ? instruction : treated(instruction, element))
        }
        instructions += flows(for: instance, places, from: source, to: target)
        if random.chance(75) { instructions += events(for: instance, places, from: source, to: target) }
        return instructions + compensations(for: instance, Set(instructions.map(\.from)), to: target)
    }

    private mutating func choose(for instance: ProcessInstance, _ plan: inout MigrationPlan) {
        if random.chance(40) { plan.unmappedCompensation = .drop }
        if random.chance(25) { plan.variables = variables(of: instance) }
        if random.chance(20) { plan.skipListeners = true }
        if random.chance(20) { plan.skipIOMappings = true }
    }

    /// For waiting tokens: flows into the join that theirs becomes, if not any flow.
    private mutating func flows(
        for instance: ProcessInstance, _ places: [String: String], from source: ExecutableProcess,
        to target: ExecutableProcess
    ) -> [MigrationInstruction] {
        var instructions: [MigrationInstruction] = []
        var free = target.flows
        for token in instance.tokens where !instructions.contains(where: { $0.from == token.flowID }) {
            let isMissing = target.flow(token.flowID) == nil
            guard random.chance(isMissing ? 85 : 20) else { continue }
            let join = places[token.gatewayID].flatMap { target.element($0) }
            let fitting = free.filter { $0.target == join?.index }
            guard let to = random.pick(random.chance(92) ? fitting : target.flows) else { continue }
            free.removeAll { $0.id == to.id }
            instructions.append(MigrationInstruction(from: token.flowID, to: to.id))
        }
        return instructions
    }

    private mutating func nonsense(_ source: ExecutableProcess, _ target: ExecutableProcess) -> MigrationInstruction {
        let from = (random.pick(source.elements.map(\.id) + source.flows.map(\.id) + ["nowhere"])) ?? "nowhere"
        let to = (random.pick(target.elements.map(\.id) + target.flows.map(\.id) + ["nowhere"])) ?? "nowhere"
        return MigrationInstruction(from: from, to: to)
    }
}

extension ElementKind {
    /// Adaptive plans take one for the other.
    fileprivate func isLike(_ other: ElementKind) -> Bool {
        let scopes: [ElementKind] = [.subProcess, .transaction]
        let work: [ElementKind] = [.serviceTask, .sendTask, .scriptTask, .businessRuleTask, .userTask]
        return scopes.contains(self) && scopes.contains(other) || work.contains(self) && work.contains(other)
    }
}
