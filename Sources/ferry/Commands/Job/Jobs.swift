import ArgumentParser

struct Jobs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Look at jobs, and do a worker's work by hand.",
        subcommands: [
            JobList.self, JobActivate.self, JobStreamCommand.self, JobComplete.self, JobFail.self, JobThrowError.self,
            JobUpdate.self,
            JobRetries.self, JobTimeout.self,
        ])
}
