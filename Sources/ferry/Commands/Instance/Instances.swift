import ArgumentParser

struct Instances: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instance", abstract: "Start, watch, change and migrate process instances.",
        subcommands: [
            InstanceCreate.self, InstanceList.self, InstanceShow.self, InstanceCancel.self, InstanceMigrate.self,
            InstanceModify.self, InstanceActivate.self, InstanceSuspend.self, InstanceResume.self,
            InstanceSetVariables.self,
        ])
}
