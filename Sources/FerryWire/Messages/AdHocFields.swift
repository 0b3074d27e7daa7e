import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    private static let activitiesMax = 1_000

    mutating func activateAdHocActivities(_ call: CActivateAdHocActivitiesRequest) -> ActivateAdHocActivities {
        if unsafe call.n_activities == 0 { missing("activities") }
        return unsafe ActivateAdHocActivities(
            adHocInstanceKey: key(call.ad_hoc_instance_key, "ad_hoc_instance_key"),
            activities: list(call.n_activities, call.activities, "activities", atMost: Self.activitiesMax) {
                unsafe $0.activation($1)
            })
    }

    mutating func adHocResult(_ result: CAdHocResult) -> AdHocResult {
        unsafe AdHocResult(
            activities: list(result.n_activities, result.activities, "activities", atMost: Self.activitiesMax) {
                unsafe $0.activation($1)
            },
            isFulfilled: result.fulfilled != 0, cancelsRemaining: result.cancels_remaining != 0)
    }

    private mutating func activation(_ activation: CAdHocActivation) -> AdHocActivation {
        unsafe AdHocActivation(
            elementID: requiredText(activation.element_id, "element_id"),
            variables: variables(activation.variables, "variables", atMost: Self.variablesMax))
    }
}

extension FieldWriter {
    func activateAdHocActivities(_ call: ActivateAdHocActivities) -> CActivateAdHocActivitiesRequest {
        unsafe CActivateAdHocActivitiesRequest(
            base: CActivateAdHocActivitiesRequest.head, ad_hoc_instance_key: call.adHocInstanceKey.rawValue,
            n_activities: call.activities.count, activities: list(call.activities) { unsafe $0.activation($1) })
    }

    func adHocResult(_ result: AdHocResult) -> CAdHocResult {
        unsafe CAdHocResult(
            base: CAdHocResult.head, n_activities: result.activities.count,
            activities: list(result.activities) { unsafe $0.activation($1) }, fulfilled: result.isFulfilled ? 1 : 0,
            cancels_remaining: result.cancelsRemaining ? 1 : 0)
    }

    private func activation(_ activation: AdHocActivation) -> CAdHocActivation {
        unsafe CAdHocActivation(
            base: CAdHocActivation.head, element_id: text(activation.elementID),
            variables: variables(activation.variables))
    }
}
