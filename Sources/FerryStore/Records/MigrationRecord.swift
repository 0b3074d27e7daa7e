import FerryModel

/// `ferry.record.v1.MovedElement`.
enum MovedElementRecord {
    static func write(_ element: MovedElement, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, element.key)
        writer.number(2, names.number(of: element.from))
        writer.number(3, names.number(of: element.to))
        if let job = element.job { writer.key(4, job) }
        if let incident = element.incident { writer.key(5, incident) }
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> MovedElement {
        var cursor = cursor
        var key: ElementInstanceKey?
        var from: String?
        var to: String?
        var job: JobKey?
        var incident: IncidentKey?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: from = try field.name(of: names)
            case 3: to = try field.name(of: names)
            case 4: job = try field.key()
            case 5: incident = try field.key()
            default: break
            }
        }
        return MovedElement(
            key: try require(key, "a moved element's key"), from: try require(from, "a moved element's source"),
            to: try require(to, "a moved element's target"), job: job, incident: incident)
    }
}

/// `ferry.record.v1.MovedToken`.
enum MovedTokenRecord {
    static func write(_ token: MovedToken, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, token.scope)
        writer.number(2, names.number(of: token.fromGateway))
        writer.number(3, names.number(of: token.toGateway))
        writer.number(4, names.number(of: token.fromFlow))
        writer.number(5, names.number(of: token.toFlow))
        writer.int32UnlessZero(6, token.count)
        if let scope = token.toScope { writer.key(7, scope) }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]) throws(RecordFault) -> MovedToken {
        var cursor = cursor
        var scope: ElementInstanceKey?
        var gateways: (from: String?, to: String?)
        var flows: (from: String?, to: String?)
        var count: Int32 = 0
        var toScope: ElementInstanceKey?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: scope = try field.key()
            case 2: gateways.from = try field.name(of: names)
            case 3: gateways.to = try field.name(of: names)
            case 4: flows.from = try field.name(of: names)
            case 5: flows.to = try field.name(of: names)
            case 6: count = try field.int32()
            case 7: toScope = try field.key()
            default: break
            }
        }
        return MovedToken(
            scope: try require(scope, "a moved token's scope"),
            fromGateway: try require(gateways.from, "a moved token's source gateway"),
            toGateway: try require(gateways.to, "a moved token's target gateway"),
            fromFlow: try require(flows.from, "a moved token's source flow"),
            toFlow: try require(flows.to, "a moved token's target flow"), count: count,
            toScope: toScope)
    }
}

/// `ferry.record.v1.MigrationWarning`.
enum WarningRecord {
    static func write(_ warning: MigrationWarning, to writer: inout RecordWriter) {
        writer.text(1, warning.code)
        writer.textUnlessEmpty(2, warning.from)
        writer.textUnlessEmpty(3, warning.elementID)
        writer.textUnlessEmpty(4, warning.message)
        for id in warning.path { writer.text(5, id) }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MigrationWarning {
        var cursor = cursor
        var warning = MigrationWarning(code: "", elementID: "", message: "")
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: warning.code = try field.text(in: bytes)
            case 2: warning.from = try field.text(in: bytes)
            case 3: warning.elementID = try field.text(in: bytes)
            case 4: warning.message = try field.text(in: bytes)
            case 5: warning.path.append(try field.text(in: bytes))
            default: break
            }
        }
        return warning
    }
}

/// `ferry.record.v1.MigrationReport`.
enum ReportRecord {
    static func write(_ report: MigrationReport, to writer: inout RecordWriter, _ names: inout NameTable) {
        writer.key(1, report.processInstanceKey)
        writer.key(2, report.source)
        writer.key(3, report.target)
        writer.flagUnlessFalse(4, report.isDryRun)
        for element in report.elements {
            writer.message(5) { MovedElementRecord.write(element, to: &$0, &names) }
        }
        for token in report.tokens {
            writer.message(6) { MovedTokenRecord.write(token, to: &$0, &names) }
        }
        writer.numberUnlessZero(7, report.position.rawValue)
        for event in report.events {
            writer.message(10) { MovedEventRecord.write(event, to: &$0, &names) }
        }
        for warning in report.warnings { writer.message(15) { WarningRecord.write(warning, to: &$0) } }
        if !report.structure.isEmpty {
            writer.message(20) { MigratedStructureRecord.write(report.structure, to: &$0, &names) }
        }
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ names: [String]
    ) throws(RecordFault) -> MigrationReport {
        var cursor = cursor
        var key: ProcessInstanceKey?
        var source: ProcessDefinitionKey?
        var target: ProcessDefinitionKey?
        var isDryRun = false
        var elements: [MovedElement] = []
        var tokens: [MovedToken] = []
        var position = LogPosition.none
        var events: [MovedEvent] = []
        var warnings: [MigrationWarning] = []
        var structure = MigratedStructure()
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: source = try field.key()
            case 3: target = try field.key()
            case 4: isDryRun = try field.flag()
            case 5: elements.append(try MovedElementRecord.read(field.content(), in: bytes, names))
            case 6: tokens.append(try MovedTokenRecord.read(field.content(), in: bytes, names))
            case 7: position = LogPosition(try field.unsigned())
            case 10: events.append(try MovedEventRecord.read(field.content(), in: bytes, names))
            case 15: warnings.append(try WarningRecord.read(field.content(), in: bytes))
            case 20: structure = try MigratedStructureRecord.read(field.content(), in: bytes, names)
            default: break
            }
        }
        return MigrationReport(
            processInstanceKey: try require(key, "the report's instance"),
            source: try require(source, "the report's source"), target: try require(target, "the report's target"),
            isDryRun: isDryRun, elements: elements, tokens: tokens, events: events, position: position,
            structure: structure, warnings: warnings)
    }
}
