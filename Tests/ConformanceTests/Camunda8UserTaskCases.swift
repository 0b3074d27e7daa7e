import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// User tasks as Camunda 8's own tests list them. Each name begins with the cases it answers; where Ferry decides
/// otherwise the name says so.
@Suite(.timeLimit(.minutes(1)))
struct Camunda8UserTaskCases {
    private static let date = "2026-02-28T13:10:00+01:00"
    private static let variables = #"{"user":"alice","none":null,"blank":"","users":["jack","rose"],"day":"\#(date)"}"#

    struct Setting: Sendable {
        let `case`: String
        let extensions: String
        /// Header without its prefix, and value; nothing for a job without one.
        var header: [String] = []
        var assignee = ""
        var groups: [String] = []
        var users: [String] = []
        var due = ""
        var followUp = ""
    }

    static let settings: [Setting] = [
        Setting(
            case: "JUT-8, NUT-9", extensions: Model.assignment(#"assignee="alice""#), header: ["assignee", "alice"],
            assignee: "alice"),
        Setting(
            case: "JUT-9, NUT-10", extensions: Model.assignment(#"assignee="1234567891011121314""#),
            header: ["assignee", "1234567891011121314"], assignee: "1234567891011121314"),
        Setting(
            case: "JUT-10, NUT-11", extensions: Model.assignment(#"assignee="=user""#), header: ["assignee", "alice"],
            assignee: "alice"),
        Setting(case: "JUT-11, NUT-12", extensions: Model.assignment(#"assignee="=blank""#)),
        Setting(
            case: "JUT-13, NUT-14", extensions: Model.assignment(#"candidateGroups="=users""#),
            header: ["candidateGroups", #"["jack","rose"]"#], groups: ["jack", "rose"]),
        Setting(
            case: "JUT-14, NUT-15", extensions: Model.assignment(#"candidateUsers="jack, rose""#),
            header: ["candidateUsers", #"["jack","rose"]"#], users: ["jack", "rose"]),
        Setting(
            case: "JUT-15, NUT-16", extensions: Model.assignment(#"candidateUsers="=users""#),
            header: ["candidateUsers", #"["jack","rose"]"#], users: ["jack", "rose"]),
        Setting(
            case: "JUT-16, NUT-17", extensions: Model.schedule("dueDate=\"\(date)\""), header: ["dueDate", date],
            due: date),
        Setting(case: "JUT-18, NUT-19", extensions: Model.schedule(#"dueDate="""#)),
        Setting(case: "JUT-19, NUT-20", extensions: Model.schedule(#"dueDate="=blank""#)),
        Setting(case: "JUT-20, NUT-21", extensions: Model.schedule(#"dueDate="=none""#)),
        Setting(
            case: "a date in a variable", extensions: Model.schedule(#"dueDate="=day""#), header: ["dueDate", date],
            due: date),
        Setting(
            case: "a date computed",
            extensions: Model.schedule(#"dueDate="=date and time(day) + duration(&quot;P1D&quot;)""#),
            header: ["dueDate", "2026-03-01T13:10:00+01:00"], due: "2026-03-01T13:10:00+01:00"),
        Setting(
            case: "JUT-21, NUT-22", extensions: Model.schedule("followUpDate=\"\(date)\""),
            header: ["followUpDate", date], followUp: date),
        Setting(case: "JUT-23, NUT-24", extensions: Model.schedule(#"followUpDate="""#)),
        Setting(case: "JUT-24, NUT-25", extensions: Model.schedule(#"followUpDate="=blank""#)),
        Setting(case: "JUT-25, NUT-26", extensions: Model.schedule(#"followUpDate="=none""#)),
    ]

    @Test("JUT-8 to JUT-25: settings of a user task that is a job reach its worker", arguments: Harness.allCases)
    func settingsOfAJob(harness: Harness) async throws {
        try await harness.withWorld { world in
            for setting in Self.settings {
                let definition = try await world.deployOne(
                    Model.oneUserTask("p", isNative: false, setting.extensions))
                let key = try await world.create(definition, Self.variables)

                let job = try #require(
                    try await world.jobs("io.camunda.zeebe:userTask").first { $0.processInstanceKey == key })

                let expected =
                    setting.header.isEmpty
                    ? [] : [ActivatedJob.Header(key: "io.camunda.zeebe:\(setting.header[0])", value: setting.header[1])]
                #expect(job.headers == expected, "\(setting.case)")
                #expect(job.retries == 1)
                try await world.client.completeJob(CompleteJob(jobKey: job.key))
                #expect(try await !world.isRunning(key))
            }
        }
    }

    @Test("NUT-9 to NUT-27: settings of a native user task", arguments: Harness.allCases)
    func settingsOfANativeTask(harness: Harness) async throws {
        try await harness.withWorld { world in
            for setting in Self.settings {
                let definition = try await world.deployOne(Model.oneUserTask("p", setting.extensions))
                let key = try await world.create(definition, Self.variables)

                let element = try #require(try await world.tree(key).element("task"))
                let task = try #require(element.userTask)

                #expect(element.job == nil && element.state == .activated)
                #expect(task.createdAt.milliseconds > 0)
                #expect(
                    task
                        == UserTask(
                            assignee: setting.assignee, candidateGroups: setting.groups, candidateUsers: setting.users,
                            dueDate: setting.due, followUpDate: setting.followUp, createdAt: task.createdAt),
                    "\(setting.case)")
            }
        }
    }

    @Test("NUT-4 to NUT-7: headers, external forms and a form key beside one", arguments: Harness.allCases)
    func headersAndForms(harness: Harness) async throws {
        try await harness.withWorld { world in
            let headers = "<zeebe:taskHeaders>\(Model.header("a", "b"))\(Model.header("c", "d"))</zeebe:taskHeaders>"
            let forms: [(String, String)] = [
                (Model.externalForm("https://forms/1"), "https://forms/1"), (Model.externalForm("=user"), "alice"),
                (#"<zeebe:formDefinition formKey="k" externalReference="x"/>"#, "x"),
            ]
            for (form, reference) in forms {
                let definition = try await world.deployOne(Model.oneUserTask("p", headers + form))
                let key = try await world.create(definition, Self.variables)

                let task = try #require(try await world.tree(key).element("task")?.userTask)

                #expect(task.externalFormReference == reference)
                #expect(task.headers == [.init(key: "a", value: "b"), .init(key: "c", value: "d")])
            }
        }
    }

    @Test("NUT-2, UTA-7: a task belongs to its tenant", arguments: Harness.allCases)
    func tenants(harness: Harness) async throws {
        try await harness.withWorld { world in
            let acme = TenantID(rawValue: "acme")
            let definition = try #require(try await world.deploy(Model.oneUserTask("p"), tenant: acme).first)
            let key = try await world.client.createProcessInstance(
                CreateProcessInstance(definition: .key(definition.key), tenant: acme)
            ).processInstanceKey

            let mine = try await world.userTasks(ListUserTasks(tenant: acme))

            #expect(mine.map(\.processInstanceKey) == [key] && mine.map(\.tenant) == [acme])
            #expect(try await world.userTasks(ListUserTasks()).isEmpty)
        }
    }

    @Test("UTA-1 to UTA-6: assigning, unassigning, actions", arguments: Harness.allCases)
    func assignment(harness: Harness) async throws {
        try await harness.withWorld { world in
            let (key, task) = try await world.openTask()

            try await world.client.assignUserTask(AssignUserTask(userTaskKey: task, assignee: "foo"))
            #expect(try await world.client.getUserTask(task).task.assignee == "foo")
            try await world.client.assignUserTask(
                AssignUserTask(userTaskKey: task, assignee: "bar", action: "customAction"))
            try await world.client.assignUserTask(AssignUserTask(userTaskKey: task, assignee: ""))

            #expect(try await world.client.getUserTask(task).task.assignee == "")
            let assigned = try await world.history(of: key).filter { $0.kind == "USER_TASK_ASSIGNED" }
            #expect(
                assigned.map(\.details.text) == [
                    #"{"userTaskKey":"\#(task)","assignee":"foo","action":"assign"}"#,
                    #"{"userTaskKey":"\#(task)","assignee":"bar","action":"customAction"}"#,
                    #"{"userTaskKey":"\#(task)","assignee":"","action":"unassign"}"#,
                ])
            try await world.client.completeUserTask(CompleteUserTask(userTaskKey: task))
            let refusal = await rejection {
                try await world.client.assignUserTask(AssignUserTask(userTaskKey: task, assignee: "foo"))
            }
            #expect(refusal?.code == .notFound && refusal?.summary == ["USER_TASK_NOT_FOUND"])
        }
    }

    @Test(
        "NUT-29, activities/UTC-1, 3, 6, 8, commands/UTC-9, 11, UTC-14, 16: a task is claimed by one",
        arguments: Harness.allCases)
    func claims(harness: Harness) async throws {
        try await harness.withWorld { world in
            let (key, task) = try await world.openTask()
            func claim(_ assignee: String) async throws {
                try await world.client.assignUserTask(
                    AssignUserTask(userTaskKey: task, assignee: assignee, allowOverride: false))
            }

            try await claim("foo")
            try await claim("foo")
            let bySomebodyElse = await rejection { try await claim("bar") }

            #expect(
                bySomebodyElse?.code == .failedPrecondition && bySomebodyElse?.summary == ["USER_TASK_ASSIGNED task"])
            #expect(try await world.client.getUserTask(task).task.assignee == "foo")
            let events = try await world.history(of: key).filter { $0.kind == "USER_TASK_ASSIGNED" }
            #expect(events.count == 2 && events.allSatisfy { $0.details.text.contains(#""action":"claim""#) })
        }
    }

    @Test(
        "activities/UTC-4, 7, UTC-12, decided otherwise: a claim for nobody is an INVALID_ARGUMENT",
        arguments: Harness.allCases, ["", "foo"])
    func claimForNobody(harness: Harness, assignee: String) async throws {
        try await harness.withWorld { world in
            let (_, task) = try await world.openTask()
            try await world.client.assignUserTask(AssignUserTask(userTaskKey: task, assignee: assignee))

            let refusal = await rejection {
                try await world.client.assignUserTask(
                    AssignUserTask(userTaskKey: task, assignee: "", allowOverride: false))
            }

            #expect(refusal?.code == .invalidArgument && refusal?.fields == ["assignee"])
            #expect(try await world.client.getUserTask(task).task.assignee == assignee)
        }
    }

    @Test("UTU-2, UTU-5: an update writes what it names", arguments: Harness.allCases)
    func updates(harness: Harness) async throws {
        try await harness.withWorld { world in
            let (key, task) = try await world.openTask(
                Model.assignment(#"candidateGroups="g" candidateUsers="u""#)
                    + Model.schedule("dueDate=\"\(Self.date)\" followUpDate=\"\(Self.date)\"") + Model.priority("7"))
            func update(_ change: UpdateUserTask) async throws -> UserTask {
                try await world.client.updateUserTask(change)
                return try await world.client.getUserTask(task).task
            }
            var expected = try await world.client.getUserTask(task).task
            #expect(expected.priority == 7)

            expected.candidateUsers = ["a", "b"]
            #expect(try await update(UpdateUserTask(userTaskKey: task, candidateUsers: ["a", "b"])) == expected)
            expected.dueDate = ""
            #expect(try await update(UpdateUserTask(userTaskKey: task, dueDate: "", action: "later")) == expected)
            expected.candidateGroups = []
            expected.followUpDate = "2027-01-01T00:00:00Z"
            expected.priority = 0
            #expect(
                try await update(
                    UpdateUserTask(
                        userTaskKey: task, candidateGroups: [], followUpDate: "2027-01-01T00:00:00Z", priority: 0))
                    == expected)
            #expect(try await update(UpdateUserTask(userTaskKey: task, action: "looked at")) == expected)

            let events = try await world.history(of: key).filter { $0.kind == "USER_TASK_UPDATED" }.map(\.details.text)
            #expect(events.count == 4)
            #expect(events[1].hasSuffix(#""changedAttributes":["dueDate"],"action":"later"}"#))
            #expect(
                events[2].hasSuffix(
                    #""changedAttributes":["candidateGroupsList","followUpDate","priority"],"action":"update"}"#))
        }
    }

    @Test("UTU-6, UTU-7, decided otherwise: a date must be one, or nothing changes", arguments: Harness.allCases)
    func updatesToWhatCannotBe(harness: Harness) async throws {
        try await harness.withWorld { world in
            let (_, task) = try await world.openTask(Model.schedule("dueDate=\"\(Self.date)\""))
            let before = try await world.client.getUserTask(task).task

            let dates = await rejection {
                try await world.client.updateUserTask(
                    UpdateUserTask(userTaskKey: task, dueDate: "abc", followUpDate: "2026-01-01"))
            }
            let priority = await rejection {
                try await world.client.updateUserTask(UpdateUserTask(userTaskKey: task, dueDate: "", priority: 101))
            }

            #expect(dates?.code == .invalidArgument && dates?.fields == ["due_date", "follow_up_date"])
            #expect(priority?.code == .invalidArgument && priority?.fields == ["priority"])
            #expect(try await world.client.getUserTask(task).task == before)
        }
    }

    @Test(
        "NUT-30, UTU-1, UTU-8, decided otherwise: an update that names nothing is refused; in Camunda it empties all",
        arguments: Harness.allCases)
    func emptyUpdate(harness: Harness) async throws {
        try await harness.withWorld { world in
            let (_, task) = try await world.openTask(Model.assignment(#"candidateGroups="g""#))

            let refusal = await rejection {
                try await world.client.updateUserTask(UpdateUserTask(userTaskKey: task))
            }

            #expect(refusal?.code == .invalidArgument && refusal?.fields == ["changed"])
            #expect(try await world.client.getUserTask(task).task.candidateGroups == ["g"])
        }
    }

    @Test("NUT-1, NUT-31, NUT-32: a completed task writes its variables and goes on", arguments: Harness.allCases)
    func completion(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                Model.file(
                    "p", Model.start("s"), Model.userTask("task"), Model.service("after"), Model.end("e"),
                    Model.path("s", "task", "after", "e")))
            let key = try await world.create(definition)
            let task = try #require(try await world.tree(key).element("task")).key

            try await world.client.completeUserTask(
                CompleteUserTask(userTaskKey: task, variables: try Variables(parsing: #"{"foo":"bar"}"#)))

            let tree = try await world.tree(key)
            #expect(tree.active == ["after"] && tree.variable("foo") == #""bar""#)
            let kinds = try await world.history(of: key).filter { $0.details.text.contains("\"\(task)\"") }.map(\.kind)
            #expect(
                kinds == [
                    "ELEMENT_ACTIVATING", "ELEMENT_ACTIVATED", "USER_TASK_CREATED", "USER_TASK_COMPLETED",
                    "ELEMENT_COMPLETING", "ELEMENT_COMPLETED",
                ])
            let again = await rejection {
                try await world.client.completeUserTask(CompleteUserTask(userTaskKey: task))
            }
            #expect(again?.code == .notFound)
        }
    }

    @Test("UTU-3: a key that names no open task", arguments: Harness.allCases)
    func unknownKeys(harness: Harness) async throws {
        try await harness.withWorld { world in
            let job = try await world.create(try await world.deployOne(Model.oneTask("p")))
            let service = try #require(try await world.tree(job).element("task")).key
            for key in [service, ElementInstanceKey(partition: PartitionID(1), counter: 1 << 40)] {
                let calls: [() async throws -> Void] = [
                    { try await world.client.updateUserTask(UpdateUserTask(userTaskKey: key, priority: 1)) },
                    { try await world.client.assignUserTask(AssignUserTask(userTaskKey: key, assignee: "a")) },
                    { try await world.client.completeUserTask(CompleteUserTask(userTaskKey: key)) },
                    { _ = try await world.client.getUserTask(key) },
                ]
                for call in calls {
                    let refusal = await rejection { try await call() }
                    #expect(refusal?.code == .notFound && refusal?.summary == ["USER_TASK_NOT_FOUND"])
                }
            }
        }
    }

    @Test("lists go through both partitions and obey every filter", arguments: Harness.allCases)
    func lists(harness: Harness) async throws {
        try await harness.withWorld { world in
            let first = try await world.deployOne(
                Model.oneUserTask("p", Model.assignment(#"assignee="=who" candidateGroups="g, h" candidateUsers="u""#)))
            let second = try await world.deployOne(Model.oneUserTask("q"))
            let keys = try await world.createOnBoth(first, #"{"who":"alice"}"#)
            let others = try await world.createOnBoth(second)

            func instances(_ query: ListUserTasks) async throws -> [ProcessInstanceKey] {
                try await world.userTasks(query).map(\.processInstanceKey).sorted()
            }
            for size in [Int32(1), 3, 0] {
                #expect(try await instances(ListUserTasks(page: Page(size: size))) == (keys + others).sorted())
            }
            #expect(try await instances(ListUserTasks(assignee: "alice")) == keys)
            #expect(try await instances(ListUserTasks(assignee: "bob")).isEmpty)
            #expect(try await instances(ListUserTasks(candidateGroup: "h")) == keys)
            #expect(try await instances(ListUserTasks(candidateUser: "u", state: .assigned)) == keys)
            #expect(try await instances(ListUserTasks(candidateUser: "g")).isEmpty)
            #expect(try await instances(ListUserTasks(state: .unassigned)) == others)
            #expect(try await instances(ListUserTasks(definition: .key(second.key))) == others)
            #expect(try await instances(ListUserTasks(processInstanceKey: keys[1])) == [keys[1]])
            #expect(
                try await instances(ListUserTasks(processInstanceKey: keys[1], definition: .key(second.key))).isEmpty)
            let unknown = await rejection {
                _ = try await world.userTasks(ListUserTasks(processInstanceKey: ProcessInstanceKey(1 << 51 | 99_999)))
            }
            #expect(unknown?.code == .notFound)
        }
    }
}

extension World {
    /// An instance that stands at one native user task.
    fileprivate func openTask(_ extensions: String = "") async throws -> (ProcessInstanceKey, ElementInstanceKey) {
        let key = try await create(try await deployOne(Model.oneUserTask("p", extensions)))
        return (key, try #require(try await tree(key).element("task")).key)
    }

    /// All pages.
    fileprivate func userTasks(_ query: ListUserTasks) async throws -> [UserTaskView] {
        var query = query
        var tasks: [UserTaskView] = []
        repeat {
            let page = try await client.listUserTasks(query)
            tasks += page.userTasks
            query.page.token = page.nextPageToken
        } while !query.page.token.isEmpty
        return tasks
    }
}
