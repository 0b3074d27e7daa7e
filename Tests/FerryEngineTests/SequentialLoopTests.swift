import FerryModel
import FerryTestSupport
import Testing

/// A sequential multi-instance activity goes by the items that there are when it is about to go on (Camunda 8: A126).
@Suite struct SequentialLoopTests {
    private func model(collecting: Bool) -> [UInt8] {
        ActivityModel.file(
            "p", Model.start("s"),
            ActivityModel.element(
                "serviceTask", "t", extensions: ActivityModel.job("work", retries: "=2.9"),
                ActivityModel.loop(
                    over: "=items", as: "item", collect: collecting ? "=item" : "", into: "results",
                    isSequential: true)), Model.service("after"), Model.end("e"), Model.path("s", "t", "after", "e"))
    }

    @Test(arguments: [("[1,9,8]", ["1", "9", "8"]), ("[1]", ["1"]), ("[]", ["1"]), ("[7,2]", ["1", "2"])])
    func goesOnAsLongAsThereAreItems(items: String, expected: [String]) throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(model(collecting: false)), #"{"items": [1,2]}"#)
        let first = try #require(try world.jobs("work").first)
        try world.call(
            .setVariables(
                SetVariables(scope: key.root, variables: try Variables(parsing: #"{"items": \#(items)}"#))))
        var seen = [first.variables["item"]?.text]
        try world.call(.completeJob(CompleteJob(jobKey: first.key)))

        while let job = try world.jobs("work").first {
            #expect(job.retries == 2, "a fraction of a retry does not count")
            seen.append(job.variables["item"]?.text)
            try world.call(.completeJob(CompleteJob(jobKey: job.key)))
        }

        #expect(seen == expected)
        #expect(try world.tree(key).active == ["after"])
        #expect(try world.replayed() == world.dump())
    }

    @Test func aListOfResultsStaysAsLongAsItWas() throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(model(collecting: true)), #"{"items": [1]}"#)
        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"items": [1,2]}"#))))
        for _ in 1...2 { try world.work("work") }

        #expect(try world.tree(key).incidents.map(\.type) == [.extractValueError])
    }
}
