import FerryFEEL
import FerryModel
import FerryXML

/// What begins a process is known when it is deployed: there is no instance yet whose variables it could depend on.
enum ConstantRules {
    static func check(_ draft: DraftProcess, _ declarations: Declarations, report: inout ProblemReport) {
        for element in draft.starts(of: 0).map({ draft.elements[$0] }) {
            guard let event = element.event, let definition = event.definition else { continue }
            switch definition {
            case .message(let message): checkName(message.name, of: element, event, report: &report)
            case .signal(let name): checkName(name, of: element, event, report: &report)
            case .timer(let timer): check(timer, of: element, event, report: &report)
            default: break
            }
        }
    }

    private static func checkName(
        _ name: Expression, of element: DraftElement, _ event: DraftEvent, report: inout ProblemReport
    ) {
        guard case .feel(let expression) = name else { return }
        let found = evaluate(expression)
        if case .string(let text)? = found.value, !text.isEmpty { return }
        report.add(
            .expressionNotConstant, at: event.node, id: element.id,
            expected: "a name that is known without variables", found: "\(name.source.quotable), \(found.words)")
    }

    private static func check(
        _ timer: TimerDefinition, of element: DraftElement, _ event: DraftEvent, report: inout ProblemReport
    ) {
        guard case .feel(let expression) = timer.value else { return }
        let found = evaluate(expression)
        if let value = found.value, case .success = TimerSchedule.parsing(value, as: timer.form) { return }
        report.add(
            .expressionNotConstant, at: event.node, id: element.id,
            expected: "a time that is known without variables", found: "\(timer.value.source.quotable), \(found.words)")
    }

    private static func evaluate(_ expression: FEELExpression) -> (value: FEELValue?, words: String) {
        do {
            let evaluation = try expression.evaluate(in: NoVariables())
            let warning = evaluation.warnings.first.map { " (\($0.message))" } ?? ""
            return (evaluation.value, "which is " + String(decoding: evaluation.value.json, as: UTF8.self) + warning)
        } catch {
            return (nil, "which fails: \(error.description)")
        }
    }
}

/// No instance, but a moment: an expression may well begin with `now()`. Which one it is says nothing about its form.
private struct NoVariables: FEELScope {
    var now: Timestamp? { Timestamp(milliseconds: 0) }

    func variable(_ name: String) -> FEELValue? { nil }
}
