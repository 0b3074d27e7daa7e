import FerryClient
import Synchronization

/// Starts many instances as fast as the broker takes them. The first refusal ends it.
struct InstanceStarter {
    let client: FerryClient
    let lanes: Int

    /// The keys of the new instances, in the order of `command`'s argument, which counts from 0.
    func start(
        _ count: Int, progress: ProgressBar, command: @escaping @Sendable (Int) -> CreateProcessInstance
    ) async throws -> [ProcessInstanceKey] {
        let position = Atomic(0)
        let keys = Mutex([ProcessInstanceKey](repeating: 0, count: count))
        let failure = Mutex<Rejection?>(nil)
        let pump = CallPump(client, lanes: max(1, min(lanes, count))) { _ -> (Int, Call)? in
            let index = position.add(1, ordering: .relaxed).oldValue
            guard index < count, failure.withLock({ $0 == nil }) else { return nil }
            return (index, .createProcessInstance(command(index)))
        } completed: { index, result, _ in
            switch result {
            case .success(.createProcessInstance(let answer)):
                keys.withLock { $0[index] = answer.processInstanceKey }
            case .success(let other):
                failure.withLock { $0 = Rejection(.internal, "a start was answered with \(other)") }
            case .failure(let rejection): failure.withLock { $0 = rejection }
            }
            progress.advance()
        }
        await pump.run()
        progress.finish()
        if let rejection = failure.withLock({ $0 }) { throw rejection }
        return keys.withLock { $0 }
    }
}
