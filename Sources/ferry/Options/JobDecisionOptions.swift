import ArgumentParser
import FerryClient

/// What a worker of a special job says beside variables.
struct JobDecisionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Ad-hoc subprocess: an element that is to begin, with variables of its own as JSON. Repeatable.",
            valueName: "element[={...}]"))
    var activate: [String] = []

    @Flag(name: .long, help: "Ad-hoc subprocess: it is done once nothing is left inside.")
    var fulfilled = false

    @Flag(name: .long, help: "Ad-hoc subprocess: what runs inside ends now.")
    var cancelRemaining = false

    @Option(name: .long, help: ArgumentHelp("Task listener: the change does not happen.", valueName: "reason"))
    var deny: String?

    @Option(name: .long, help: ArgumentHelp("Task listener: somebody else; empty for nobody.", valueName: "user"))
    var assignee: String?

    @Option(name: .long, help: ArgumentHelp("Task listener: other groups.", valueName: "a,b"))
    var candidateGroups: String?

    @Option(name: .long, help: ArgumentHelp("Task listener: other users.", valueName: "a,b"))
    var candidateUsers: String?

    @Option(name: .long, help: ArgumentHelp("Task listener: as in 2026-02-28T13:10:00+01:00.", valueName: "date"))
    var due: String?

    @Option(name: .long, help: ArgumentHelp("Task listener: as in 2026-02-28T13:10:00+01:00.", valueName: "date"))
    var followUp: String?

    @Option(name: .long, help: ArgumentHelp("Task listener: 0 to 100.", valueName: "number"))
    var priority: Int32?

    /// nil: nothing was said.
    func read() throws(InputError) -> JobDecision? {
        let corrections = UserTaskCorrections(
            assignee: assignee, candidateGroups: candidateGroups?.names, candidateUsers: candidateUsers?.names,
            dueDate: due, followUpDate: followUp, priority: priority)
        let isAdHoc = !activate.isEmpty || fulfilled || cancelRemaining
        let isListener = deny != nil || !corrections.isEmpty
        if isAdHoc, isListener { throw InputError("a job is an ad-hoc subprocess's or a task listener's, not both") }
        if isListener {
            return .taskListener(
                TaskListenerResult(isDenied: deny != nil, deniedReason: deny ?? "", corrections: corrections))
        }
        guard isAdHoc else { return nil }
        var activities: [AdHocActivation] = []
        for text in activate { activities.append(try AdHocActivation(text: text)) }
        return .adHoc(AdHocResult(activities: activities, isFulfilled: fulfilled, cancelsRemaining: cancelRemaining))
    }
}

extension AdHocActivation {
    /// `element`, or `element={"a": 1}`.
    init(text: String) throws(InputError) {
        guard let equals = text.firstIndex(of: "=") else {
            self.init(elementID: text)
            return
        }
        let json = String(text[text.index(after: equals)...])
        do {
            self.init(elementID: String(text[..<equals]), variables: try Variables(parsing: json))
        } catch {
            throw InputError("\(text): \(error)")
        }
    }
}

extension String {
    /// The parts between commas, without the blanks around them.
    var names: [String] {
        split(separator: ",").map { name in
            String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }
}
