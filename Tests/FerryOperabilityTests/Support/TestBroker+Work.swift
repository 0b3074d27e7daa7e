import FerryBroker
import FerryModel
import FerryTestSupport

extension TestBroker {
    /// Leaves something in every table: large and small instances, jobs in every state, incidents, recorded answers.
    func keepBusy() async throws {
        let small = try await deploy(Model.oneTask("small"))
        let wide = try await deploy(Self.wideModel)
        var keys: [ProcessInstanceKey] = []
        for _ in 0..<12 { keys.append(try await create(small)) }
        for _ in 0..<2 { try await create(wide) }
        let jobs = try await jobs("task", max: 5)
        try await call(.failJob(FailJob(jobKey: jobs[0].key, retries: 0, message: "broken")))
        try await call(
            .failJob(FailJob(jobKey: jobs[1].key, retries: 1, backoffMilliseconds: 60_000, message: "later")))
        try await call(.completeJob(CompleteJob(jobKey: jobs[2].key, variables: Variables())))
        if let other = keys.first(where: { key in !jobs.contains { $0.processInstanceKey == key } }) {
            try await call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: other)))
        }
        try await once(
            .createProcessInstance(CreateProcessInstance(definition: .key(small.key), variables: Variables())))
    }

    private static var wideModel: [UInt8] {
        let tasks = (0..<40).map { "t\($0)" }
        return Model.file(
            "wide", Model.start("start"), Model.parallel("fork"),
            tasks.map { Model.service($0, type: "wide") }.joined(separator: "\n"), Model.path("start", "fork"),
            tasks.map { Model.flow("fork", $0) }.joined(separator: "\n"))
    }
}
