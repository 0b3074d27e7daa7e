import FerryClient
import FerryRehearsal
import Testing

/// What can be done, and what can be seen of it; each scenario is played with crashes, too.
@Suite struct StepTests {
    struct Play: Sendable, CustomTestStringConvertible {
        let name: String
        let models: String
        let steps: String
        var partitions = 1

        var testDescription: String { name }
    }

    private static let work = """
        m:
          - {service: a, type: work, headers: {h: v}, input: {x: =y}}
          - {user: u, assignee: bob, task-listeners: {completing: {type: l, retries: 2}}}
        """

    private static let plays: [Play] = [
        Play(
            name: "a worker sees its job",
            models: work,
            steps: """
                - {create: m, variables: {y: 1}, tags: [t1], business-id: b}
                - expect:
                    tags: [t1]
                    business-id: b
                    jobs: [{element: a, variables: {x: 1, y: 1}, due: ~}]
                    elements: [{element: a, kind: SERVICE_TASK, state: ACTIVATED, variables: {x: 1}}]
                - take-jobs: work
                  for: 10s
                  gives:
                    - {element: a, retries: 3, in: 10s, variables: {x: 1, y: 1}, headers: {h: v}, tags: [t1]}
                - {timeout: a, to: 20s}
                - expect: {jobs: [{element: a, state: ACTIVATED, in: 20s}]}
                - {update-job: a, retries: 7, timeout: 30s}
                - {retries: a, to: 0, refused: {status: INVALID_ARGUMENT}}
                - {complete: a, variables: {z: 2}}
                - expect:
                    events: [JOB_COMPLETED a, {VARIABLE_SET: z, value: 2, scope: process}, {ELEMENT_ACTIVATED: {element: u}}]
                    all-events: [ELEMENT_COMPLETED a]
                    no-events: [ELEMENT_COMPLETED u]
                - {complete: a, gone: true, refused: {status: NOT_FOUND}}
                - {fail: a, key: 123, refused: {status: NOT_FOUND}}
                """),
        Play(
            name: "a user task changes hands",
            models: work,
            steps: """
                - {create: m, at: [u]}
                - {claim: u, to: ann, refused: {status: FAILED_PRECONDITION}}
                - {assign: u, to: carl, action: give}
                - expect: {events: [{USER_TASK_ASSIGNED: {assignee: carl, action: give}}]}
                - {update: u, groups: [g1, g2], priority: 70}
                - expect: {user-tasks: [{element: u, assignee: carl, groups: [g1, g2], priority: 70}]}
                - complete: u
                - {complete: u, denied: not now}
                - {complete: u, variables: {w: 1}}
                - {complete: u, corrections: {assignee: zed}}
                - expect: {ended: completed, variables: {w: 1}, since: start, events: [PROCESS_INSTANCE_CREATED]}
                - {cancel: true, refused: {status: NOT_FOUND}}
                """),
        Play(
            name: "the result is awaited",
            models: "m: [{service: a, boundary: [{on: {error: E}, flow: [user r]}]}]",
            steps: """
                - {create: m, await: true, variables: {a: 1}}
                - {throw: E, at: a}
                - {complete: r, variables: {b: 2}}
                - expect: {ended: completed, result: {a: 1, b: 2}}
                - {create: m, fetch: [a], variables: {a: 1, b: 1}, as: other}
                - {complete: a, of: other}
                - {expect: {result: {a: 1}}, of: other}
                """),
        Play(
            name: "messages find their way between partitions",
            models: """
                late: [{catch: c, on: {message: msg, key: "=k"}}]
                starts: {process: st, flow: [{start: s, on: {message: go}}, service z]}
                timed: {process: ti, flow: [{start: t, on: {every: R/PT1M}}, service z]}
                """,
            steps: """
                - {publish: msg, key: k1, ttl: 10m, id: i, variables: {v: 1}}
                - expect: {messages: [{name: msg, key: k1, id: i, in: 10m, variables: {v: 1}}]}
                - {create: late, variables: {k: k1}}
                - expect: {ended: completed, variables: {v: 1}}
                - {create: late, variables: {k: k2}}
                - expect: {message-subscriptions: [{name: msg, key: k2, process: process, correlating: false}]}
                - {correlate: msg, key: k2, gives: {instance: it}}
                - deploy: [starts, timed]
                - {correlate: go, key: x, as: new}
                - {expect: {active: [z]}, of: new}
                - expect: {start-timers: [{event: t, in: PT1M}], definitions: [process, st, {process: ti, version: 1}]}
                - delete: timed
                - expect: {start-timers: [], log: broker, events: [PROCESS_DEFINITION_DELETED]}
                - {create: timed, refused: {status: NOT_FOUND}}
                - {delete: starts, refused: {status: FAILED_PRECONDITION}}
                """, partitions: 3),
        Play(
            name: "models as text are refused with the place",
            models: """
                inside: {process: p, xml: "<bpmn:startEvent id='s'/><bpmn:serviceTask id='t'/>"}
                whole: {text: "<no", file: broken.bpmn}
                """,
            steps: """
                - {deploy: inside, refused: {reasons: [{reason: MISSING_EXTENSION t, line: 8, found: none}]}}
                - {deploy: whole, refused: {status: INVALID_ARGUMENT, reasons: [{reason: XML_MALFORMED, line: 1}]}}
                """),
        Play(
            name: "ad-hoc subprocesses begin what they are told",
            models: """
                chosen: [{ad-hoc: h, flows: [[service a, service b], user c], begin: '=["a"]', until: =done = true}]
                asked: [{ad-hoc: h, type: agent, flows: [service a, user c]}]
                """,
            steps: """
                - create: chosen
                - {activate: [c], in: h}
                - expect: {active: [{h: [{h: [a]}, {h: [c]}]}]}
                - {complete: a, variables: {done: true}}
                - {create: asked, as: x}
                - {complete: h, activate: [a, {element: c, variables: {q: 1}}], of: x}
                - {expect: {user-tasks: [c], jobs: [{element: a}]}, of: x}
                """),
        Play(
            name: "links and open ends",
            models: """
                link: {flow: [service a, {throw: t, on: {link: l}}], also: [[{catch: c, on: {link: l}}, user e]]}
                open: [{service: a, boundary: [{on: {timer: PT1M}, flow: [stop]}]}, stop]
                """,
            steps: """
                - create: link
                - complete: [a, e]
                - expect: {ended: completed}
                - {create: open, as: d, times: 2}
                - {complete: a, of: d}
                - {expect: {ended: completed, running: {process: 1}}, of: d}
                """),
        Play(
            name: "decisions and conditions",
            models: """
                dec:
                  file: d.dmn
                  text: >-
                    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="dd" name="dd" namespace="n">
                    <decision id="d" name="d"><literalExpression id="le"><text>x + 1</text></literalExpression></decision>
                    </definitions>
                cond: {process: co, flow: [{start: s, on: {condition: "=x > 3"}}, user q]}
                """,
            steps: """
                - {deploy: [dec, cond], together: true, gives: [{process: co, version: 1}, {decision: d, file: d.dmn}]}
                - {evaluate: d, variables: {x: 2}, gives: {output: 3, failure: ~, decisions: [{decision: d, output: 3}]}}
                - {evaluate: none, refused: {status: NOT_FOUND}}
                - {evaluate-conditions: {x: 5}, as: [c], gives: {started: 1}}
                - {expect: {active: [q]}, of: c}
                - {deploy: dec, gives: [{decision: d, version: 1}]}
                """),
        Play(
            name: "plans are generated and checked",
            models: """
                one: [{user: a, name: Check}, service b]
                two: [{user: c, name: Check}, service b]
                """,
            steps: """
                - create: one
                - generate-plan: two
                  source: one
                  gives:
                    instructions: [start, b, end]
                    proposals: [{from: a, to: c}]
                    unmapped: []
                    added: []
                    counts: {a: 1, process: 1}
                - {check-plan: two, source: one, map: {a: b}, gives: {reasons: [ELEMENT_TYPE_CHANGED a]}}
                - {migrate: two, auto-map: equal, map: {a: c}, dry-run: true, gives: {elements: [process, {a: c}]}}
                """),
        Play(
            name: "modifications name one of several",
            models: "m: [{sub: s, each: =items, flow: [user a, user b]}]",
            steps: """
                - {create: m, variables: {items: [1, 2]}}
                - modify:
                    move: [{from: {element: a, number: 2}, to: b, scopes: {s: {v: 1}}}]
                  gives: {activated: [b], terminated: [a], ended: false}
                - expect: {elements: [{element: "s#multiInstanceBody"}, {element: s, loop: 1}, {element: s, loop: 2}, a, b]}
                - {modify: {terminate: [{key: 99}]}, refused: true}
                - {modify: {terminate: [a, b]}, dry-run: true, gives: {terminated: [a, b, s, s, s, process], ended: true}}
                """),
    ]

    @Test(arguments: plays, EmbeddedBroker.Crashes.allCases)
    func isPlayed(_ play: Play, crashes: EmbeddedBroker.Crashes) async throws {
        let text = """
            models:
            \(indented(play.models, by: 2))
            scenarios:
              - name: it
                partitions: \(play.partitions)
                steps:
            \(indented(play.steps, by: 6))
            """
        var problems: [String] = []
        let file = Rehearsal.read(Array(text.utf8), named: "f.yaml", problems: &problems) { _ in [] }
        #expect(problems == [])

        let outcomes = await Rehearsal(crashes: crashes).play(try #require(file))

        #expect(outcomes.flatMap(\.details) == [])
        #expect(outcomes.map(\.ending) == [.passed])
    }

    @Test func whoWaitsForAnAnswerIsToldOfACrash() async throws {
        let text = """
            models: {m: [user a]}
            scenarios: [{name: it, steps: [{create: m, await: true}, crash, {expect: {result: {}}}]}]
            """
        var problems: [String] = []
        let file = Rehearsal.read(Array(text.utf8), named: "f.yaml", problems: &problems) { _ in [] }

        let outcomes = await Rehearsal().play(try #require(file))

        #expect(outcomes.flatMap(\.details).first == "    f.yaml:2: was refused: UNAVAILABLE")
    }

    @Test(arguments: zip(EmbeddedBroker.Crashes.allCases, [0, 3]))
    func crashesBeforeEachCallThatReachesAPartition(_ crashes: EmbeddedBroker.Crashes, count: Int) async throws {
        let broker = try EmbeddedBroker(crashes: crashes)

        for _ in 0..<3 { _ = try await broker.client.listProcessInstances() }
        _ = try await broker.client.topology()

        #expect(broker.crashCount == count)
    }

    private func indented(_ text: String, by count: Int) -> String {
        text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
    }
}
