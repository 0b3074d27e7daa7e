import ArgumentParser
import FerryClient
import Testing

@testable import ferry

/// What the commands that list, update and delete ask the broker, and what they print of its answer.
@Suite struct ListCommandTests {
    private static let job = JobEntry(
        job: JobView(key: 9, type: "charge", retries: 0, state: .failed, worker: "till", errorMessage: "no card"),
        processInstanceKey: 3, definitionKey: 2, processID: "order", version: 1, elementID: "pay",
        elementInstanceKey: 8,
        tenant: .default)
    private static let decisions = [1, 2].map { version in
        DecisionDefinition(
            key: DecisionDefinitionKey(Int64(version)), decisionID: "dish", version: Int32(version),
            requirementsKey: DecisionRequirementsKey(Int64(10 + version)), resourceName: "dish.dmn", contentHash: "",
            deployedAt: Timestamp(milliseconds: 0), deploymentKey: 1)
    }

    private static let form = FormDefinition(
        key: 7, formID: "order", version: 2, versionTag: "v1", resourceName: "order.form",
        contentHash: "0123456789abcdef",
        deployedAt: Timestamp(milliseconds: 0), deploymentKey: 1)

    private func calls(_ command: some BrokerCommand, _ console: RecordingConsole = .init()) async throws -> [Call] {
        let transport = ScriptedTransport { call in
            switch call {
            case .listJobs: .success(.listJobs(.init(jobs: [Self.job], nextPageToken: [])))
            case .listVariables:
                .success(
                    .listVariables(
                        .init(
                            variables: [
                                VariableEntry(processInstanceKey: 3, scope: 8, name: "x", value: .true)
                            ], nextPageToken: [])))
            case .listMessages: .success(.listMessages(.init(messages: [], nextPageToken: [])))
            case .listMessageSubscriptions:
                .success(.listMessageSubscriptions(.init(subscriptions: [], nextPageToken: [])))
            case .listTimers: .success(.listTimers(.init(timers: [], nextPageToken: [])))
            case .listIncidents: .success(.listIncidents(.init(incidents: [], nextPageToken: [])))
            case .listDecisions: .success(.listDecisions(.init(decisions: Self.decisions, nextPageToken: [])))
            case .listForms: .success(.listForms(.init(forms: [Self.form], nextPageToken: [])))
            case .getForm:
                .success(.getForm(.init(form: Self.form, content: Array(#"{"id":"order"}"#.utf8), isDeleted: true)))
            case .getProcessDefinition:
                .success(
                    .getProcessDefinition(
                        .init(
                            definition: ProcessDefinition(
                                key: 2, processID: "order", version: 1, resourceName: "", contentHash: "",
                                deployedAt: Timestamp(milliseconds: 0)), xml: [])))
            default: .success(.done)
            }
        }
        try await command.run(FerryClient(transport: transport), console.console)
        return transport.calls
    }

    @Test func listsJobsByEveryFilter() async throws {
        let console = RecordingConsole()

        let calls = try await calls(
            JobList.parse([
                "--type", "charge", "--state", "error-thrown", "--without-retries", "--instance", "3", "--definition",
                "order:1", "--element", "pay", "--worker", "till", "--limit", "7",
            ]), console)

        #expect(
            calls == [
                .listJobs(
                    ListJobs(
                        type: "charge", state: .errorThrown, withoutRetries: true, processInstanceKey: 3,
                        definition: .version(processID: "order", version: 1), elementID: "pay", worker: "till",
                        page: Page(size: 7)))
            ])
        #expect(console.results.contains("9    charge  FAILED        0         0  till         3         order:1  pay"))
    }

    @Test(arguments: [
        (["--value", "12"], "12"), (["--value", "true"], "true"), (["--value", "plain text"], "\"plain text\""),
        (["--value", "\"12\""], "\"12\""),
    ])
    func looksForVariablesByJSONOrText(arguments: [String], value: String) async throws {
        let console = RecordingConsole(format: .json)

        let calls = try await calls(VariableList.parse(arguments), console)

        #expect(
            calls == [.listVariables(ListVariables(value: try JSONValue(parsing: value), page: Page(size: 1_000)))])
        #expect(console.results == #"{"processInstanceKey":"3","scopeKey":"8","name":"x","value":true}"# + "\n")
    }

    @Test func saysWhenNothingIsThere() async throws {
        let page = Page(size: 1_000)
        let cases: [(any BrokerCommand, Call, String)] = [
            (
                try MessageList.parse(["--name", "n", "--key", "k"]),
                .listMessages(ListMessages(name: "n", correlationKey: "k", page: page)), "no messages\n"
            ),
            (
                try MessageSubscriptions.parse(["--instance", "3"]),
                .listMessageSubscriptions(ListMessageSubscriptions(processInstanceKey: 3, page: page)),
                "nobody waits for such a message\n"
            ),
            (
                try TimerList.parse(["--event", "late"]), .listTimers(ListTimers(eventID: "late", page: page)),
                "no timers\n"
            ),
            (
                try IncidentList.parse(["--type", "unhandled-error-event", "--job", "9"]),
                .listIncidents(ListIncidents(page: page, type: .unhandledErrorEvent, jobKey: 9)), "no incidents\n"
            ),
        ]
        for (command, call, note) in cases {
            let console = RecordingConsole()
            #expect(try await calls(command, console) == [call])
            #expect(console.results.isEmpty && console.diagnostics == note)
        }
        #expect(throws: (any Error).self) { try IncidentList.parse(["--type", "bad"]) }
    }

    @Test func updatesWhatIsNamedOfAJob() async throws {
        let console = RecordingConsole()

        let calls = try await calls(JobUpdate.parse(["9", "--retries", "1", "--hold", "2m"]), console)

        #expect(calls == [.updateJob(UpdateJob(jobKey: 9, retries: 1, timeoutMilliseconds: 120_000))])
        #expect(console.results == "job 9 has 1 retry and is its worker's for 120000 ms from now\n")
        #expect(throws: (any Error).self) { try JobUpdate.parse(["9"]) }
        #expect(try JobUpdate.parse(["9", "--priority", "-3"]).priority == -3)
    }

    @Test func deletesADefinitionByNameOrKey() async throws {
        let console = RecordingConsole()

        let named = try await calls(DefinitionDelete.parse(["order"]), console)
        let keyed = try await calls(DefinitionDelete.parse(["2"]))

        #expect(
            named == [
                .getProcessDefinition(GetProcessDefinition(definition: .latest(processID: "order"))),
                .deleteResource(DeleteResource(resourceKey: 2)),
            ])
        #expect(keyed == [.deleteResource(DeleteResource(resourceKey: 2))])
        #expect(console.results == "deleted order (key 2)\n")
    }

    @Test func deletesTheFileOfADecision() async throws {
        let console = RecordingConsole()

        let latest = try await calls(DecisionDelete.parse(["dish"]), console)
        let first = try await calls(DecisionDelete.parse(["1"]))

        #expect(latest.last == .deleteResource(DeleteResource(resourceKey: 12)))
        #expect(console.results == "deleted dish.dmn: dish:2\n")
        #expect(first.last == .deleteResource(DeleteResource(resourceKey: 11)))
        await #expect(throws: Rejection.self) { _ = try await calls(DecisionDelete.parse(["none"])) }
    }

    @Test func listsFormsByIDAndVersion() async throws {
        let console = RecordingConsole(format: .json)

        let calls = try await calls(FormList.parse(["order", "--latest", "--limit", "3"]), console)

        #expect(calls == [.listForms(ListForms(formID: "order", latestOnly: true, page: Page(size: 3)))])
        #expect(
            console.results
                == #"{"key":"7","formId":"order","version":2,"versionTag":"v1","resourceName":"order.form","#
                + #""contentHash":"0123456789abcdef","deployedAt":"1970-01-01T00:00:00.000Z","tenant":"<default>"}"#
                + "\n")
    }

    @Test(
        arguments: [
            (["order"], .latest(formID: "order")), (["7"], .key(7)),
            (["--start-of", "p:2"], .start(of: .version(processID: "p", version: 2))),
        ] as [([String], FormReference)])
    func showsAForm(arguments: [String], form: FormReference) async throws {
        let (facts, file) = (RecordingConsole(), RecordingConsole())

        let calls = try await calls(FormShow.parse(arguments), facts)
        _ = try await self.calls(FormShow.parse(arguments + ["--content"]), file)

        #expect(calls == [.getForm(GetForm(form: form))])
        #expect(facts.results.hasPrefix("form      order:2\n") && facts.results.hasSuffix("deleted\n"))
        #expect(file.results == #"{"id":"order"}"#)
    }

    @Test(arguments: [[], ["order", "--start-of", "p"], [" "], ["0"]])
    func refusesToShowWhatIsNotNamedOnce(arguments: [String]) {
        #expect(throws: (any Error).self) { try FormShow.parse(arguments) }
    }

    @Test func deletesAForm() async throws {
        let console = RecordingConsole()

        let calls = try await calls(FormDelete.parse(["order"]), console)

        #expect(
            calls == [
                .getForm(GetForm(form: .latest(formID: "order"))),
                .deleteResource(DeleteResource(resourceKey: 7)),
            ])
        #expect(console.results == "deleted order:2 (key 7)\n")
    }

    @Test(arguments: [("30d", 2_592_000_000), ("48h", 172_800_000), ("5m", 300_000)] as [(String, Int64)])
    func whatWaitsByItselfMayWaitForDays(argument: String, milliseconds: Int64) throws {
        #expect(try TimeSpan(unattended: argument).wholeMilliseconds == milliseconds)
    }

    @Test(arguments: ["", "0d", "-1d", "3661d", "d", "99999999h", "1w", "9223372036854775807d"])
    func refusesTimesThatMakeNoSense(argument: String) {
        #expect(throws: InputError.self) { try TimeSpan(unattended: argument) }
    }

    @Test func refusesAStreamThatWouldBringNothing() {
        for arguments in [[], ["t", "--credits", "0"], ["t", "--limit", "0"], ["t", "--variable", "x=1"]] {
            #expect(throws: (any Error).self) { try JobStreamCommand.parse(arguments) }
        }
    }
}
