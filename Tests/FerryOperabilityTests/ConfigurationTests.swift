import ArgumentParser
import FerryBroker
import FerryServer
import FerryWire
import Foundation
import Logging
import Testing

@testable import ferryd

@Suite struct ConfigurationTests {
    @Test func flagsComeBeforeVariablesBeforeTheFileBeforeDefaults() throws {
        let sources = SettingSources(
            flags: ["port": "1"], environment: ["FERRY_PORT": "2", "FERRY_ADMIN_PORT": "3"],
            file: ConfigurationFile(path: "f", values: ["port": "4", "admin-port": "5", "mailbox": "6"]))

        let settings = try sources.resolve().settings

        #expect(settings.port == 1)
        #expect(settings.adminPort == 3)
        #expect(settings.mailbox == 6)
        #expect(settings.turn == 512)
    }

    @Test func everySettingHasAFlagAndAVariable() throws {
        for setting in Setting.all {
            let text = setting.text(Settings())
            let arguments = setting.isFlag ? ["--\(setting.name)"] : ["--\(setting.name)", text]

            let flags = try SettingFlags.parse(arguments)

            #expect(Array(flags.given.keys) == [setting.name])
            let variables = SettingSources(environment: [setting.variable: text])
            #expect(try variables.resolve().unknownVariables == [])
        }
        #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
    }

    @Test(arguments: [
        ("port", "65536", "expected 0 to 65535, found '65536'"),
        ("port", "http", "expected 0 to 65535, found 'http'"),
        ("no-admin", "yes", "expected true or false; as a flag no value, found 'yes'"),
        ("log-level", "loud", "expected trace, debug, info, notice, warning, error, critical, found 'loud'"),
        ("log-format", "xml", "expected text, json, found 'xml'"),
        ("memory-mib", "1", "expected 64 to 1048576, found '1'"),
    ])
    func refusesWhatASettingDoesNotAccept(_ name: String, _ text: String, _ complaint: String) throws {
        let flag = SettingSources(flags: [name: text])
        let variable = SettingSources(environment: [try #require(Setting.named(name)).variable: text])
        let file = SettingSources(file: ConfigurationFile(path: "a.yaml", values: [name: text]))

        #expect(Self.faults(flag) == ["--\(name): \(complaint)"])
        #expect(Self.faults(variable) == ["FERRY_\(name.uppercased().replacing("-", with: "_")): \(complaint)"])
        #expect(Self.faults(file) == ["a.yaml: \(name): \(complaint)"])
    }

    @Test func refusesKeysNobodyKnowsAllAtOnce() {
        let file = ConfigurationFile(
            path: "a.yaml", values: ["admin_port": "1", "Port": "2", "colour": "red", "turn": "x"])

        let faults = Self.faults(SettingSources(file: file))

        #expect(
            faults == [
                "a.yaml: turn: expected 1 to 10000, found 'x'",
                "a.yaml: there is no setting 'Port'; perhaps 'port' is meant",
                "a.yaml: there is no setting 'admin_port'; perhaps 'admin-port' is meant",
                "a.yaml: there is no setting 'colour'; see docs/CONFIGURATION.md",
            ])
    }

    @Test func tellsOfVariablesThatAreNoSettings() throws {
        let sources = SettingSources(environment: [
            "FERRY_PROT": "1", "FERRY_ADDRESS": "a:1", "HOME": "/", "FERRY_TURN": "9",
        ])

        let outcome = try sources.resolve()

        #expect(outcome.unknownVariables == ["FERRY_PROT"])
        #expect(outcome.settings.turn == 9)
    }

    @Test(arguments: [
        ("port: 1\nno-admin: true # why\nhost: \"::1\"\n", ["port": "1", "no-admin": "true", "host": "::1"]),
        ("{\"port\": 1, \"no-admin\": true}", ["port": "1", "no-admin": "true"]),
        ("", [:]),
    ])
    func readsYAMLAndJSON(_ text: String, _ values: [String: String]) throws {
        #expect(try ConfigurationFile(path: "f", parsing: text).values == values)
    }

    @Test(arguments: ["- port", "port", "port: [1]", "port: {a: 1}", "port:", "a: b: c", "port: 1\nport: 2\n", "{"])
    func refusesFilesThatAreNoSettings(_ text: String) {
        #expect(throws: ConfigurationFile.Problem.self) { try ConfigurationFile(path: "f", parsing: text) }
    }

    @Test func refusesAFileThatIsNotThere() {
        #expect(throws: ConfigurationFile.Problem(description: "/nowhere/f: the file of settings cannot be read")) {
            try ConfigurationFile(reading: "/nowhere/f")
        }
    }

    @Test func settingsReachTheBrokerAndTheServer() throws {
        let settings = try SettingSources(flags: [
            "retention-days": "0", "retention-mib": "2", "mailbox": "9", "backup-dir": "/b", "no-admin": "true",
            "frame-bytes-max": "70000", "drain-seconds": "3", "token": "t",
        ]).resolve().settings

        #expect(settings.broker.retention.ageMillisecondsMax == nil)
        #expect(settings.broker.retention.bytesMax == 2 << 20)
        #expect(settings.broker.mailboxCallsMax == 9)
        #expect(settings.broker.backupDirectory == "/b")
        #expect(settings.server.adminPort == nil)
        #expect(settings.server.frameLimits.frameBytesMax == 70_000)
        #expect(settings.server.drainTimeout == .seconds(3))
        #expect(settings.server.token == Array("t".utf8))
    }

    /// The table of `docs/CONFIGURATION.md` says what the code does, row by row.
    @Test func theDocumentedTableIsTheOneInTheCode() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/CONFIGURATION.md"), encoding: .utf8)
        let documented = text.split(separator: "\n").filter { $0.hasPrefix("| `--") }.map(String.init)

        #expect(documented == Setting.all.map(\.documentation))
    }

    private static func faults(_ sources: SettingSources) -> [String] {
        do {
            _ = try sources.resolve()
            return []
        } catch {
            return error.faults
        }
    }
}

extension Setting {
    fileprivate var documentation: String {
        let standard = text(Settings())
        return "| `--\(name)` | `\(variable)` | \(standard.isEmpty ? "" : "`\(standard)`") | \(takes) | \(about) |"
    }
}
