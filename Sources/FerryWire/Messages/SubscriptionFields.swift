import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func subscription(_ subscription: CEventSubscription) -> EventSubscription {
        let trigger: EventSubscription.Trigger
        switch unsafe subscription.kind {
        case FERRY__CLIENT__V1__EVENT_SUBSCRIPTION_KIND__EVENT_SUBSCRIPTION_KIND_MESSAGE:
            trigger = unsafe .message(
                MessageWait(
                    name: text(subscription.name, "name"),
                    correlationKey: text(subscription.correlation_key, "correlation_key")))
        case FERRY__CLIENT__V1__EVENT_SUBSCRIPTION_KIND__EVENT_SUBSCRIPTION_KIND_SIGNAL:
            trigger = unsafe .signal(text(subscription.name, "name"))
        case FERRY__CLIENT__V1__EVENT_SUBSCRIPTION_KIND__EVENT_SUBSCRIPTION_KIND_CONDITIONAL:
            trigger = unsafe .conditional(
                ConditionalWait(
                    condition: text(subscription.condition, "condition"),
                    variableNames: names(
                        subscription.n_variable_names, subscription.variable_names, "variable_names"),
                    onCreate: subscription.on_create != 0, onUpdate: subscription.on_update != 0))
        default:
            trigger = unsafe .timer(
                TimerWait(
                    due: Timestamp(milliseconds: subscription.due), repetitions: subscription.repetitions,
                    since: Timestamp(milliseconds: subscription.since)))
        }
        return unsafe EventSubscription(
            key: EventSubscriptionKey(subscription.key), eventID: text(subscription.event_id, "event_id"),
            isInterrupting: subscription.interrupting != 0, trigger: trigger)
    }
}

extension FieldWriter {
    func subscription(_ subscription: EventSubscription) -> CEventSubscription {
        var fields = unsafe CEventSubscription()
        unsafe fields.base = CEventSubscription.head
        unsafe fields.key = subscription.key.rawValue
        unsafe fields.event_id = text(subscription.eventID)
        unsafe fields.interrupting = subscription.isInterrupting ? 1 : 0
        switch subscription.trigger {
        case .timer(let timer):
            unsafe fields.kind = FERRY__CLIENT__V1__EVENT_SUBSCRIPTION_KIND__EVENT_SUBSCRIPTION_KIND_TIMER
            unsafe fields.due = timer.due.milliseconds
            unsafe fields.repetitions = timer.repetitions
            unsafe fields.since = timer.since.milliseconds
        case .message(let message):
            unsafe fields.kind = FERRY__CLIENT__V1__EVENT_SUBSCRIPTION_KIND__EVENT_SUBSCRIPTION_KIND_MESSAGE
            unsafe fields.name = text(message.name)
            unsafe fields.correlation_key = text(message.correlationKey)
        case .signal(let name):
            unsafe fields.kind = FERRY__CLIENT__V1__EVENT_SUBSCRIPTION_KIND__EVENT_SUBSCRIPTION_KIND_SIGNAL
            unsafe fields.name = text(name)
        case .conditional(let conditional):
            unsafe fields.kind = FERRY__CLIENT__V1__EVENT_SUBSCRIPTION_KIND__EVENT_SUBSCRIPTION_KIND_CONDITIONAL
            unsafe fields.condition = text(conditional.condition)
            unsafe fields.n_variable_names = conditional.variableNames.count
            unsafe fields.variable_names = names(conditional.variableNames)
            unsafe fields.on_create = conditional.onCreate ? 1 : 0
            unsafe fields.on_update = conditional.onUpdate ? 1 : 0
        }
        return unsafe fields
    }
}
