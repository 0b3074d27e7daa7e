import FerryEngine
import FerryModel

/// Tokens at joins of large instances: instance key, scope, gateway, flow -> `WaitingToken`.
///
/// A token that arrives writes its own row: a join with thousands of incoming flows must not be written anew each time.
enum InstanceTokenTable {
    static func prefix(_ instance: ProcessInstanceKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.instanceToken)
        encoder.append(instance)
    }

    static func key(_ instance: ProcessInstanceKey, _ place: WaitingTokens.Place, _ encoder: inout KeyEncoder) {
        prefix(instance, &encoder)
        encoder.append(place.scope)
        encoder.append(place.gatewayID)
        encoder.appendTail(place.flowID)
    }
}
