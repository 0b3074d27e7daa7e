import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func listIncidents(_ call: CListIncidentsRequest) -> ListIncidents {
        unsafe ListIncidents(
            processInstanceKey: optionalKey(call.process_instance_key, "process_instance_key"),
            definition: optionalDefinitionReference(call.definition, "definition"), page: page(call.page),
            tenant: tenant(call.tenant), type: incidentType(call.type, "type"),
            jobKey: optionalKey(call.job_key, "job_key"))
    }

    /// nil for none.
    private mutating func incidentType(_ name: ProtobufCBinaryData, _ field: String) -> IncidentType? {
        let name = unsafe text(name, field)
        guard !name.isEmpty else { return nil }
        let type = IncidentType.allCases.first { $0.description == name }
        if type == nil {
            fault(
                "UNKNOWN_VALUE", field, expected: IncidentType.allCases.map(\.description).joined(separator: ", "),
                found: name)
        }
        return type
    }

    mutating func resolveIncident(_ call: CResolveIncidentRequest) -> ResolveIncident {
        unsafe ResolveIncident(incidentKey: key(call.incident_key, "incident_key"))
    }

    mutating func listIncidents(_ answer: CListIncidentsResponse) -> ListIncidents.Answer {
        unsafe ListIncidents.Answer(
            incidents: list(answer.n_incidents, answer.incidents, "incidents") { unsafe $0.incident($1) },
            nextPageToken: bytes(answer.next_page_token))
    }

    mutating func incident(_ incident: CIncident) -> IncidentView {
        unsafe IncidentView(
            key: IncidentKey(incident.key), type: choice(incident.type.rawValue, "type", or: .jobNoRetries),
            message: text(incident.message, "message"),
            processInstanceKey: ProcessInstanceKey(incident.process_instance_key),
            definitionKey: ProcessDefinitionKey(incident.definition_key),
            elementInstanceKey: ElementInstanceKey(incident.element_instance_key),
            elementID: text(incident.element_id, "element_id"), job: optionalKey(incident.job, "job"),
            raisedAt: Timestamp(milliseconds: incident.raised_at))
    }
}

extension FieldWriter {
    func listIncidents(_ call: ListIncidents) -> CListIncidentsRequest {
        unsafe CListIncidentsRequest(
            base: CListIncidentsRequest.head, process_instance_key: call.processInstanceKey?.rawValue ?? 0,
            definition: optionalDefinitionReference(call.definition), page: page(call.page),
            tenant: tenant(call.tenant), type: text(call.type?.description ?? ""),
            job_key: call.jobKey?.rawValue ?? 0)
    }

    func resolveIncident(_ call: ResolveIncident) -> CResolveIncidentRequest {
        unsafe CResolveIncidentRequest(base: CResolveIncidentRequest.head, incident_key: call.incidentKey.rawValue)
    }

    func listIncidents(_ answer: ListIncidents.Answer) -> CListIncidentsResponse {
        unsafe CListIncidentsResponse(
            base: CListIncidentsResponse.head, n_incidents: answer.incidents.count,
            incidents: list(answer.incidents) { unsafe $0.incident($1) },
            next_page_token: bytes(answer.nextPageToken))
    }

    func incident(_ incident: IncidentView) -> CIncident {
        unsafe CIncident(
            base: CIncident.head, key: incident.key.rawValue,
            type: .init(UInt32(bitPattern: incident.type.rawValue)), message: text(incident.message),
            process_instance_key: incident.processInstanceKey.rawValue,
            definition_key: incident.definitionKey.rawValue,
            element_instance_key: incident.elementInstanceKey.rawValue, element_id: text(incident.elementID),
            job: incident.job?.rawValue ?? 0, raised_at: incident.raisedAt.milliseconds)
    }
}
