import FerrySimulation
import Testing

@Suite("Drawn models")
struct ModelTests {
    @Test("may all be deployed, and hold every element")
    func deploy() {
        let trial = ModelTrial(seed: 1, models: 120)

        #expect(trial.drawn == 480)
        #expect(trial.refusals.isEmpty, "\(trial.refusals.first ?? "")")
        for kind in [
            "PROCESS", "START_EVENT", "END_EVENT", "TASK", "MANUAL_TASK", "SERVICE_TASK", "SEND_TASK", "SCRIPT_TASK",
            "BUSINESS_RULE_TASK", "USER_TASK", "RECEIVE_TASK", "CALL_ACTIVITY", "SUB_PROCESS", "EVENT_SUB_PROCESS",
            "TRANSACTION", "AD_HOC_SUB_PROCESS", "EXCLUSIVE_GATEWAY", "PARALLEL_GATEWAY", "INCLUSIVE_GATEWAY",
            "EVENT_BASED_GATEWAY",
            "INTERMEDIATE_CATCH_EVENT", "INTERMEDIATE_THROW_EVENT", "BOUNDARY_EVENT",
        ] {
            #expect(trial.kinds[kind, default: 0] > 5, "\(kind)")
        }
    }
}
