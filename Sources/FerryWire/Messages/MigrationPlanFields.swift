import CFerryProto
import CProtobufC
import FerryModel

// Judging a plan, and comparing two definitions for one.

extension FieldReader {
    mutating func validateMigrationPlan(_ call: CValidateMigrationPlanRequest) -> ValidateMigrationPlan {
        unsafe ValidateMigrationPlan(
            source: optionalDefinitionReference(call.source, "source"), plan: plan(call.plan),
            tenant: tenant(call.tenant))
    }

    mutating func generateMigrationPlan(_ call: CGenerateMigrationPlanRequest) -> GenerateMigrationPlan {
        unsafe GenerateMigrationPlan(
            source: definitionReference(call.source, "source"), target: definitionReference(call.target, "target"),
            page: page(call.page), tenant: tenant(call.tenant))
    }

    mutating func validateMigrationPlan(_ answer: CValidateMigrationPlanResponse) -> ValidateMigrationPlan.Answer? {
        guard let source = unsafe answer.source, let target = unsafe answer.target else { return nil }
        return unsafe ValidateMigrationPlan.Answer(
            source: within("source") { unsafe $0.definition(source.pointee) },
            target: within("target") { unsafe $0.definition(target.pointee) },
            reasons: list(answer.n_reasons, answer.reasons, "reasons") { unsafe $0.reason($1) },
            mapping: list(answer.n_mapping, answer.mapping, "mapping") { unsafe $0.mapping($1) },
            warnings: list(answer.n_warnings, answer.warnings, "warnings") { unsafe $0.warning($1) })
    }

    private mutating func mapping(_ mapping: CElementMapping) -> ElementMapping {
        unsafe ElementMapping(
            from: text(mapping.from_id, "from_id"), kind: text(mapping.kind, "kind"),
            to: text(mapping.to_id, "to_id"), origin: choice(mapping.origin.rawValue, "origin", or: .unmapped),
            events: list(mapping.n_events, mapping.events, "events") { reader, event in
                unsafe EventMapping(
                    from: reader.text(event.from_id, "from_id"), to: reader.text(event.to_id, "to_id"),
                    kind: reader.text(event.kind, "kind"),
                    fate: reader.choice(event.fate.rawValue, "fate", or: .kept))
            })
    }

    mutating func generateMigrationPlan(_ answer: CGenerateMigrationPlanResponse) -> GenerateMigrationPlan.Answer? {
        guard let source = unsafe answer.source, let target = unsafe answer.target else { return nil }
        return unsafe GenerateMigrationPlan.Answer(
            source: within("source") { unsafe $0.definition(source.pointee) },
            target: within("target") { unsafe $0.definition(target.pointee) },
            instructions: list(answer.n_instructions, answer.instructions, "instructions") {
                unsafe $0.instruction($1)
            },
            proposals: list(answer.n_proposals, answer.proposals, "proposals") { reader, proposal in
                unsafe ProposedInstruction(
                    from: reader.text(proposal.from_id, "from_id"), to: reader.text(proposal.to_id, "to_id"),
                    score: proposal.score, reasons: reader.names(proposal.n_reasons, proposal.reasons, "reasons"))
            },
            unmapped: list(answer.n_unmapped, answer.unmapped, "unmapped") { reader, element in
                unsafe UnmappedElement(
                    elementID: reader.text(element.element_id, "element_id"),
                    kind: reader.text(element.kind, "kind"), note: reader.text(element.note, "note"))
            },
            added: names(answer.n_added, answer.added, "added"),
            counts: list(answer.n_counts, answer.counts, "counts") { reader, count in
                unsafe ElementCount(
                    elementID: reader.text(count.element_id, "element_id"), active: count.active,
                    withIncidents: count.with_incidents)
            },
            instancesCounted: answer.instances_counted, nextPageToken: bytes(answer.next_page_token))
    }
}

extension FieldWriter {
    func validateMigrationPlan(_ call: ValidateMigrationPlan) -> CValidateMigrationPlanRequest {
        unsafe CValidateMigrationPlanRequest(
            base: CValidateMigrationPlanRequest.head, source: optionalDefinitionReference(call.source),
            plan: message(plan(call.plan)), tenant: tenant(call.tenant))
    }

    func generateMigrationPlan(_ call: GenerateMigrationPlan) -> CGenerateMigrationPlanRequest {
        unsafe CGenerateMigrationPlanRequest(
            base: CGenerateMigrationPlanRequest.head, source: definitionReference(call.source),
            target: definitionReference(call.target), page: page(call.page), tenant: tenant(call.tenant))
    }

    func validateMigrationPlan(_ answer: ValidateMigrationPlan.Answer) -> CValidateMigrationPlanResponse {
        unsafe CValidateMigrationPlanResponse(
            base: CValidateMigrationPlanResponse.head, source: message(definition(answer.source)),
            target: message(definition(answer.target)), n_reasons: answer.reasons.count,
            reasons: list(answer.reasons) { unsafe $0.reason($1) }, n_mapping: answer.mapping.count,
            mapping: list(answer.mapping) { unsafe $0.mapping($1) }, n_warnings: answer.warnings.count,
            warnings: list(answer.warnings) { unsafe $0.warning($1) })
    }

    private func mapping(_ mapping: ElementMapping) -> CElementMapping {
        unsafe CElementMapping(
            base: CElementMapping.head, from_id: text(mapping.from), kind: text(mapping.kind), to_id: text(mapping.to),
            origin: .init(UInt32(bitPattern: mapping.origin.rawValue)), n_events: mapping.events.count,
            events: list(mapping.events) { writer, event in
                unsafe CEventMapping(
                    base: CEventMapping.head, from_id: writer.text(event.from), to_id: writer.text(event.to),
                    kind: writer.text(event.kind), fate: .init(UInt32(bitPattern: event.fate.rawValue)))
            })
    }

    func generateMigrationPlan(_ answer: GenerateMigrationPlan.Answer) -> CGenerateMigrationPlanResponse {
        unsafe CGenerateMigrationPlanResponse(
            base: CGenerateMigrationPlanResponse.head, source: message(definition(answer.source)),
            target: message(definition(answer.target)), n_instructions: answer.instructions.count,
            instructions: list(answer.instructions) { unsafe $0.instruction($1) },
            n_proposals: answer.proposals.count,
            proposals: list(answer.proposals) { writer, proposal in
                unsafe CProposedInstruction(
                    base: CProposedInstruction.head, from_id: writer.text(proposal.from),
                    to_id: writer.text(proposal.to), score: proposal.score, n_reasons: proposal.reasons.count,
                    reasons: writer.names(proposal.reasons))
            },
            n_unmapped: answer.unmapped.count,
            unmapped: list(answer.unmapped) { writer, element in
                unsafe CUnmappedElement(
                    base: CUnmappedElement.head, element_id: writer.text(element.elementID),
                    kind: writer.text(element.kind), note: writer.text(element.note))
            },
            n_added: answer.added.count, added: names(answer.added), n_counts: answer.counts.count,
            counts: list(answer.counts) { writer, count in
                unsafe CElementCount(
                    base: CElementCount.head, element_id: writer.text(count.elementID), active: count.active,
                    with_incidents: count.withIncidents)
            },
            instances_counted: answer.instancesCounted, next_page_token: bytes(answer.nextPageToken))
    }
}
