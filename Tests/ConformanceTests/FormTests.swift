import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Forms by their id (FRM, JUF, NUF, TFL, RDE-26 of Camunda 8). Names say where Ferry decides otherwise.
@Suite(.timeLimit(.minutes(1)))
struct FormTests {
    private static let partitions = [1, 3]
    private static let acme = TenantID(rawValue: "acme")

    // MARK: Deploying

    @Test(
        "FRM-1, FRM-4, FRM-6, FRM-8, FRM-9: a version for each content",
        arguments: Harness.allCases)
    func versions(harness: Harness) async throws {
        try await harness.withWorld { world in
            let first = try await world.deploy(
                ("a.form", Model.form("a", #""versionTag":"v1""#)), ("B.FORM", Model.form("b")))
            let same = try await world.deploy(("a.form", Model.form("a", #""versionTag":"v1""#)))
            let second = try await world.deploy(("a.form", Model.form("a", #""x":1"#)))
            let again = try await world.deploy(("a.form", Model.form("a", #""versionTag":"v1""#)))

            #expect(first.forms.map(\.formID) == ["a", "b"] && first.forms.map(\.version) == [1, 1])
            #expect(
                first.forms.map(\.versionTag) == ["v1", ""] && first.forms.map(\.resourceName) == ["a.form", "B.FORM"])
            #expect(first.forms.allSatisfy { $0.contentHash.count == 64 })
            #expect(Set(first.forms.map(\.deploymentKey)).count == 1)
            #expect(same.forms == [first.forms[0]])
            #expect((second.forms + again.forms).map(\.version) == [2, 3])
            #expect(
                try await world.forms(ListForms(latestOnly: true)).map { "\($0.formID):\($0.version)" } == [
                    "a:3", "b:1",
                ])
            #expect(try await world.forms(ListForms(formID: "a")).map(\.version) == [1, 2, 3])
        }
    }

    @Test("FRM-7, decided otherwise: another file name alone gives no version", arguments: Harness.allCases)
    func namesGiveNoVersion(harness: Harness) async throws {
        try await harness.withWorld { world in
            let first = try await world.deploy(("a.form", Model.form("a")))

            let same = try await world.deploy(("other.form", Model.form("a")))

            #expect(same.forms == first.forms)
        }
    }

    @Test("FRM-12 to FRM-14: each tenant has its own", arguments: Harness.allCases)
    func tenants(harness: Harness) async throws {
        try await harness.withWorld { world in
            let mine = try await world.deploy(("a.form", Model.form("a"))).forms
            let theirs = try await world.deploy(("a.form", Model.form("a")), tenant: Self.acme).forms

            #expect((mine + theirs).map(\.version) == [1, 1] && mine[0].key != theirs[0].key)
            #expect(theirs[0].tenant == Self.acme)
            #expect(try await world.forms(ListForms(tenant: Self.acme)) == theirs)
            let foreign = await rejection {
                _ = try await world.client.getForm(GetForm(form: .key(mine[0].key), tenant: Self.acme))
            }
            #expect(foreign?.code == .notFound && foreign?.summary == ["FORM_NOT_FOUND"])
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let content: [UInt8]
        let code: String
        let found: String

        init(_ name: String, _ content: String, _ code: String, _ found: String) {
            self.init(name, Array(content.utf8), code, found)
        }

        init(_ name: String, _ content: [UInt8], _ code: String, _ found: String) {
            self.name = name
            self.content = content
            self.code = code
            self.found = found
        }

        var testDescription: String { name }
    }

    static let refusals = [
        Refusal("nothing", "", "FORM_MALFORMED", "the file is empty (line 1, column 1)"),
        Refusal("no JSON", "{\n  \"id\": \"a\",\n  oops", "FORM_MALFORMED", "'\"' is needed (line 3, column 3)"),
        Refusal("cut off", "{\"id\":\"a\"", "FORM_MALFORMED", "the text ends too early (line 1, column 10)"),
        Refusal("no object", "[]", "FORM_MALFORMED", "a JSON object is needed (line 1, column 1)"),
        Refusal("text behind", "{}x", "FORM_MALFORMED", "text after the end of the value (line 1, column 3)"),
        Refusal(
            "no UTF-8", Array(#"{"id":""#.utf8) + [0xFF] + Array("\"}".utf8), "FORM_MALFORMED",
            "a string is not valid UTF-8 (line 1, column 8)"),
        Refusal(
            "deep", String(repeating: "[", count: 100_000), "FORM_MALFORMED",
            "a JSON object is needed (line 1, column 1)"),
        Refusal(
            "deep inside", "{\"a\":" + String(repeating: "[", count: 100_000), "FORM_MALFORMED",
            "nesting deeper than 200 (line 1, column 206)"),
        Refusal("without an id", "{\"schemaVersion\":1}", "FORM_ID_MISSING", "nothing"),
        Refusal("empty id", "{\"id\":\"\"}", "FORM_ID_MISSING", "\"\""),
        Refusal("blank id", "{\"id\":\" \\n\"}", "FORM_ID_MISSING", "\" \\n\""),
        Refusal("number as id", "{\"id\":1}", "FORM_ID_MISSING", "1"),
        Refusal("null as id", "{\"id\":null}", "FORM_ID_MISSING", "null"),
        Refusal(
            "long id", "{\"id\":\"\(String(repeating: "i", count: 256))\"}", "FORM_ID_MISSING",
            "\"" + String(repeating: "i", count: 99)),
        Refusal("version tag", "{\"id\":\"a\",\"versionTag\":2}", "FORM_VERSION_TAG_INVALID", "2"),
        Refusal(
            "huge", "{\"id\":\"a\",\"x\":\"\(String(repeating: "x", count: 1 << 20))\"}", "FORM_TOO_LARGE", "1048593"),
    ]

    @Test("FRM-2, FRM-3: bad documents are refused with the place, and nothing is deployed", arguments: refusals)
    func refuses(_ refusal: Refusal) async throws {
        try await Harness.allCases[0].withWorld { world in
            let positions = try await world.positions()

            let found = await rejection {
                _ = try await world.deploy(("p.bpmn", Model.oneTask("p")), ("bad.form", refusal.content))
            }

            #expect(found?.code == .invalidArgument && found?.reasons.map(\.code) == [refusal.code])
            #expect(found?.reasons.map(\.found) == ["\(refusal.found) in bad.form"])
            #expect(try await world.positions() == positions)
            #expect(try await world.client.listProcessDefinitions().definitions.isEmpty)
        }
    }

    @Test("FRM-11: one id twice is refused with both names", arguments: Harness.allCases)
    func refusesTwice(harness: Harness) async throws {
        try await harness.withWorld { world in
            let twice = await rejection {
                _ = try await world.deploy(("a.form", Model.form("f")), ("b.form", Model.form("f", #""x":1"#)))
            }

            let forms = try await world.forms(ListForms())
            #expect(twice?.summary == ["DUPLICATE_FORM_ID f"])
            #expect(twice?.reasons.first?.found == "in a.form and in b.form")
            #expect(forms.isEmpty)
        }
    }

    // MARK: Linking

    @Test(
        "JUF-1, TFL-1: a user task has the form's key, on whichever partition", arguments: Harness.allCases,
        partitions)
    func aTaskHasItsForm(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let answer = try await world.deploy(
                ("native.bpmn", Model.oneUserTask("n", Model.formID("=&quot;f&quot;"))),
                ("job.bpmn", Model.oneUserTask("j", isNative: false, Model.formID("f"))), ("f.form", Model.form("f")))
            let form = try #require(answer.forms.first)
            for _ in 1...partitions {
                let native = try await world.create(answer.definitions[0])
                let job = try await world.create(answer.definitions[1])

                #expect(try await world.tree(native).element("task")?.userTask?.formKey == form.key)
                #expect(try await world.tree(job).element("task")?.state == .activated)
            }
            // A poll is served by one partition.
            var jobs: [ActivatedJob] = []
            for _ in 1...partitions { jobs += try await world.jobs("io.camunda.zeebe:userTask") }
            #expect(jobs.count == partitions)
            #expect(jobs.allSatisfy { $0.headers == [.init(key: "io.camunda.zeebe:formKey", value: "\(form.key)")] })
        }
    }

    @Test("JUF-2, JUF-3, NUF-2, NUF-3: no such form is an incident until there is one", arguments: [true, false])
    func aMissingFormIsAnIncident(isNative: Bool) async throws {
        try await Harness.allCases[0].withWorld { world in
            let definition = try await world.deployOne(Model.oneUserTask("p", isNative: isNative, Model.formID("f")))
            let key = try await world.create(definition)
            let incident = try #require(try await world.tree(key).incidents.first)
            #expect(incident.type == .formNotFound && incident.elementID == "task" && incident.job == nil)
            #expect(
                incident.message
                    == "expected to find a form with id 'f', but no form 'f' is deployed; deploy a form with this id, then resolve the incident"
            )
            #expect(try await world.tree(key).element("task")?.state == .activating)

            try await world.resolve(incident)
            let second = try #require(try await world.tree(key).incidents.first)
            #expect(second.type == .formNotFound && second.key != incident.key)
            let form = try #require(try await world.deploy(("f.form", Model.form("f"))).forms.first)
            try await world.resolve(second)

            let tree = try await world.tree(key)
            #expect(tree.incidents.isEmpty && tree.element("task")?.state == .activated)
            if isNative {
                #expect(tree.element("task")?.userTask?.formKey == form.key)
            } else {
                #expect(try await world.jobs("io.camunda.zeebe:userTask").first?.headers.first?.value == "\(form.key)")
            }
        }
    }

    @Test("TFL-2, MTN-11: a form of another tenant is none", arguments: Harness.allCases)
    func aForeignFormIsNone(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(("f.form", Model.form("f")), tenant: Self.acme)

            let key = try await world.create(try await world.deployOne(Model.oneUserTask("p", Model.formID("f"))))

            #expect(try await world.tree(key).incidents.map(\.type) == [.formNotFound])
        }
    }

    @Test(
        "C135: which version a binding means", arguments: Harness.allCases,
        [
            ("", 3), (#"bindingType="latest""#, 3), (#"bindingType="deployment""#, 1),
            (#"bindingType="versionTag" versionTag="two""#, 2),
        ] as [(String, Int32)])
    func bindings(harness: Harness, binding: (attributes: String, version: Int32)) async throws {
        try await harness.withWorld { world in
            let definition = try #require(
                try await world.deploy(
                    ("p.bpmn", Model.oneUserTask("p", Model.formID("f", binding.attributes))),
                    ("f.form", Model.form("f"))
                ).definitions.first)
            try await world.deploy(("f.form", Model.form("f", #""versionTag":"two""#)))
            try await world.deploy(("f.form", Model.form("f", #""versionTag":"three""#)))

            let key = try await world.create(definition)

            let form = try #require(try await world.tree(key).element("task")?.userTask?.formKey)
            #expect(try await world.client.getForm(GetForm(form: .key(form))).form.version == binding.version)
        }
    }

    @Test("a binding that nothing answers is an incident that says so", arguments: Harness.allCases)
    func bindingsWithoutAForm(harness: Harness) async throws {
        try await harness.withWorld { world in
            let words = [
                (#"bindingType="deployment""#, "with the caller's deployment"),
                (#"bindingType="versionTag" versionTag="none""#, "with version tag 'none'"),
            ]
            for (attributes, phrase) in words {
                let definition = try await world.deployOne(Model.oneUserTask("p", Model.formID("f", attributes)))
                try await world.deploy(("f.form", Model.form("f", "\"x\":\"\(phrase)\"")))

                let key = try await world.create(definition)

                #expect(try await world.tree(key).incidents.first?.message.contains(phrase) == true)
            }
        }
    }

    @Test("a form id that is no string is an incident", arguments: Harness.allCases)
    func aFormIDOfAnotherKind(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(Model.oneUserTask("p", Model.formID("=1"))))

            #expect(try await world.tree(key).incidents.map(\.type) == [.extractValueError])
        }
    }

    // MARK: Reading and deleting

    @Test("the form that a process begins with is found by its definition", arguments: Harness.allCases)
    func startForms(harness: Harness) async throws {
        try await harness.withWorld { world in
            func process(_ id: String, _ form: String) -> [UInt8] {
                Model.file(
                    id,
                    "<bpmn:startEvent id=\"begin\"><bpmn:extensionElements>\(form)</bpmn:extensionElements></bpmn:startEvent>",
                    Model.service("t"), Model.path("begin", "t"))
            }
            let answer = try await world.deploy(
                ("p.bpmn", process("p", Model.formID("f", #"bindingType="deployment""#))),
                ("k.bpmn", process("k", #"<zeebe:formDefinition formKey="own"/>"#)),
                ("n.bpmn", process("n", Model.formID("none"))), ("f.form", Model.form("f")))
            try await world.deploy(("f.form", Model.form("f", #""x":1"#)))
            func start(_ id: String) async throws -> GetForm.Answer {
                try await world.client.getForm(GetForm(form: .start(of: .latest(processID: id))))
            }

            let found = try await start("p")

            #expect(found.form == answer.forms[0] && found.content == Model.form("f") && !found.isDeleted)
            #expect(await rejection { _ = try await start("k") }?.summary == ["NO_START_FORM begin"])
            #expect(await rejection { _ = try await start("n") }?.summary == ["FORM_NOT_FOUND"])
            #expect(await rejection { _ = try await start("x") }?.summary == ["DEFINITION_NOT_FOUND"])
            let computed = await rejection {
                _ = try await world.deploy(("c.bpmn", process("c", Model.formID("=form"))))
            }
            #expect(computed?.summary == ["EXPRESSION_NOT_ALLOWED begin"])
        }
    }

    @Test("RDE-26, RDE-34, C147: deleted by its key; open tasks keep it", arguments: Harness.allCases, partitions)
    func deletion(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let answer = try await world.deploy(
                ("p.bpmn", Model.oneUserTask("p", Model.formID("f"))), ("f.form", Model.form("f")))
            let second = try #require(try await world.deploy(("f.form", Model.form("f", #""x":1"#))).forms.first)
            let open = try await world.create(answer.definitions[0])
            func delete(_ form: FormDefinition, tenant: TenantID = .default) async throws {
                try await world.client.deleteResource(
                    DeleteResource(resourceKey: ResourceKey(form.key), tenant: tenant))
            }
            #expect(await rejection { try await delete(second, tenant: Self.acme) }?.summary == ["RESOURCE_NOT_FOUND"])

            try await delete(second)

            #expect(await rejection { try await delete(second) }?.summary == ["RESOURCE_NOT_FOUND"])
            #expect(try await world.tree(open).element("task")?.userTask?.formKey == second.key)
            let kept = try await world.client.getForm(GetForm(form: .key(second.key)))
            #expect(kept.isDeleted && kept.content == Model.form("f", #""x":1"#))
            #expect(try await world.client.getForm(GetForm(form: .latest(formID: "f"))).form == answer.forms[0])
            for _ in 1...partitions {
                let key = try await world.create(answer.definitions[0])
                #expect(try await world.tree(key).element("task")?.userTask?.formKey == answer.forms[0].key)
            }
            #expect(try await world.deploy(("f.form", Model.form("f", #""x":1"#))).forms.map(\.version) == [3])
            for form in try await world.forms(ListForms()) { try await delete(form) }
            #expect(try await world.forms(ListForms()).isEmpty)
            let key = try await world.create(answer.definitions[0])
            #expect(try await world.tree(key).incidents.map(\.type) == [.formNotFound])
        }
    }

    @Test("lists go on behind the last page, whatever was deleted meanwhile", arguments: Harness.allCases)
    func pages(harness: Harness) async throws {
        try await harness.withWorld { world in
            let forms = try await world.deploy(
                ("a.form", Model.form("a")), ("b.form", Model.form("b")), ("c.form", Model.form("c"))
            ).forms
            let first = try await world.client.listForms(ListForms(page: Page(size: 1)))
            try await world.client.deleteResource(DeleteResource(resourceKey: ResourceKey(forms[0].key)))

            let rest = try await world.client.listForms(
                ListForms(page: Page(size: 2, token: first.nextPageToken)))

            #expect(first.forms.map(\.formID) == ["a"] && rest.forms.map(\.formID) == ["b", "c"])
            #expect(rest.nextPageToken.isEmpty)
        }
    }
}

extension World {
    @discardableResult
    fileprivate func deploy(
        _ files: (name: String, content: [UInt8])..., tenant: TenantID = .default
    ) async throws -> DeployResources.Answer {
        try await client.deployResources(
            DeployResources(
                resources: files.map { DeployResources.Resource(name: $0.name, content: $0.content) }, tenant: tenant))
    }

    fileprivate func forms(_ query: ListForms) async throws -> [FormDefinition] {
        try await client.listForms(query).forms
    }
}
