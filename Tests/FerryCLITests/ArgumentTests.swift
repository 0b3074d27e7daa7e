import ArgumentParser
import FerryClient
import Testing

@testable import ferry

@Suite struct ArgumentTests {
    @Test(arguments: [
        ("orders", DefinitionReference.latest(processID: "orders")),
        ("orders:2", .version(processID: "orders", version: 2)),
        ("ns:orders:2", .version(processID: "ns:orders", version: 2)),
        ("orders@ABCDEF0123", .contentHash(processID: "orders", hash: "abcdef0123")),
        ("2251799813685251", .key(2_251_799_813_685_251)),
    ])
    func readsADefinition(text: String, expected: DefinitionReference) throws {
        #expect(try DefinitionReference(argument: text) == expected)
    }

    @Test(arguments: [
        "", ":2", "orders:", "orders:0", "orders:x", "orders@abc", "orders@ghijklmn", "@abcdef01", "0", "-5", "a b",
    ])
    func refusesWhatIsNoDefinition(text: String) {
        #expect(throws: InputError.self) { try DefinitionReference(argument: text) }
    }

    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("10s", .seconds(10)), ("2m", .seconds(120)), ("1h", .seconds(3_600)),
    ])
    func readsADuration(text: String, expected: Duration) throws {
        #expect(try TimeSpan(argument: text).duration == expected)
    }

    @Test(arguments: ["", "10", "s", "0s", "-1s", "1.5s", "25h", "9223372036854775807h", "10 s", "10S"])
    func refusesWhatIsNoDuration(text: String) {
        #expect(throws: InputError.self) { try TimeSpan(argument: text) }
    }

    @Test func readsAKey() throws {
        #expect(try JobKey(argument: "2251799813685251") == 2_251_799_813_685_251)
    }

    @Test(arguments: ["", "0", "-1", "1e3", "9223372036854775808", "abc"])
    func refusesWhatIsNoKey(text: String) {
        #expect(throws: InputError.self) { try JobKey(argument: text) }
    }

    @Test func readsVariables() throws {
        let options = try VariableOptions.parse([
            "--variables", "@v.json", "--variable", "n=1", "--variable", "city=Bern", "--variable", "e=",
        ])

        let variables = try options.read(.holding(["v.json": #"{"n": 0, "list": [1, 2]}"#]))

        #expect(String(decoding: variables.json, as: UTF8.self) == #"{"n":1,"list":[1,2],"city":"Bern","e":""}"#)
    }

    @Test func readsVariablesFromStandardInput() throws {
        let variables = try VariableOptions.parse(["--variables", "-"]).read(.holding([:], standardInput: #"{"a":1}"#))

        #expect(variables["a"]?.text == "1")
    }

    @Test(arguments: [
        (["--variables", "[1]"], "--variables: a JSON object is needed at byte 0"),
        (["--variables", "@none.json"], "none.json: no such file"),
        (["--variable", "a"], "--variable a: NAME=VALUE is needed"),
        (["--variable", "=1"], "--variable =1: NAME=VALUE is needed"),
    ])
    func refusesWhatAreNoVariables(arguments: [String], problem: String) throws {
        let options = try VariableOptions.parse(arguments)

        #expect(throws: InputError(problem)) { try options.read(.holding([:])) }
    }

    @Test func theCommandLineWinsOverTheEnvironment() throws {
        let environment = ["FERRY_ADDRESS": "10.0.0.1:1", "FERRY_TOKEN": "t"]

        let fromEnvironment = try BrokerOptions.parse([]).clientConfiguration(environment: environment)
        let fromFlags = try BrokerOptions.parse(["--address", "10.0.0.2:2", "--token", "u", "--timeout", "2s"])
            .clientConfiguration(environment: environment)
        let fromNothing = try BrokerOptions.parse([]).clientConfiguration(environment: [:])

        #expect((fromEnvironment.host, fromEnvironment.port, fromEnvironment.token) == ("10.0.0.1", 1, "t"))
        #expect((fromFlags.host, fromFlags.port, fromFlags.token) == ("10.0.0.2", 2, "u"))
        #expect((fromFlags.callTimeout, fromFlags.connectTimeout) == (.seconds(2), .milliseconds(1_500)))
        #expect(fromFlags.refusedTimeout == .seconds(1))
        #expect((fromNothing.host, fromNothing.port, fromNothing.token) == ("127.0.0.1", 26_600, ""))
    }

    @Test func aNegativeNumberOfRetriesIsForTheBrokerToJudge() throws {
        let command = try #require(try Ferry.parseAsRoot(["job", "fail", "7", "--retries", "-1"]) as? JobFail)

        #expect(command.retries == -1)
    }

    @Test(arguments: [
        ["instance", "migrate", "--to", "o:2"], ["instance", "migrate", "1", "--all", "--definition", "o"],
        ["instance", "migrate", "--all", "--to", "o"], ["instance", "list", "--limit", "0"],
        ["instance", "create", "o", "--fetch", "a"], ["instance", "cancel"], ["events", "--follow"],
        ["events", "--from", "7"], ["bench", "ping", "--operations", "0"], ["bench", "migrate", "--instances", "1"],
        ["instance", "show", "x"], ["ping", "--output", "xml"], ["nonsense"],
    ])
    func usageErrorsExitWith64(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try Ferry.parseAsRoot(arguments) }

        #expect(error.map { Ferry.exitCode(for: $0).rawValue } == 64)
    }
}
