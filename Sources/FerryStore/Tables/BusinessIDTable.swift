import FerryEngine
import FerryModel

/// Business ids that are held: tenant, definition key, business id -> the instance that holds it.
enum BusinessIDTable {
    static func key(_ held: HeldBusinessID, _ encoder: inout KeyEncoder) {
        encoder.begin(.businessID)
        encoder.append(held.tenant.rawValue)
        encoder.append(held.definitionKey)
        encoder.appendTail(held.businessID)
    }
}
