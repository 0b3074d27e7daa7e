import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Execution listeners (Camunda 8: A139-A148). Names begin with the case they answer.
@Suite(.timeLimit(.minutes(1)))
struct ListenerTests {
    private static let four = ActivityModel.listeners(
        ("start", "s1"), ("start", "s2"), ("end", "e1"), ("end", "e2"))

    private func model(_ element: String, _ id: String = "x", declaring: String = "", beside: String = "") -> [UInt8] {
        ActivityModel.file(
            "p", declaring: declaring, Model.start("s"), element, Model.service("after"), Model.end("e"),
            Model.path("s", id, "after", "e"), beside)
    }

    private func service(_ listeners: String, type: String = "work", mappings: String = "") -> String {
        ActivityModel.element(
            "serviceTask", "x",
            extensions: ActivityModel.job(type) + listeners
                + (mappings.isEmpty ? "" : ActivityModel.mappings(mappings)))
    }

    @Test("ELK-1, ELE-1: listeners of an element run one after the other around it", arguments: Harness.allCases)
    func order(harness: Harness) async throws {
        let job = ActivityModel.job("work")
        let inside = Model.start("i") + Model.service("work") + Model.end("o") + Model.path("i", "work", "o")
        let cases: [(String, String, String)] = [
            ("serviceTask", job, ""), ("sendTask", job, ""), ("businessRuleTask", job, ""), ("scriptTask", job, ""),
            ("subProcess", "", inside), ("transaction", "", inside),
            ("callActivity", ActivityModel.called("child"), ""),
            ("task", "", ""), ("manualTask", "", ""), ("scriptTask", ActivityModel.script("=1", "r"), ""),
            ("intermediateThrowEvent", "", ""),
        ]
        try await harness.withWorld { world in
            try await world.deploy(ActivityModel.file("child", inside))
            for (kind, extensions, inside) in cases {
                let file = model(
                    ActivityModel.element(kind, "x", extensions: extensions + Self.four, inside))
                let key = try await world.create(try await world.deployOne(file))
                for type in ["s1", "s2"] {
                    #expect(try await world.tree(key).element("x")?.state == .activating, "\(kind) \(type)")
                    try await world.work(type)
                }
                let works = extensions.contains("work") || !inside.isEmpty || kind == "callActivity"
                if works {
                    #expect(try await world.tree(key).element("x")?.state == .activated, "\(kind)")
                    try await world.work("work")
                }
                for type in ["e1", "e2"] {
                    #expect(try await world.tree(key).element("x")?.state == .completing, "\(kind) \(type)")
                    try await world.work(type)
                }

                #expect(try await world.active(key) == ["after"], "\(kind)")
                let types = try await world.history(of: key).filter { $0.kind == "JOB_CREATED" }
                    .compactMap { $0.text("type") }
                let own = works && inside.isEmpty && kind != "callActivity"
                #expect(
                    types.filter { $0 != "after" && ($0 != "work" || own) }
                        == ["s1", "s2"] + (own ? ["work"] : []) + ["e1", "e2"], "\(kind)")
            }
        }
    }

    @Test("ELK-2, ELK-4, ELK-5, A145: only the listener that failed is repeated", arguments: Harness.allCases)
    func failures(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model(service(Self.four))))
            for type in ["s1", "s2", "work", "e1", "e2"] {
                _ = try await world.fail(type, retries: 1)
                let job = try await world.fail(type)
                #expect(
                    try await world.incidents(key)
                        == [type == "work" ? "JOB_NO_RETRIES x" : "EXECUTION_LISTENER_NO_RETRIES x"])
                try await world.client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: 1))
                try await world.resolveAll(key)
                try await world.work(type)
            }

            #expect(try await world.active(key) == ["after"])
            #expect(try await world.history(of: key).filter { $0.kind == "JOB_CREATED" }.count == 6)
        }
    }

    @Test(
        "ELK-11, ELK-12, EL-3, A18: a failed expression repeats all listeners of its phase", arguments: Harness.allCases
    )
    func expressions(harness: Harness) async throws {
        try await harness.withWorld { world in
            let listeners = ActivityModel.listeners(
                ("start", "s1"), ("start", "=second"), ("end", "e1"), ("end", "=last"))
            let key = try await world.create(
                try await world.deployOne(model(service(listeners, type: "=type"))))
            try await world.work("s1")
            #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR x"])
            try await world.setVariables(key.root, #"{"second":"s2"}"#)
            try await world.resolveAll(key)
            try await world.work("s1")
            try await world.work("s2")
            #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR x"])
            try await world.setVariables(key.root, #"{"type":"work"}"#)
            try await world.resolveAll(key)
            for type in ["s1", "s2", "work", "e1"] { try await world.work(type) }
            #expect(try await world.tree(key).element("x")?.state == .completing)
            #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR x"])
            try await world.setVariables(key.root, #"{"last":"e2"}"#)
            try await world.resolveAll(key)

            for type in ["e1", "e2", "after"] { try await world.work(type) }
            try await world.ended(key)
        }
    }

    @Test("ELK-9, A140: a listener's variables give the next one its type and retries", arguments: Harness.allCases)
    func evaluated(harness: Harness) async throws {
        try await harness.withWorld { world in
            let listeners =
                "<zeebe:executionListeners><zeebe:executionListener eventType=\"start\" type=\"s1\"/>"
                + "<zeebe:executionListener eventType=\"start\" type=\"=next\" retries=\"=tries\"/>"
                + "</zeebe:executionListeners>"
            let key = try await world.create(try await world.deployOne(model(service(listeners))))
            try await world.work("s1", #"{"next":"s2","tries":6}"#)

            let job = try await world.job(key, "x")

            #expect(job.type == "s2" && job.retries == 6)
            #expect(try await world.tree(key).variable("next") == nil)
        }
    }

    @Test(
        "EL-4, ELK-10, A141, A142: start listeners write into the element, end listeners around it",
        arguments: Harness.allCases)
    func variables(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = model(
                service(
                    Self.four, mappings: Model.input("=a", "b") + Model.output("=c + b", "d")))
            let key = try await world.create(try await world.deployOne(file), #"{"a":1}"#)
            try await world.work("s1", #"{"b":10,"c":5}"#)
            let second = try #require(try await world.jobs("s2").first)
            #expect(second.variables[text: "b"] == "10" && second.variables[text: "c"] == "5")
            try await world.client.completeJob(CompleteJob(jobKey: second.key))
            try await world.work("work")
            let third = try #require(try await world.jobs("e1").first)
            #expect(third.variables[text: "d"] == "15" && third.variables[text: "c"] == "5")
            try await world.client.completeJob(
                CompleteJob(jobKey: third.key, variables: Variables(parsing: #"{"outside":true}"#)))
            try await world.work("e2")

            let tree = try await world.tree(key)
            #expect(tree.variable("d") == "15" && tree.variable("outside") == "true")
            #expect(tree.variable("b") == nil && tree.variable("c") == nil)
        }
    }

    @Test("ELK-6, ELK-7, A141: mappings come before the listeners of their phase", arguments: Harness.allCases)
    func mappings(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = model(
                service(
                    Self.four,
                    mappings: Model.input("=assert(a, a != null)", "in")
                        + Model.output("=assert(b, b != null)", "out")))
            let key = try await world.create(try await world.deployOne(file))
            #expect(try await world.incidents(key) == ["IO_MAPPING_ERROR x"])
            #expect(try await world.jobs("s1").isEmpty)
            try await world.setVariables(key.root, #"{"a":1}"#)
            try await world.resolveAll(key)
            for type in ["s1", "s2", "work"] { try await world.work(type) }
            #expect(try await world.incidents(key) == ["IO_MAPPING_ERROR x"])
            #expect(try await world.jobs("e1").isEmpty)
            try await world.setVariables(key.root, #"{"b":1}"#)
            try await world.resolveAll(key)

            for type in ["e1", "e2"] { try await world.work(type) }
            #expect(try await world.active(key) == ["after"])
        }
    }
}
