import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Lists of jobs, incidents and instances, each narrowed by every filter it has, on pages of every size.
@Suite(.timeLimit(.minutes(1)))
struct ListTests {
    @Test(arguments: Harness.allCases)
    func listsJobsOfAllPartitionsPageByPage(harness: Harness) async throws {
        try await harness.withWorld { world in
            let fork = try await world.deployOne(Model.forkJoin("f"))
            let one = try await world.deployOne(Model.oneTask("o", task: "left"))
            let forks = try await world.createOnBoth(fork)
            let ones = try await world.createOnBoth(one)
            try await world.breakJob(ones[1], "left")
            for _ in 1...2 { _ = try await world.jobs("right", worker: "w1") }

            func jobs(_ query: ListJobs) async throws -> [String] {
                try await allPages { page in
                    var query = query
                    query.page = page
                    let answer = try await world.client.listJobs(query)
                    return (answer.jobs, answer.nextPageToken)
                }.map { "\($0.processInstanceKey.partition) \($0.elementID)" }
            }
            #expect(
                try await jobs(ListJobs()).sorted() == ["1 left", "1 left", "1 right", "2 left", "2 left", "2 right"])
            #expect(try await jobs(ListJobs(type: "right")) == ["1 right", "2 right"])
            #expect(try await jobs(ListJobs(state: .activated)) == ["1 right", "2 right"])
            #expect(try await jobs(ListJobs(state: .activatable)) == ["1 left", "1 left", "2 left"])
            #expect(try await jobs(ListJobs(state: .failed)) == ["2 left"])
            #expect(try await jobs(ListJobs(state: .errorThrown)).isEmpty)
            #expect(try await jobs(ListJobs(withoutRetries: true)) == ["2 left"])
            #expect(try await jobs(ListJobs(processInstanceKey: forks[0])).sorted() == ["1 left", "1 right"])
            #expect(try await jobs(ListJobs(definition: .key(one.key))) == ["1 left", "2 left"])
            #expect(try await jobs(ListJobs(elementID: "right", worker: "w1")) == ["1 right", "2 right"])
            #expect(try await jobs(ListJobs(worker: "nobody")).isEmpty)
            #expect(try await jobs(ListJobs(tenant: TenantID(rawValue: "other"))).isEmpty)
            let page = try await world.client.listJobs(ListJobs(state: .failed, processInstanceKey: ones[1]))
            #expect(page.jobs.first?.job.errorMessage == "broken" && page.jobs.first?.job.retries == 0)
            #expect(page.jobs.first?.processID == "o" && page.jobs.first?.version == 1)
        }
    }

    @Test(arguments: Harness.allCases)
    func listsIncidentsOfATypeAndAJob(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.begin(
                Model.file(
                    "p", Model.start("s"), Model.parallel("fork"), Model.service("a"), Model.exclusive("x"),
                    Model.manual("m"), Model.path("s", "fork", "a"), Model.flow("fork", "x"),
                    Model.flow("x", "m", when: "=1 = 2")))
            let incident = try await world.breakJob(key, "a")

            func types(_ query: ListIncidents) async throws -> [String] {
                try await world.client.listIncidents(query).incidents.map { "\($0.type)" }
            }
            #expect(try await types(ListIncidents()).sorted() == ["CONDITION_ERROR", "JOB_NO_RETRIES"])
            #expect(try await types(ListIncidents(type: .jobNoRetries)) == ["JOB_NO_RETRIES"])
            #expect(
                try await types(ListIncidents(processInstanceKey: key, type: .conditionError)) == ["CONDITION_ERROR"])
            #expect(try await types(ListIncidents(type: .calledElementError)).isEmpty)
            #expect(try await types(ListIncidents(jobKey: incident.job)) == ["JOB_NO_RETRIES"])
            #expect(try await types(ListIncidents(type: .conditionError, jobKey: incident.job)).isEmpty)
        }
    }

    @Test(arguments: Harness.allCases)
    func listsTheInstancesThatAnInstanceHasCalled(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(Model.oneTask("child"))
            let caller = Model.file(
                "caller", Model.start("s"), Model.calling("call", "child"), Model.path("s", "call"))
            let key = try await world.begin(caller)
            _ = try await world.begin(caller)
            let child = try await world.tree(key).called(by: "call")

            let called = try await world.client.listProcessInstances(ListProcessInstances(parent: key))

            #expect(called.instances.map(\.key) == [child])
            #expect(try await world.client.listProcessInstances(ListProcessInstances(parent: child)).instances.isEmpty)
        }
    }

    @Test(arguments: Harness.allCases)
    func listsVariablesByInstanceScopeNameAndValue(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                Model.file(
                    "p", Model.start("s"), Model.service("t", input: Model.input("=7", "local")),
                    Model.path("s", "t")))
            let keys = try await world.createOnBoth(definition, #"{"a":1,"b":{"c":"d"}}"#)
            let scope = try #require(try await world.tree(keys[1]).element("t")?.key)

            func found(_ query: ListVariables) async throws -> [String] {
                try await allPages { page in
                    var query = query
                    query.page = page
                    let answer = try await world.client.listVariables(query)
                    return (answer.variables, answer.nextPageToken)
                }.map { "\($0.processInstanceKey.partition) \($0.name)=\($0.value.text)" }
            }
            let first = ["1 a=1", #"1 b={"c":"d"}"#, "1 local=7"]
            let second = ["2 a=1", #"2 b={"c":"d"}"#, "2 local=7"]
            #expect(try await found(ListVariables()) == first + second)
            #expect(try await found(ListVariables(processInstanceKey: keys[1])) == second)
            #expect(try await found(ListVariables(processInstanceKey: keys[1], scope: scope)) == ["2 local=7"])
            #expect(try await found(ListVariables(scope: keys[0].root)) == ["1 a=1", #"1 b={"c":"d"}"#])
            #expect(try await found(ListVariables(name: "a")) == ["1 a=1", "2 a=1"])
            #expect(
                try await found(ListVariables(value: JSONValue(parsing: #"{ "c" : "d" }"#)))
                    == [#"1 b={"c":"d"}"#, #"2 b={"c":"d"}"#])
            #expect(try await found(ListVariables(name: "a", value: JSONValue(parsing: "7"))).isEmpty)
            #expect(try await found(ListVariables(tenant: TenantID(rawValue: "other"))).isEmpty)
        }
    }

    @Test(arguments: Harness.allCases)
    func aPageOfVariablesEndsBeforeItIsTooLong(harness: Harness) async throws {
        try await harness.withWorld { world in
            let long = "\"" + String(repeating: "x", count: 300_000) + "\""
            let key = try await world.begin(
                Model.oneTask("p"), "{" + (0..<10).map { "\"v\($0)\":\(long)" }.joined(separator: ",") + "}")

            let first = try await world.client.listVariables(ListVariables(processInstanceKey: key))
            let all = try await allPages { page in
                let answer = try await world.client.listVariables(ListVariables(processInstanceKey: key, page: page))
                return (answer.variables, answer.nextPageToken)
            }

            #expect(first.variables.count == 4)
            #expect(all.map(\.name) == (0..<10).map { "v\($0)" })
        }
    }

    @Test(arguments: Harness.allCases)
    func aPageOfJobsOrIncidentsEndsBeforeItIsTooLong(harness: Harness) async throws {
        try await harness.withWorld(partitions: 1) { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let message = String(repeating: "€", count: 9_999)
            for _ in 1...40 {
                try await world.breakJob(try await world.create(definition), "task", message: message)
            }

            let jobs = try await world.client.listJobs(ListJobs())
            let incidents = try await world.client.listIncidents(ListIncidents())

            #expect(jobs.jobs.count == 35 && !jobs.nextPageToken.isEmpty)
            #expect(incidents.incidents.count == 35 && !incidents.nextPageToken.isEmpty)
        }
    }

    @Test(arguments: Harness.allCases)
    func listsTimersTheSoonestFirst(harness: Harness) async throws {
        try await harness.withWorld { world in
            let late = try await world.begin(timer("late", "PT2H"))
            let soon = try await world.begin(timer("soon", "PT1H"))
            try await world.deploy(
                Model.eventFile(
                    "starts", Model.start("every", on: Model.every("R3/PT90M")), Model.manual("m"),
                    Model.path("every", "m")))

            func timers(_ query: ListTimers = ListTimers()) async throws -> [TimerView] {
                try await allPages { page in
                    var query = query
                    query.page = page
                    let answer = try await world.client.listTimers(query)
                    return (answer.timers, answer.nextPageToken)
                }
            }
            let all = try await timers()
            #expect(all.map(\.processID).sorted() == ["late", "soon", "starts"])
            for partition in [PartitionID(1), PartitionID(2)] {
                let due = all.filter { $0.key.partition == partition }.map(\.due)
                #expect(due == due.sorted())
            }
            let start = try #require(try await timers(ListTimers(definition: .latest(processID: "starts"))).first)
            #expect(start.processInstanceKey == nil && start.elementInstanceKey == nil && start.repetitions == 3)
            #expect(start.due == world.clock.now.advanced(byMilliseconds: 5_400_000))
            let own = try await timers(ListTimers(processInstanceKey: soon))
            #expect(own.map(\.processInstanceKey) == [soon] && own.first?.eventID == "timer")
            #expect(own.first?.due == world.clock.now.advanced(byMilliseconds: 3_600_000))
            #expect(try await timers(ListTimers(eventID: "timer")).map(\.processInstanceKey).contains(late))
            #expect(try await timers(ListTimers(tenant: TenantID(rawValue: "other"))).isEmpty)
        }
    }

    private func timer(_ processID: String, _ duration: String) -> [UInt8] {
        Model.eventFile(
            processID, Model.start("s"), Model.catching("timer", Model.after(duration)), Model.path("s", "timer"))
    }

    @Test(arguments: Harness.allCases)
    func listsMessagesAndThoseWhoWaitForOne(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("s"), Model.catching("wait", Model.message("paid")), Model.path("s", "wait")),
                #"{"order":"A"}"#)
            for (name, correlationKey, time) in [("paid", "B", 9_000), ("paid", "C", 1_000), ("stop", "B", 9_000)] {
                _ = try await world.client.publishMessage(
                    PublishMessage(
                        name: name, correlationKey: correlationKey, timeToLiveMilliseconds: Int64(time),
                        messageID: "id-\(name)", variables: Variables(parsing: #"{"x":1}"#)))
            }

            func messages(_ query: ListMessages = ListMessages()) async throws -> [String] {
                try await allPages { page in
                    var query = query
                    query.page = page
                    let answer = try await world.client.listMessages(query)
                    return (answer.messages, answer.nextPageToken)
                }.map { "\($0.address.name) \($0.address.correlationKey) \($0.id) \($0.variables.text)" }.sorted()
            }
            let (b, c, stop) = (#"paid B id-paid {"x":1}"#, #"paid C id-paid {"x":1}"#, #"stop B id-stop {"x":1}"#)
            #expect(try await messages() == [b, c, stop])
            #expect(try await messages(ListMessages(name: "paid")) == [b, c])
            #expect(try await messages(ListMessages(correlationKey: "B")) == [b, stop])
            #expect(try await messages(ListMessages(name: "paid", correlationKey: "B")) == [b])
            #expect(try await messages(ListMessages(tenant: TenantID(rawValue: "other"))).isEmpty)
            try await world.pass(milliseconds: 1_000)
            #expect(try await messages() == [b, stop])

            func waiting(_ query: ListMessageSubscriptions) async throws -> [ProcessInstanceKey] {
                try await allPages { page in
                    var query = query
                    query.page = page
                    let answer = try await world.client.listMessageSubscriptions(query)
                    return (answer.subscriptions, answer.nextPageToken)
                }.map(\.processInstanceKey)
            }
            try await world.until(key) { $0.contains { $0.kind == "EVENT_SUBSCRIBED" } }
            try await world.turnAll()
            #expect(try await waiting(ListMessageSubscriptions()) == [key])
            #expect(try await waiting(ListMessageSubscriptions(name: "paid", correlationKey: "A")) == [key])
            #expect(try await waiting(ListMessageSubscriptions(processInstanceKey: key)) == [key])
            for empty in [
                ListMessageSubscriptions(name: "stop"), ListMessageSubscriptions(correlationKey: "B"),
                ListMessageSubscriptions(processInstanceKey: 1),
                ListMessageSubscriptions(tenant: TenantID(rawValue: "other")),
            ] {
                #expect(try await waiting(empty).isEmpty)
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func refusesWhatIsNotThereAndPagesThatCannotBeRead(harness: Harness) async throws {
        try await harness.withWorld { world in
            let client = world.client
            let gone = ProcessInstanceKey(partition: PartitionID(1), counter: 99)
            let elsewhere = ProcessInstanceKey(partition: PartitionID(9), counter: 1)
            let unknown: [(StatusCode, () async throws -> Void)] = [
                (.notFound, { _ = try await client.listJobs(ListJobs(processInstanceKey: gone)) }),
                (.notFound, { _ = try await client.listJobs(ListJobs(processInstanceKey: elsewhere)) }),
                (.notFound, { _ = try await client.listJobs(ListJobs(definition: .latest(processID: "none"))) }),
                (.notFound, { _ = try await client.listVariables(ListVariables(processInstanceKey: gone)) }),
                (.notFound, { _ = try await client.listTimers(ListTimers(definition: .latest(processID: "none"))) }),
            ]
            for (code, call) in unknown { #expect(await rejection { try await call() }?.code == code) }
            for token in ["x", "3:", "1:x", "1:1/x", "1:-5/0/", "1:0/9/x"] {
                let page = Page(token: Array(token.utf8))
                #expect(
                    await rejection { _ = try await client.listJobs(ListJobs(page: page)) }?.fields == ["page_token"])
                for list in [
                    { _ = try await client.listVariables(ListVariables(page: page)) },
                    { _ = try await client.listMessageSubscriptions(ListMessageSubscriptions(page: page)) },
                    { _ = try await client.listTimers(ListTimers(page: page)) },
                ] as [() async throws -> Void] {
                    #expect(await rejection { try await list() }?.fields == ["page_token"])
                }
            }
        }
    }

    /// Everything, by pages of one, which must be the same as by pages of the usual size.
    private func allPages<Element: Equatable>(
        _ fetch: (Page) async throws -> ([Element], [UInt8])
    ) async throws -> [Element] {
        var lists: [[Element]] = []
        for size in [Int32(1), 0] {
            var page = Page(size: size)
            var all: [Element] = []
            repeat {
                let (elements, token) = try await fetch(page)
                #expect(size == 0 || elements.count <= size)
                all += elements
                page.token = token
            } while !page.token.isEmpty
            lists.append(all)
        }
        #expect(lists[0] == lists[1])
        return lists[0]
    }
}

extension Variables {
    fileprivate var text: String { String(decoding: json, as: UTF8.self) }
}
