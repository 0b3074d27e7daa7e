/// Ad-hoc subprocesses.
extension ActivityModel {
    /// `active` is FEEL, without `=`; a job type makes it a worker's.
    package static func adHoc(
        _ id: String = "ah", active: String = "", job: String = "", results: (String, String)? = nil,
        until condition: String = "", cancelsRemaining: Bool = true, extensions: String = "", _ parts: String...
    ) -> String {
        let output = results.map { " outputCollection=\"\($0.0)\" outputElement=\"=\($0.1)\"" } ?? ""
        let settings = active.isEmpty ? "" : " activeElementsCollection=\"=\(active)\""
        let adHoc = output.isEmpty && settings.isEmpty ? "" : "<zeebe:adHoc\(settings)\(output)/>"
        let completion = condition.isEmpty ? "" : "<bpmn:completionCondition>=\(condition)</bpmn:completionCondition>"
        return element(
            "adHocSubProcess", id, cancelsRemaining ? "" : "cancelRemainingInstances=\"false\"",
            extensions: adHoc + (job.isEmpty ? "" : self.job(job)) + extensions, completion + parts.joined())
    }

    /// start, an ad-hoc subprocess, `after`, end.
    package static func around(_ adHoc: String, id: String = "ah", beside: String = "") -> [UInt8] {
        file(
            "p",
            declaring: """
                <bpmn:error id="oops" errorCode="oops"/><bpmn:signal id="alarm" name="alarm"/>
                """, Model.start("s"), adHoc, Model.service("after"), Model.end("e"), Model.path("s", id, "after", "e"),
            beside)
    }
}
