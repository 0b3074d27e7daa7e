import FerryBPMN
import FerryModel

extension Execution {
    func createJob(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard let definition = model.job else {
            throw broken("'\(model.id)' is a \(model.kind.rawValue) without a job")
        }
        guard let type = try string(definition.type, of: "job type", at: element) else { return }
        guard let retries = try integer(definition.retries, of: "job retries", at: element) else { return }
        try finishActivating(element)
        let headers = definition.headers.map { ActivatedJob.Header(key: $0.key, value: $0.value) }
        try emit(
            .jobCreated(
                JobCreated(
                    key: state.nextKey(), elementInstanceKey: element.key, type: type, retries: retries,
                    headers: headers)))
        noteJob(ofType: type)
    }
}
