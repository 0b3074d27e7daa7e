import FerryClient
import FerryRehearsal
import Testing

@testable import ferry

@Suite struct PlanFileTests {
    @Test func readsAWholePlan() throws {
        let plan = try read(
            """
            target: {process: order, version: 2}
            source: {process: order, version: 1}
            mode: adaptive
            auto-map: equal
            instructions:
              - {from: charge-payment, to: collect-payment}
              - from: ship-order
                to: dispatch-order
            """)

        #expect(plan.target == .version(processID: "order", version: 2))
        #expect(plan.source == .version(processID: "order", version: 1))
        #expect(plan.mode == .adaptive)
        #expect(plan.autoMap == .equal)
        #expect(
            plan.instructions == [
                MigrationInstruction(from: "charge-payment", to: "collect-payment"),
                MigrationInstruction(from: "ship-order", to: "dispatch-order"),
            ])
    }

    @Test func readsEveryOption() throws {
        let plan = try read(
            """
            target: order:2
            instructions:
              - {from: wait, to: hold, trigger: update, timer: credit-elapsed, job: recreate}
              - {from: other, to: other, timer: keep-due}
            variables:
              - {set: region, value: {code: EU, parts: [1, 2.50, true, null]}}
              - {set: total, expression: "= price * 2", scope: positions}
              - {rename: orderId, to: orderNumber}
              - {remove: legacy}
            unmapped-compensation: drop
            skip-listeners: true
            skip-io-mappings: false
            """)

        #expect(
            plan.instructions == [
                MigrationInstruction(
                    from: "wait", to: "hold", trigger: .update, timer: .creditElapsed, job: .recreate),
                MigrationInstruction(from: "other", to: "other", timer: .keepDue),
            ])
        #expect(
            plan.variables == [
                VariableChange(
                    .set("region", try JSONValue(parsing: #"{"code":"EU","parts":[1,2.50,true,null]}"#))),
                VariableChange(scopeID: "positions", .evaluate("total", " price * 2")),
                VariableChange(.rename("orderId", to: "orderNumber")), VariableChange(.remove("legacy")),
            ])
        #expect(plan.unmappedCompensation == .drop)
        #expect(plan.skipListeners == true)
        #expect(plan.skipIOMappings == false)
    }

    @Test func readsJSON() throws {
        let plan = try read(#"{"target": {"key": "4503599627370497"}, "instructions": [{"from": "a", "to": "b"}]}"#)

        #expect(plan.target == .key(4_503_599_627_370_497))
        #expect(plan.instructions == [MigrationInstruction(from: "a", to: "b")])
    }

    @Test(arguments: [
        ("{process: order}", DefinitionReference.latest(processID: "order")),
        ("{latest: {process: order}}", .latest(processID: "order")),
        ("{process: order, version: 3}", .version(processID: "order", version: 3)),
        ("{process: order, hash: 12345678}", .contentHash(processID: "order", hash: "12345678")),
        ("{process: order, hash: 0123E456}", .contentHash(processID: "order", hash: "0123e456")),
        ("{key: 123}", .key(123)),
        ("order:3", .version(processID: "order", version: 3)),
        ("order@abcdef12", .contentHash(processID: "order", hash: "abcdef12")),
    ])
    func readsEveryWayToNameADefinition(text: String, expected: DefinitionReference) throws {
        #expect(try read("target: \(text)").target == expected)
    }

    @Test(arguments: [
        ("", "plan.yaml: the file is empty"),
        (
            "- a",
            "plan.yaml:1: a plan is an object with the fields target, source, mode, auto-map, instructions, variables, "
                + "unmapped-compensation, skip-listeners, skip-io-mappings"
        ),
        (
            "target: order:2\nautomap: equal",
            "plan.yaml:2: unknown field 'automap' of a plan; known are target, source, mode, auto-map, instructions, variables, "
                + "unmapped-compensation, skip-listeners, skip-io-mappings"
        ),
        ("mode: strict\nmode: strict", "plan.yaml:1: the field 'mode' stands more than once"),
        ("mode: lax", "plan.yaml:1: mode is strict or adaptive"),
        ("mode: [strict]", "plan.yaml:1: mode is strict or adaptive"),
        ("\nauto-map: true", "plan.yaml:2: auto-map is none or equal"),
        ("target: {process: order, version: two}", "plan.yaml:1: target.version is a number from 1"),
        ("target: {process: order, version: \"2\"}", "plan.yaml:1: target.version is a number from 1"),
        ("target: {process: order, version: 0}", "plan.yaml:1: target.version is a number from 1"),
        (
            "target: {process: 7, version: 2}",
            "plan.yaml:1: process is a string; put it in quotes if it looks like something else"
        ),
        ("target: {process: order, hash: abc}", "plan.yaml:1: target.hash: a content hash is 8 to 64 hex digits"),
        ("target: {key: -1}", "plan.yaml:1: target.key is a positive number"),
        (
            "target: {version: 2}",
            "plan.yaml:1: target is {process, version}, {process, hash}, {latest: {process}} or {key}"
        ),
        ("source: {latest: {}}", "plan.yaml:1: source.latest needs 'process'"),
        ("instructions: {from: a, to: b}", "plan.yaml:1: instructions is a list of {from, to}"),
        ("instructions:\n  - {from: a}", "plan.yaml:2: an instruction needs 'to'"),
        (
            "instructions:\n  - {from: a, to: [b]}",
            "plan.yaml:2: to is a string; put it in quotes if it looks like something else"
        ),
        (
            "instructions:\n  - {from: a, to: b, timer: later}",
            "plan.yaml:2: timer is keep-due or restart or credit-elapsed"
        ),
        ("skip-listeners: 1", "plan.yaml:1: skip-listeners is true or false"),
        (
            "variables: {a: 1}",
            "plan.yaml:1: variables is a list of changes: {set, value}, {set, expression}, {remove} or {rename, to}"
        ),
        (
            "variables:\n  - {set: a, value: 1, expression: b}",
            "plan.yaml:2: a variable change is one of {set, value}, {set, expression}, {remove} and {rename, to}"
        ),
        ("variables:\n  - {set: a, value: 0x1F}", "plan.yaml:2: value is something that JSON can say"),
        (
            "variables: [{remove: true}]",
            "plan.yaml:1: remove is a string; put it in quotes if it looks like something else"
        ),
        ("variables:\n  - {set: a, value: [yes]}", "plan.yaml:2: value is something that JSON can say"),
        (
            "a: &a {from: x, to: y}\ninstructions: [*a, *a]",
            "plan.yaml:2: anchors and aliases are not read: write it out, or name it where the format has names"
        ),
        (String(repeating: "[", count: 100_000), "plan.yaml:1: nested too deep; 64 levels are read"),
        ("instructions:\n  - {from: a, to: b}\n  - {from: a, to: c}", "plan.yaml:3: 'a' is mapped already in line 2"),
    ])
    func refusesWithTheLine(text: String, problem: String) {
        #expect(throws: InputError(problem)) { try read(text) }
    }

    @Test func refusesWhatIsNotYAMLWithTheLine() {
        let error = #expect(throws: InputError.self) { try read("target: order:2\ninstructions: [\n") }

        #expect(error?.description.hasPrefix("plan.yaml:3: ") == true, "\(String(describing: error))")
    }

    @Test func reportsEverythingThatIsWrong() {
        let text = """
            target: {process: order, version: x}
            instructions:
              - {from: a, too: b}
              - {from: c, to: 1}
            """

        #expect(
            throws: InputError(
                """
                plan.yaml:1: target.version is a number from 1
                plan.yaml:3: unknown field 'too' of an instruction; known are from, to, trigger, timer, job
                plan.yaml:3: an instruction needs 'to'
                plan.yaml:4: to is a string; put it in quotes if it looks like something else
                """)
        ) { try read(text) }
    }

    @Test func refusesBytesThatAreNotUTF8() {
        #expect(throws: InputError("plan.yaml: the file is not UTF-8")) {
            try PlanFile(reading: [0xFF, 0xFE], name: "plan.yaml")
        }
    }

    private func read(_ text: String) throws -> PlanFile { try PlanFile(reading: Array(text.utf8), name: "plan.yaml") }
}
