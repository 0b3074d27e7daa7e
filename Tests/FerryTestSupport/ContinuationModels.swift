/// Camunda 7's continuations.
extension ActivityModel {
    /// Attributes of an element that rests at these places: `asyncBefore`, `asyncAfter`.
    package static func rests(_ places: String...) -> String {
        "xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" "
            + places.map { "camunda:\($0)=\"true\"" }.joined(separator: " ")
    }

    package static func retryCycle(_ cycle: String) -> String {
        """
        <camunda:failedJobRetryTimeCycle xmlns:camunda="http://camunda.org/schema/1.0/bpmn">\(cycle)\
        </camunda:failedJobRetryTimeCycle>
        """
    }
}
