import FerryEngine
package import FerryModel
import Synchronization

/// A `DeleteResource` call on its way round the partitions: the first that runs an instance of the definition refuses
/// it, and when all others have said that they run none it goes to partition 1. Each partition speaks once.
package final class DeletionSurvey: Sendable {
    package let call: CallInFlight
    let resource: DeleteResource
    private let unasked: Atomic<Int>
    private let isAnswered = Atomic(false)
    private let proceed: @Sendable () -> Void

    package init(
        call: CallInFlight, resource: DeleteResource, partitions: Int, proceed: @escaping @Sendable () -> Void
    ) {
        self.call = call
        self.resource = resource
        self.proceed = proceed
        unasked = Atomic(partitions)
    }

    /// True for the one that answers the call.
    package func refuse() -> Bool {
        isAnswered.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
    }

    /// Nothing runs there.
    func clear() {
        guard unasked.subtract(1, ordering: .acquiringAndReleasing).newValue == 0, refuse() else { return }
        proceed()
    }
}
