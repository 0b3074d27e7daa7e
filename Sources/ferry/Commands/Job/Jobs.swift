import ArgumentParser

struct Jobs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Do a worker's work by hand.",
        subcommands: [
            JobActivate.self, JobComplete.self, JobFail.self, JobThrowError.self, JobRetries.self, JobTimeout.self,
        ])
}
