import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Messages between partitions (R96-R120), on one partition and on three: the instance, the message and those who wait
/// for it may each lie on another.
@Suite(.timeLimit(.minutes(1)))
struct MessageCases {
    private static let partitions = [1, 3]

    /// Waits for messages one after the other, each with the key `=order`.
    private func waits(_ processID: String = "p", _ events: [String] = ["paid"]) -> [UInt8] {
        let ids = events.indices.map { "wait-\($0 + 1)" }
        return Model.eventFile(
            processID, Model.start("start"),
            zip(ids, events).map { Model.catching($0, Model.message($1)) }.joined(), Model.service("after"),
            zip(["start"] + ids, ids + ["after"]).map { Model.flow($0, $1) }.joined())
    }

    private func starts(_ processID: String = "p", _ messages: String...) -> [UInt8] {
        let ids = messages.map { "on-\($0)" }
        return Model.eventFile(
            processID, zip(ids, messages).map { Model.start($0, on: Model.message($1)) }.joined(),
            Model.service("work"), ids.map { Model.flow($0, "work") }.joined())
    }

    @Test(
        "MSG-1, MSG-6, MCE-1, MCE-3: a message of no duration reaches who waits for it", arguments: Harness.allCases,
        partitions)
    func reachesWhoWaits(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let key = try await world.begin(waits(), #"{"order":"order-123"}"#)
            let subscription = try await world.subscribed(key)
            #expect(subscription.address.name == "paid" && subscription.address.correlationKey == "order-123")
            #expect(subscription.key.partition == key.partition && subscription.processID == "p")

            try await world.publish("paid", "order-123", #"{"foo":"bar"}"#)

            try await world.arrives(key, at: "after")
            #expect(try await world.tree(key).variable("foo") == #""bar""#)
            #expect(try await world.messageCount() == 0)
        }
    }

    @Test(
        "wrong names, keys and tenants reach nobody", arguments: Harness.allCases, partitions)
    func reachesNobodyElse(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let key = try await world.begin(waits(), #"{"order":"A"}"#)
            _ = try await world.subscribed(key)
            for (name, correlationKey, tenant) in [
                ("payed", "A", TenantID.default), ("paid", "a", .default), ("paid", "", .default),
                ("paid", "A", TenantID(rawValue: "other")), ("stop", "A", .default),
            ] {
                try await world.publish(name, correlationKey, tenant: tenant)
                let refusal = await rejection {
                    _ = try await world.client.correlateMessage(
                        CorrelateMessage(name: name, correlationKey: correlationKey, tenant: tenant))
                }
                #expect(refusal?.code == .notFound && refusal?.summary == ["NO_SUBSCRIPTION \(name)"])
            }
            #expect(await rejection { try await world.publish("", "A") }?.fields == ["name"])
            let refusal = await rejection { try await world.publish("paid", "A", timeToLive: -1) }
            #expect(refusal?.fields == ["time_to_live_milliseconds"])

            try await world.turnAll()

            #expect(try await world.waiting(key) == ["wait-1"])
        }
    }

    @Test(
        "MSG-4: a number as correlation key is its digits", arguments: Harness.allCases, partitions)
    func takesNumbersForText(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let key = try await world.begin(waits(), #"{"order":123}"#)
            _ = try await world.subscribed(key)

            try await world.publish("paid", "123")

            try await world.arrives(key, at: "after")
            #expect(try await world.tree(key).variable("order") == "123")
        }
    }

    @Test(
        "MSG-5, MSG-11: who comes later gets the buffered messages in their order", arguments: Harness.allCases,
        partitions)
    func takesBufferedInOrder(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            for number in 1...2 {
                try await world.publish("paid", "A", #"{"nr-\#(number)":\#(number)}"#, timeToLive: 60_000)
            }
            let one = try await world.begin(waits(), #"{"order":"A"}"#)
            try await world.arrives(one, at: "after")
            #expect(try await world.tree(one).variables.map(\.name) == ["nr-1", "order"])

            let two = try await world.begin(waits("twice", ["paid", "paid"]), #"{"order":"A"}"#)
            try await world.arrives(two, at: "after")

            #expect(try await world.tree(two).variables.map(\.name) == ["nr-1", "nr-2", "order"])
            // A message lives on for other processes.
            #expect(try await world.messageCount() == 2)
        }
    }

    @Test(
        "MSG-8, MSG-9, MSG-10: one instance of each process gets a message, the oldest first, whatever its version",
        arguments: Harness.allCases, partitions)
    func oneOfEachProcess(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let old = try await world.begin(waits("p"), #"{"order":"A"}"#)
            _ = try await world.subscribed(old)
            let new = try await world.begin(waits("p", ["paid", "stop"]), #"{"order":"A"}"#)
            _ = try await world.subscribed(new)
            let other = try await world.begin(waits("q"), #"{"order":"A"}"#)
            _ = try await world.subscribed(other)

            try await world.publish("paid", "A", #"{"nr":1}"#)
            try await world.arrives(old, at: "after")
            try await world.arrives(other, at: "after")
            #expect(try await world.waiting(new) == ["wait-1"])
            try await world.publish("paid", "A", #"{"nr":2}"#)
            try await world.arrives(new, at: "wait-2")

            #expect(try await world.tree(old).variable("nr") == "1")
            #expect(try await world.tree(other).variable("nr") == "1")
            #expect(try await world.tree(new).variable("nr") == "2")
        }
    }

    @Test(
        "MSG-24: only what still lives is taken", arguments: Harness.allCases, partitions)
    func takesWhatStillLives(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            for (x, time) in [(1, 0), (2, 10_000), (3, 20_000)] {
                try await world.publish("paid", "A", #"{"x":\#(x)}"#, timeToLive: Int64(time))
            }
            try await world.pass(milliseconds: 10_000)

            let key = try await world.begin(waits(), #"{"order":"A"}"#)
            try await world.arrives(key, at: "after")

            #expect(try await world.tree(key).variable("x") == "3")
            try await world.pass(milliseconds: 10_000)
            #expect(try await world.messageCount() == 0)
        }
    }

    @Test(
        "R97: an id tells a duplicate as long as the first one waits", arguments: Harness.allCases, partitions)
    func refusesDuplicates(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            try await world.publish("paid", "A", id: "once", timeToLive: 1_000)

            let refusal = await rejection { try await world.publish("paid", "A", id: "once", timeToLive: 1_000) }
            #expect(refusal?.code == .alreadyExists && refusal?.summary == ["MESSAGE_EXISTS message_id"])
            for (name, correlationKey, id) in [("paid", "B", "once"), ("stop", "A", "once"), ("paid", "A", "twice")] {
                try await world.publish(name, correlationKey, id: id, timeToLive: 1_000)
            }
            for _ in 1...2 { try await world.publish("paid", "A", timeToLive: 1_000) }
            #expect(try await world.messageCount() == 6)

            try await world.pass(milliseconds: 1_000)
            #expect(try await world.messageCount() == 0)
            try await world.publish("paid", "A", id: "once", timeToLive: 1_000)
        }
    }

    @Test(
        "R118 to R120: correlating answers who took the message", arguments: Harness.allCases, partitions)
    func answersWhoTookIt(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let key = try await world.begin(waits(), #"{"order":"A"}"#)
            _ = try await world.subscribed(key)
            let call = CorrelateMessage(
                name: "paid", correlationKey: "A", variables: try Variables(parsing: #"{"x":1}"#))

            let answer = try await world.client.correlateMessage(call)

            #expect(answer.processInstanceKey == key)
            #expect(try await world.active(key) == ["after"])
            let again = await rejection { _ = try await world.client.correlateMessage(call) }
            #expect(again?.code == .notFound)

            try await world.deploy(starts("s", "stop"))
            let start = CorrelateMessage(name: "stop", correlationKey: "A")
            let started = try await world.client.correlateMessage(start)
            #expect(try await world.active(started.processInstanceKey) == ["work"])
            let locked = await rejection { _ = try await world.client.correlateMessage(start) }
            #expect(locked?.code == .notFound && locked?.summary == ["START_LOCKED stop"])
        }
    }

    @Test("MCE-5, MCE-6: a cancelled instance waits no more", arguments: Harness.allCases, partitions)
    func cancelledWaitNoMore(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let gone = try await world.begin(waits(), #"{"order":"A"}"#)
            _ = try await world.subscribed(gone)
            try await world.client.cancelProcessInstance(gone)
            try await world.until { try await world.subscription(of: gone) == nil }
            let key = try await world.begin(waits(), #"{"order":"A"}"#)
            _ = try await world.subscribed(key)

            try await world.publish("paid", "A")

            try await world.arrives(key, at: "after")
        }
    }

    @Test(
        "MSGP-1, MSGP-2: each key has its partition, where messages and those who wait meet",
        arguments: Harness.allCases)
    func meetsOnThePartitionOfTheKey(harness: Harness) async throws {
        try await harness.withWorld(partitions: 3) { world in
            let definition = try await world.deployOne(waits())
            let keys = (1...3).map { partition in
                (0...).lazy.map { "key-\($0)" }.first {
                    PartitionID(forCorrelationKey: $0, of: 3) == PartitionID(UInt16(partition))
                }!
            }
            for (index, key) in keys.enumerated() {
                try await world.publish("paid", key, #"{"p":\#(index + 1)}"#, timeToLive: 60_000)
            }
            let messages = try await world.messages()
            #expect(messages.map(\.key.partition.rawValue) == [1, 2, 3])
            #expect(messages.map(\.address.correlationKey) == keys)

            for (index, key) in keys.enumerated() {
                let instance = try await world.create(definition, #"{"order":"\#(key)"}"#)
                try await world.arrives(instance, at: "after")
                #expect(try await world.tree(instance).variable("p") == "\(index + 1)")
            }
        }
    }

    // MARK: Messages that begin instances

    @Test(
        "MST-1, MST-8, MST-11: a message begins an instance on the partition of its key", arguments: Harness.allCases,
        partitions)
    func beginsInstances(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            try await world.deploy(starts("p", "paid", "stop"))

            try await world.publish("paid", "key-1", #"{"x":1}"#)
            try await world.publish("stop", "key-2", #"{"x":2}"#)
            for x in 3...4 { try await world.publish("paid", "", #"{"x":\#(x)}"#) }

            let instances = try await world.instances()
            #expect(try await world.x(of: instances) == ["1", "2", "3", "4"])
            for (instance, key) in zip(instances, ["key-1", "key-2", "", ""]) {
                #expect(instance.partition == PartitionID(forCorrelationKey: key, of: partitions))
            }
        }
    }

    @Test(
        "MST-12, MST-21: one instance of a process for each key", arguments: Harness.allCases, partitions)
    func oneInstanceForEachKey(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            try await world.deploy(starts("p", "paid", "stop"))
            try await world.publish("paid", "key-1", #"{"x":1}"#)

            try await world.publish("paid", "key-1", #"{"x":2}"#)
            try await world.publish("stop", "key-1", #"{"x":3}"#)
            try await world.publish("paid", "key-2", #"{"x":4}"#)

            #expect(try await world.x(of: try await world.instances()) == ["1", "4"])
        }
    }

    @Test(
        "MST-14, MST-16, MST-17: the next one begins when the one before ends, in the order of publishing",
        arguments: Harness.allCases, [false, true])
    func theNextBeginsAtTheEnd(harness: Harness, isCancelled: Bool) async throws {
        for partitions in Self.partitions {
            try await harness.withWorld(partitions: partitions) { world in
                try await world.deploy(starts("p", "paid", "stop"))
                for (x, name) in [(1, "paid"), (2, "paid"), (3, "stop")] {
                    try await world.publish(name, "key-1", #"{"x":\#(x)}"#, timeToLive: 60_000)
                }

                for x in 1...3 {
                    try await world.until { try await world.x(of: try await world.instances()) == ["\(x)"] }
                    let key = try #require(try await world.instances().first)
                    if isCancelled {
                        try await world.client.cancelProcessInstance(key)
                    } else {
                        try await world.complete(key, "work")
                    }
                }
                try await world.turnAll()

                #expect(try await world.instances().isEmpty)
                try await world.publish("paid", "key-1", #"{"x":4}"#)
                #expect(try await world.x(of: try await world.instances()) == ["4"])
            }
        }
    }

    @Test("MST-7, MST-19: the latest version begins", arguments: Harness.allCases, partitions)
    func theLatestVersionBegins(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            try await world.deploy(starts("p", "paid", "stop"))
            try await world.publish("paid", "key-1", timeToLive: 60_000)
            try await world.deploy(starts("p", "paid"))
            try await world.publish("paid", "key-1", timeToLive: 60_000)
            try await world.publish("paid", "key-2")
            func versions() async throws -> [Int32] {
                var versions: [Int32] = []
                for key in try await world.instances() { versions.append(try await world.tree(key).summary.version) }
                return versions.sorted()
            }
            #expect(try await versions() == [1, 2])

            for key in try await world.instances() where try await world.tree(key).summary.version == 1 {
                try await world.complete(key, "work")
            }

            try await world.until { try await versions() == [2, 2] }
        }
    }
}

extension World {
    fileprivate func publish(
        _ name: String, _ correlationKey: String, _ variables: String = "{}", id: String = "", timeToLive: Int64 = 0,
        tenant: TenantID = .default
    ) async throws {
        _ = try await client.publishMessage(
            PublishMessage(
                name: name, correlationKey: correlationKey, timeToLiveMilliseconds: timeToLive, messageID: id,
                variables: Variables(parsing: variables), tenant: tenant))
    }

    /// Waits until the partition of the correlation key knows that the instance waits.
    fileprivate func subscribed(_ key: ProcessInstanceKey) async throws -> MessageSubscriptionView {
        while true { if let found = try await subscription(of: key) { return found } }
    }

    fileprivate func subscription(of key: ProcessInstanceKey) async throws -> MessageSubscriptionView? {
        var query = ListMessageSubscriptions(processInstanceKey: key)
        repeat {
            let answer = try await client.listMessageSubscriptions(query)
            if let found = answer.subscriptions.first { return found }
            query.page.token = answer.nextPageToken
        } while !query.page.token.isEmpty
        return nil
    }

    fileprivate func arrives(_ key: ProcessInstanceKey, at element: String) async throws {
        try await until { try await self.active(key) == [element] }
    }

    /// Asks again and again, for as long as the suite's time limit allows.
    fileprivate func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await turnAll() }
    }

    fileprivate func messages() async throws -> [Message] {
        var page = Page()
        var messages: [Message] = []
        repeat {
            let answer = try await client.listMessages(ListMessages(page: page))
            messages += answer.messages
            page.token = answer.nextPageToken
        } while !page.token.isEmpty
        return messages
    }

    fileprivate func messageCount() async throws -> Int { try await messages().count }

    /// In the order in which they were published, by their variable `x`.
    fileprivate func instances() async throws -> [ProcessInstanceKey] {
        var page = Page()
        var keys: [ProcessInstanceKey] = []
        repeat {
            let answer = try await client.listProcessInstances(ListProcessInstances(page: page))
            keys += answer.instances.map(\.key)
            page.token = answer.nextPageToken
        } while !page.token.isEmpty
        var found: [(ProcessInstanceKey, String)] = []
        for key in keys { found.append((key, try await tree(key).variable("x") ?? "")) }
        return found.sorted { $0.1 < $1.1 }.map(\.0)
    }

    fileprivate func x(of keys: [ProcessInstanceKey]) async throws -> [String] {
        var values: [String] = []
        for key in keys { values.append(try await tree(key).variable("x") ?? "") }
        return values
    }
}
