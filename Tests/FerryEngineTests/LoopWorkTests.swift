import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// What a giant multi-instance activity costs, counted in rows and bytes.
@Suite struct LoopWorkTests {
    private func model(isSequential: Bool) -> [UInt8] {
        ActivityModel.file(
            "p", Model.start("s"),
            ActivityModel.element(
                "serviceTask", "t", extensions: ActivityModel.job("work"),
                ActivityModel.loop(
                    over: "=items", as: "item", collect: "=item", into: "results", isSequential: isSequential)),
            Model.service("after"), Model.end("e"), Model.path("s", "t", "after", "e"))
    }

    private func items(_ count: Int) -> String {
        "[" + (0..<count).map { "\(100_000 + $0)" }.joined(separator: ",") + "]"
    }

    @Test func completingAnInstanceCostsTheSameHoweverManyThereAre() throws {
        let (few, many) = (try costOfCompleting(items: 100), try costOfCompleting(items: 800))

        #expect(few.rowsWritten == many.rowsWritten)
        #expect(few.rowsRead == many.rowsRead)
        #expect(abs(few.bytesWritten - many.bytesWritten) <= 16, "keys and counts differ by some digits")
    }

    private func costOfCompleting(items count: Int) throws -> CountingStore.Work {
        let store = CountingStore()
        let world = try EngineWorld(over: store, cachedElements: 10_000)
        _ = try world.create(
            try world.deploy(model(isSequential: false)), #"{"items":\#(items(count))}"#)
        let jobs = try world.call(
            .activateJobs(
                ActivateJobs(
                    type: "work", worker: "w", timeoutMilliseconds: 60_000, maxJobs: 60, fetchVariables: ["item"])))
        guard case .activateJobs(let answer) = jobs else { throw EngineWorld.Unexpected() }
        for job in answer.jobs.dropLast() { try world.call(.completeJob(CompleteJob(jobKey: job.key))) }
        try world.state.commit()

        store.reset()
        try world.call(.completeJob(CompleteJob(jobKey: try #require(answer.jobs.last).key)))
        try world.state.commit()
        return store.work
    }

    @Test func theWholeActivityWritesSoMuchForEachItem() throws {
        let work = try [200, 400, 800].map { count in
            let store = CountingStore()
            let world = try EngineWorld(over: store, cachedElements: 10_000)
            let key = try world.create(
                try world.deploy(model(isSequential: false)), #"{"items":\#(items(count))}"#)
            var done = 0
            while done < count {
                let answer = try world.call(
                    .activateJobs(
                        ActivateJobs(
                            type: "work", worker: "w", timeoutMilliseconds: 60_000, maxJobs: 100,
                            fetchVariables: ["item"])))
                guard case .activateJobs(let activated) = answer else { throw EngineWorld.Unexpected() }
                for job in activated.jobs { try world.call(.completeJob(CompleteJob(jobKey: job.key))) }
                try world.state.commit()
                done += activated.jobs.count
            }
            let results = try world.tree(key).variables.first { $0.name == "results" }
            #expect(results?.value.text == items(count))
            return store.work
        }

        let (step, next) = (work[1].bytesWritten - work[0].bytesWritten, work[2].bytesWritten - work[1].bytesWritten)
        #expect(next < step * 5 / 2, "twice as many items, twice as many bytes")
        #expect(work[2].rowsWritten - work[1].rowsWritten < (work[1].rowsWritten - work[0].rowsWritten) * 5 / 2)
    }

    @Test func aGiantListIsReadBackAsItWas() throws {
        let world = try EngineWorld(cachedElements: 1)
        let key = try world.create(
            try world.deploy(model(isSequential: false)), #"{"items":\#(items(70))}"#)
        for job in try world.jobs("work", max: 70).reversed() {
            try world.call(.completeJob(CompleteJob(jobKey: job.key)))
            #expect(try world.replayed() == world.dump())
        }

        #expect(try world.tree(key).variables.first { $0.name == "results" }?.value.text == items(70))
    }
}
