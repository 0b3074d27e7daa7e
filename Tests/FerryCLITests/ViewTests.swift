import FerryClient
import Testing

@testable import ferry

/// The field names here are a promise to scripts.
@Suite struct ViewTests {
    private static let time = Timestamp(milliseconds: 1_772_357_400_001)

    private static let definition = ProcessDefinition(
        key: 2_251_799_813_685_249, processID: "order", version: 2, name: "Order", versionTag: "v2",
        resourceName: "order-v2.bpmn", contentHash: String(repeating: "ab", count: 32), deployedAt: time)

    private static let incident = IncidentView(
        key: 9, type: .jobNoRetries, message: "no \"money\"", processInstanceKey: 1, definitionKey: 2,
        elementInstanceKey: 4, elementID: "charge", job: 5, raisedAt: time)

    private static let summary = ProcessInstanceSummary(
        key: 2_251_799_813_685_251, definitionKey: 2, processID: "order", version: 1, startedAt: time, incidents: 1,
        tenant: .default, state: .active, activeElements: ["charge", "reserve"])

    private static let tree = ProcessInstanceTree(
        summary: summary,
        elements: [
            ElementInstanceView(
                key: 2_251_799_813_685_251, scope: nil, elementID: "order", kind: "PROCESS", state: .activated),
            ElementInstanceView(
                key: 7, scope: 2_251_799_813_685_251, elementID: "fulfilment", kind: "SUB_PROCESS", state: .activated),
            ElementInstanceView(
                key: 8, scope: 2_251_799_813_685_251, elementID: "audit", kind: "USER_TASK", state: .activated),
            ElementInstanceView(
                key: 4, scope: 7, elementID: "charge", kind: "SERVICE_TASK", state: .activated,
                job: JobView(key: 5, type: "charge-card", retries: 1, state: .activated, worker: "till-1", due: time),
                incidents: [incident]),
        ],
        variables: [VariableView(scope: 2_251_799_813_685_251, name: "amount", value: .number("12.50"))],
        tokens: [WaitingToken(scope: 7, gatewayID: "join", flowID: "stock-done", count: 1)])

    private static let report = MigrationReport(
        processInstanceKey: 1, source: 2, target: 3, isDryRun: false,
        elements: [
            MovedElement(key: 1, from: "order", to: "order"),
            MovedElement(key: 4, from: "charge", to: "collect", job: 5, incident: 9),
        ],
        tokens: [
            MovedToken(
                scope: 1, fromGateway: "join", toGateway: "join2", fromFlow: "a", toFlow: "b", count: 2)
        ],
        events: [MovedEvent(element: 4, before: paid("paid"), after: paid("settled"))],
        position: LogPosition(77),
        warnings: [
            MigrationWarning(
                code: "TOKEN_CANNOT_LEAVE", elementID: "collect", message: "no way leads on", path: ["collect"])
        ])

    @Test func aDefinitionAsJSON() {
        let hash = String(repeating: "ab", count: 32)
        #expect(
            Self.definition.json.text
                == #"{"key":"2251799813685249","processId":"order","version":2,"name":"Order","versionTag":"v2","#
                + #""resourceName":"order-v2.bpmn","contentHash":"\#(hash)","#
                + #""deployedAt":"2026-03-01T09:30:00.001Z","tenant":"<default>"}"#)
    }

    @Test func aDefinitionForPeopleSaysHowToGetItsFile() {
        #expect(Self.definition.lines.last == "xml       ferry definition show order:2 --xml")
    }

    @Test func anInstanceAsJSON() {
        #expect(
            Self.summary.json.text
                == #"{"key":"2251799813685251","definitionKey":"2","processId":"order","version":1,"state":"ACTIVE","#
                + #""incidents":1,"startedAt":"2026-03-01T09:30:00.001Z","activeElements":["charge","reserve"],"#
                + #""tenant":"<default>","tags":[],"businessId":""}"#)
    }

    @Test func aTreeAsJSON() {
        let text = Self.tree.json.text

        #expect(
            text.contains(
                #"{"key":"4","scope":"7","elementId":"charge","kind":"SERVICE_TASK","state":"ACTIVATED","#
                    + #""job":{"key":"5","type":"charge-card","retries":1,"state":"ACTIVATED","worker":"till-1","#
                    + #""due":"2026-03-01T09:30:00.001Z","errorMessage":"","kind":"BPMN_ELEMENT","priority":0},"incidents":[{"key":"9""#
            ))
        #expect(text.contains(#""variables":[{"scope":"2251799813685251","name":"amount","value":12.50}]"#))
        #expect(text.hasSuffix(#""tokens":[{"scope":"7","gatewayId":"join","flowId":"stock-done","count":1}]}"#))
    }

    @Test func aTreeForPeople() {
        #expect(
            Self.tree.lines == [
                "instance    2251799813685251",
                "process     order:1",
                "definition  2",
                "state       ACTIVE",
                "started     2026-03-01T09:30:00.001Z",
                "incidents   1",
                "",
                "elements",
                "  ELEMENT       KEY               KIND          STATE        JOB",
                "  order         2251799813685251  PROCESS       ACTIVATED",
                "    fulfilment  7                 SUB_PROCESS   ACTIVATED",
                "      charge    4                 SERVICE_TASK  ACTIVATED !  5 charge-card, 1 retry, ACTIVATED by till-1",
                "    audit       8                 USER_TASK     ACTIVATED",
                "",
                "variables",
                "  SCOPE  NAME    VALUE",
                "  order  amount  12.50",
                "",
                "waiting at joins",
                "  JOIN  CAME BY     TOKENS  SCOPE",
                "  join  stock-done       1  fulfilment 7",
                "",
                "incidents",
                "  KEY  ELEMENT  TYPE            MESSAGE",
                #"  9    charge   JOB_NO_RETRIES  no "money""#,
            ])
    }

    @Test func anIncidentAsJSON() {
        #expect(
            Self.incident.json.text
                == #"{"key":"9","type":"JOB_NO_RETRIES","message":"no \"money\"","processInstanceKey":"1","#
                + #""definitionKey":"2","elementInstanceKey":"4","elementId":"charge","jobKey":"5","#
                + #""raisedAt":"2026-03-01T09:30:00.001Z"}"#)
    }

    @Test func anActivatedJobAsJSON() throws {
        let job = ActivatedJob(
            key: 5, type: "charge-card", processInstanceKey: 1, definitionKey: 2, processID: "order", version: 1,
            elementID: "charge", elementInstanceKey: 4, headers: [ActivatedJob.Header(key: "provider", value: "card")],
            retries: 3, deadline: Self.time, variables: try Variables(parsing: #"{"a": [1, null]}"#), tenant: .default)

        #expect(
            job.json.text
                == #"{"key":"5","type":"charge-card","processInstanceKey":"1","definitionKey":"2","processId":"order","#
                + #""version":1,"elementId":"charge","elementInstanceKey":"4","headers":{"provider":"card"},"#
                + #""retries":3,"deadline":"2026-03-01T09:30:00.001Z","variables":{"a":[1,null]},"tenant":"<default>","#
                + #""kind":"BPMN_ELEMENT","priority":0}"#
        )
    }

    private static func paid(_ eventID: String) -> EventSubscription {
        EventSubscription(
            key: 8, eventID: eventID, isInterrupting: true,
            trigger: .message(MessageWait(name: "paid", correlationKey: "o-7")))
    }

    @Test func aMigrationAsJSON() {
        #expect(
            Self.report.json.text
                == #"{"processInstanceKey":"1","source":"2","target":"3","dryRun":false,"elements":["#
                + #"{"key":"1","from":"order","to":"order","jobKey":null,"incidentKey":null},"#
                + #"{"key":"4","from":"charge","to":"collect","jobKey":"5","incidentKey":"9"}],"tokens":["#
                + #"{"scope":"1","fromGateway":"join","toGateway":"join2","fromFlow":"a","toFlow":"b","count":2}],"#
                + #""events":[{"elementInstanceKey":"4","outcome":"KEPT","before":{"key":"8","eventId":"paid","#
                + #""interrupting":true,"kind":"MESSAGE","name":"paid","correlationKey":"o-7"},"#
                + #""after":{"key":"8","eventId":"settled","interrupting":true,"kind":"MESSAGE","name":"paid","#
                + #""correlationKey":"o-7"}}],"structure":{"reshaped":[],"removedScopes":[],"createdScopes":[],"#
                + #""replacedJobs":[],"variables":[],"compensations":[],"continuations":[]},"#
                + #""warnings":[{"code":"TOKEN_CANNOT_LEAVE","from":null,"elementId":"collect","#
                + #""message":"no way leads on","path":["collect"]}],"position":77}"#)
    }

    @Test func aMigrationForPeople() async {
        // The definition that was left cannot be looked up.
        let broker = ScriptedTransport { call in
            guard call == .getProcessDefinition(GetProcessDefinition(definition: .key(3))) else {
                return .failure(Rejection(.notFound, "no such definition"))
            }
            return .success(.getProcessDefinition(GetProcessDefinition.Answer(definition: Self.definition, xml: [])))
        }
        let names = await DefinitionNames(of: [2, 3], from: FerryClient(transport: broker))

        #expect(
            Self.report.lines(naming: names) == [
                "migrated 1  2 -> order:2",
                "  ELEMENT  KEY  BECOMES  JOB  INCIDENT",
                "  order    1    order",
                "  charge   4    collect  5    9",
                "",
                "  JOIN  CAME BY  TOKENS  BECOMES  CAME BY",
                "  join  a             2  join2    b",
                "",
                "  EVENT  KEY  BECOMES  WHAT  WAITS FOR              BEFORE",
                "  paid   8    settled  KEPT  'paid' with key 'o-7'",
                "",
                "  warning: TOKEN_CANNOT_LEAVE  no way leads on",
                "           path: collect",
            ])
    }

    @Test func anEventAsJSONAndForPeople() throws {
        let event = PartitionEvent(
            partition: PartitionID(2),
            event: EventView(
                position: LogPosition(41), timestamp: Self.time, kind: "JOB_CREATED", processInstanceKey: 6,
                details: try JSONValue(parsing: #"{"type": "a"}"#)))

        #expect(
            event.json.text
                == #"{"partition":2,"position":41,"timestamp":"2026-03-01T09:30:00.001Z","kind":"JOB_CREATED","#
                + #""processInstanceKey":"6","details":{"type":"a"}}"#)
        #expect(
            event.line
                == "     2/41  2026-03-01T09:30:00.001Z  JOB_CREATED                 6                 "
                + #"{"type":"a"}"#)
    }

    @Test func theTopologyAsJSON() {
        let topology = Topology(
            serverVersion: "0.1.0", clusterID: "c-1",
            partitions: [PartitionView(id: PartitionID(1), isHealthy: true, lastPosition: LogPosition(12))])

        #expect(
            topology.json.text
                == #"{"serverVersion":"0.1.0","clusterId":"c-1","partitions":["#
                + #"{"id":1,"healthy":true,"lastPosition":12,"problem":""}]}"#)
    }

    @Test func aNewInstanceAsJSON() throws {
        let answer = CreateProcessInstance.Answer(
            processInstanceKey: 1, definitionKey: 2, processID: "order", version: 1,
            result: try Variables(parsing: #"{"paid": true}"#))

        #expect(
            answer.json.text
                == #"{"processInstanceKey":"1","definitionKey":"2","processId":"order","version":1,"result":{"paid":true}}"#
        )
    }

    @Test func aRejectionAsJSON() {
        let rejection = Rejection(
            .invalidArgument, "no",
            reasons: [Reason(code: "A", elementID: "x", expected: "e", found: "f", hint: "h")])

        #expect(
            rejection.json.text
                == #"{"status":"INVALID_ARGUMENT","message":"no","reasons":["#
                + #"{"code":"A","elementId":"x","expected":"e","found":"f","hint":"h"}]}"#)
    }

    @Test func aMeasurementAsJSON() {
        let report = BenchReport(
            workload: "migrate", operations: 1_000, errors: 10, elapsed: .milliseconds(500),
            latencies: LatencyPercentiles(p50: 1, p90: 2, p99: 3, p999: 4, max: 5))

        #expect(
            report.json.text
                == #"{"workload":"migrate","operations":1000,"errors":10,"seconds":0.500,"operationsPerSecond":1980.0,"#
                + #""latencyMicroseconds":{"p50":1,"p90":2,"p99":3,"p999":4,"max":5}}"#)
    }
}

extension JSONValue {
    fileprivate static func number(_ digits: String) -> JSONValue { JSONValue(trusted: Array(digits.utf8)) }
}
