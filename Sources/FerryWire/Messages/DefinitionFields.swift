import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func deleteResource(_ call: CDeleteResourceRequest) -> DeleteResource {
        unsafe DeleteResource(resourceKey: key(call.resource_key, "resource_key"), tenant: tenant(call.tenant))
    }

    mutating func deployResources(_ call: CDeployResourcesRequest) -> DeployResources {
        if unsafe call.n_resources == 0 { missing("resources") }
        return unsafe DeployResources(
            resources: list(call.n_resources, call.resources, "resources", atMost: 1_000) { reader, resource in
                unsafe DeployResources.Resource(
                    name: reader.text(resource.name, "name"), content: reader.bytes(resource.content))
            },
            tenant: tenant(call.tenant))
    }

    mutating func getProcessDefinition(_ call: CGetProcessDefinitionRequest) -> GetProcessDefinition {
        unsafe GetProcessDefinition(
            definition: definitionReference(call.definition, "definition"), tenant: tenant(call.tenant))
    }

    mutating func listProcessDefinitions(_ call: CListProcessDefinitionsRequest) -> ListProcessDefinitions {
        unsafe ListProcessDefinitions(
            processID: text(call.process_id, "process_id"), latestOnly: call.latest_only != 0, page: page(call.page),
            tenant: tenant(call.tenant))
    }

    mutating func deployResources(_ answer: CDeployResourcesResponse) -> DeployResources.Answer {
        unsafe DeployResources.Answer(
            definitions: definitions(answer.n_definitions, answer.definitions),
            decisions: decisions(answer.n_decisions, answer.decisions), forms: forms(answer.n_forms, answer.forms))
    }

    mutating func getProcessDefinition(_ answer: CGetProcessDefinitionResponse) -> GetProcessDefinition.Answer? {
        guard let definition = unsafe answer.definition else { return nil }
        return unsafe GetProcessDefinition.Answer(
            definition: within("definition") { unsafe $0.definition(definition.pointee) }, xml: bytes(answer.xml))
    }

    mutating func listProcessDefinitions(_ answer: CListProcessDefinitionsResponse) -> ListProcessDefinitions.Answer {
        unsafe ListProcessDefinitions.Answer(
            definitions: definitions(answer.n_definitions, answer.definitions),
            nextPageToken: bytes(answer.next_page_token))
    }

    private mutating func definitions(
        _ count: Int, _ items: UnsafeMutablePointer<UnsafeMutablePointer<CProcessDefinition>?>?
    ) -> [ProcessDefinition] {
        unsafe list(count, items, "definitions") { unsafe $0.definition($1) }
    }

    mutating func definition(_ definition: CProcessDefinition) -> ProcessDefinition {
        unsafe ProcessDefinition(
            key: ProcessDefinitionKey(definition.key), processID: text(definition.process_id, "process_id"),
            version: definition.version, name: text(definition.name, "name"),
            versionTag: text(definition.version_tag, "version_tag"),
            resourceName: text(definition.resource_name, "resource_name"),
            contentHash: text(definition.content_hash, "content_hash"),
            deployedAt: Timestamp(milliseconds: definition.deployed_at), tenant: tenant(definition.tenant))
    }
}

extension FieldWriter {
    func deleteResource(_ call: DeleteResource) -> CDeleteResourceRequest {
        unsafe CDeleteResourceRequest(
            base: CDeleteResourceRequest.head, resource_key: call.resourceKey.rawValue, tenant: tenant(call.tenant))
    }

    func deployResources(_ call: DeployResources) -> CDeployResourcesRequest {
        unsafe CDeployResourcesRequest(
            base: CDeployResourcesRequest.head, n_resources: call.resources.count,
            resources: list(call.resources) { writer, resource in
                unsafe CResource(
                    base: CResource.head, name: writer.text(resource.name), content: writer.bytes(resource.content))
            },
            tenant: tenant(call.tenant))
    }

    func getProcessDefinition(_ call: GetProcessDefinition) -> CGetProcessDefinitionRequest {
        unsafe CGetProcessDefinitionRequest(
            base: CGetProcessDefinitionRequest.head, definition: definitionReference(call.definition),
            tenant: tenant(call.tenant))
    }

    func listProcessDefinitions(_ call: ListProcessDefinitions) -> CListProcessDefinitionsRequest {
        unsafe CListProcessDefinitionsRequest(
            base: CListProcessDefinitionsRequest.head, process_id: text(call.processID),
            latest_only: call.latestOnly ? 1 : 0, page: page(call.page), tenant: tenant(call.tenant))
    }

    func deployResources(_ answer: DeployResources.Answer) -> CDeployResourcesResponse {
        unsafe CDeployResourcesResponse(
            base: CDeployResourcesResponse.head, n_definitions: answer.definitions.count,
            definitions: list(answer.definitions) { unsafe $0.definition($1) }, n_decisions: answer.decisions.count,
            decisions: list(answer.decisions) { unsafe $0.decision($1) }, n_forms: answer.forms.count,
            forms: list(answer.forms) { unsafe $0.form($1) })
    }

    func getProcessDefinition(_ answer: GetProcessDefinition.Answer) -> CGetProcessDefinitionResponse {
        unsafe CGetProcessDefinitionResponse(
            base: CGetProcessDefinitionResponse.head, definition: message(definition(answer.definition)),
            xml: bytes(answer.xml))
    }

    func listProcessDefinitions(_ answer: ListProcessDefinitions.Answer) -> CListProcessDefinitionsResponse {
        unsafe CListProcessDefinitionsResponse(
            base: CListProcessDefinitionsResponse.head, n_definitions: answer.definitions.count,
            definitions: list(answer.definitions) { unsafe $0.definition($1) },
            next_page_token: bytes(answer.nextPageToken))
    }

    func definition(_ definition: ProcessDefinition) -> CProcessDefinition {
        unsafe CProcessDefinition(
            base: CProcessDefinition.head, key: definition.key.rawValue, process_id: text(definition.processID),
            version: definition.version, name: text(definition.name), version_tag: text(definition.versionTag),
            resource_name: text(definition.resourceName), content_hash: text(definition.contentHash),
            deployed_at: definition.deployedAt.milliseconds, tenant: tenant(definition.tenant))
    }
}
