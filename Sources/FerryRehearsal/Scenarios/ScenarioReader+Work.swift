import FerryModel

/// Steps about instances, jobs and user tasks.
extension ScenarioReader {
    mutating func creation(_ value: DocumentNode, _ fields: Fields) -> Action? {
        guard let name = reader.text(value, "'create'") else { return nil }
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard !parts.contains("") else {
            reader.reject("'create' is a model, MODEL/PROCESS, or the id of a process", value)
            return nil
        }
        let isModel = library.names.contains(parts[0])
        if isModel { use(parts[0], value) }
        let fetched = reader.texts(fields["fetch"], "'fetch'")
        let call = CreateProcessInstance(
            definition: .latest(processID: ""), variables: reader.variables(fields["variables"], "'variables'"),
            startElements: reader.texts(fields["at"], "'at'"),
            awaitResult: reader.flag(fields["await"], "'await'", default: !fetched.isEmpty), fetchVariables: fetched,
            tags: reader.texts(fields["tags"], "'tags'"),
            businessID: reader.text(fields["business-id"], "'business-id'") ?? "")
        return .create(
            CreationDraft(
                model: isModel ? parts[0] : nil, process: isModel ? (parts.count > 1 ? parts[1] : nil) : name,
                call: call),
            name: reader.text(fields["as"], "'as'") ?? "it")
    }

    mutating func work(_ verb: String, _ value: DocumentNode, _ fields: Fields, _ number: Int) -> Action? {
        let variables = reader.variables(fields["variables"], "'variables'")
        if verb == "complete" {
            return .complete(
                elements: reader.texts(value, "'complete'"), number, variables,
                action: reader.text(fields["action"], "'action'") ?? "", decision(fields))
        }
        guard let element = reader.text(value, "'\(verb)'") else { return nil }
        let message = reader.text(fields["message"], "'message'") ?? ""
        switch verb {
        case "fail":
            return .fail(
                element: element, number, retries: int32(fields["retries"], "'retries'", -1_000...1_000) ?? 0,
                message: message, backoffMilliseconds: reader.duration(fields["backoff"], "'backoff'") ?? 0, variables)
        case "throw":
            guard let at = reader.required("at", of: fields, "'throw'") else { return nil }
            return .throwError(element: at, number, code: element, message: message, variables)
        case "retries":
            guard let retries = int32(fields["to"], "'to'", -1_000...1_000) else {
                reader.reject("'retries' needs 'to'", value)
                return nil
            }
            return .retries(element: element, number, retries)
        case "timeout":
            guard let time = reader.duration(fields["to"], "'to'") else {
                reader.reject("'timeout' needs 'to'", value)
                return nil
            }
            return .timeout(element: element, number, milliseconds: time)
        default:
            return .updateJob(
                element: element, number, retries: int32(fields["retries"], "'retries'", -1_000...1_000),
                milliseconds: reader.duration(fields["timeout"], "'timeout'"))
        }
    }

    /// What the worker of an ad-hoc subprocess, or of a task listener, says beside variables.
    private mutating func decision(_ fields: Fields) -> JobDecision? {
        if fields.has("denied") || fields.has("corrections") {
            let denied = fields["denied"]
            let reason = denied?.flag == nil ? reader.text(denied, "'denied'") : nil
            return .taskListener(
                TaskListenerResult(
                    isDenied: denied.map { $0.flag ?? true } ?? false, deniedReason: reason ?? "",
                    corrections: corrections(fields["corrections"])))
        }
        guard fields.has("activate") || fields.has("fulfilled") || fields.has("cancel-remaining") else { return nil }
        return .adHoc(
            AdHocResult(
                activities: fields["activate"].map { activations($0) } ?? [],
                isFulfilled: reader.flag(fields["fulfilled"], "'fulfilled'"),
                cancelsRemaining: reader.flag(fields["cancel-remaining"], "'cancel-remaining'")))
    }

    private mutating func corrections(_ node: DocumentNode?) -> UserTaskCorrections {
        let known = ["assignee", "groups", "users", "due", "follow-up", "priority"]
        guard let node, let fields = reader.fields(node, "'corrections'", known: known) else {
            return UserTaskCorrections()
        }
        return UserTaskCorrections(
            assignee: clearable(fields["assignee"], "'assignee'"), candidateGroups: names(fields["groups"], "'groups'"),
            candidateUsers: names(fields["users"], "'users'"), dueDate: clearable(fields["due"], "'due'"),
            followUpDate: clearable(fields["follow-up"], "'follow-up'"),
            priority: int32(fields["priority"], "'priority'", -1_000...1_000))
    }

    /// Elements of an ad-hoc subprocess: ids, and objects `{element, variables}`.
    mutating func activations(_ node: DocumentNode) -> [AdHocActivation] {
        (node.list ?? [node]).compactMap { node in
            if let element = node.text { return AdHocActivation(elementID: element) }
            guard let fields = reader.fields(node, "an activation", known: ["element", "variables"]),
                let element = reader.required("element", of: fields, "an activation")
            else { return nil }
            return AdHocActivation(
                elementID: element, variables: reader.variables(fields["variables"], "'variables'"))
        }
    }

    mutating func polling(_ value: DocumentNode, _ fields: Fields) -> Action? {
        guard let type = reader.text(value, "'take-jobs'") else { return nil }
        let count = int32(fields["count"], "'count'", 0...10_000)
        let poll = ActivateJobs(
            type: type, worker: reader.text(fields["worker"], "'worker'") ?? "rehearsal",
            timeoutMilliseconds: reader.duration(fields["for"], "'for'") ?? 60_000,
            maxJobs: count ?? (fields.has("gives") ? 1_000 : 1),
            fetchVariables: reader.texts(fields["fetch"], "'fetch'"))
        return .takeJobs(poll, atLeast: fields.has("gives") ? 0 : Int(count ?? 1))
    }

    mutating func userTask(_ verb: String, _ value: DocumentNode, _ fields: Fields, _ number: Int) -> Action? {
        guard let element = reader.text(value, "'\(verb)'") else { return nil }
        let action = reader.text(fields["action"], "'action'") ?? ""
        guard verb == "update" else {
            return .assign(
                element: element, number, assignee: reader.text(fields["to"], "'to'") ?? "",
                isClaim: verb == "claim", action: action)
        }
        return .update(
            element: element, number,
            UpdateUserTask(
                userTaskKey: 0, candidateGroups: names(fields["groups"], "'groups'"),
                candidateUsers: names(fields["users"], "'users'"), dueDate: clearable(fields["due"], "'due'"),
                followUpDate: clearable(fields["follow-up"], "'follow-up'"),
                priority: int32(fields["priority"], "'priority'", -1_000...1_000), action: action))
    }

    /// Nil leaves it as it is; `~` and `""` clear it.
    private mutating func clearable(_ node: DocumentNode?, _ what: String) -> String? {
        guard let node else { return nil }
        return node.isNull || node.text == "" ? "" : reader.text(node, what)
    }

    private mutating func names(_ node: DocumentNode?, _ what: String) -> [String]? {
        guard let node else { return nil }
        return node.isNull ? [] : reader.texts(node, what)
    }
}
