import ArgumentParser

struct UserTasks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user-task", abstract: "Work for people: find it, hand it out, complete it.",
        discussion:
            "Those of the engine's own (zeebe:userTask); the others are jobs of type io.camunda.zeebe:userTask.",
        subcommands: [
            UserTaskList.self, UserTaskShow.self, UserTaskAssign.self, UserTaskClaim.self, UserTaskUnassign.self,
            UserTaskUpdate.self, UserTaskComplete.self,
        ])
}
