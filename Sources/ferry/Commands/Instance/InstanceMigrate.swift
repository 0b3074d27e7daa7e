import ArgumentParser
import FerryClient

struct InstanceMigrate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Move running instances to another definition, or say why not.",
        discussion: """
            One instance: prints what moved where. Several, or --all: prints how many moved, and the refusals grouped \
            by reason. A refused instance is as it was before, and refuses nobody else.

            ferry instance migrate KEY --to orders:2 --map charge=collect --auto-map equal --dry-run
            ferry instance migrate --all --definition orders:1 --plan orders-1-to-2.yaml
            """)

    @OptionGroup var plan: PlanOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The instances.", valueName: "key"), transform: ProcessInstanceKey.init(argument:))
    var keys: [ProcessInstanceKey] = []

    @Flag(name: .long, help: "Say what would happen and change nothing.")
    var dryRun = false

    @Flag(name: .long, help: "All running instances of --definition.")
    var all = false

    @Option(
        name: .long, help: ArgumentHelp("With --all: the definition to leave.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference?

    @Option(name: .long, help: ArgumentHelp("At most this many at a time.", valueName: "n"))
    var inFlight = 64

    func validate() throws {
        if all != keys.isEmpty { throw ValidationError("Give instance keys, or --all with --definition.") }
        if all != (definition != nil) { throw ValidationError("--all and --definition belong together.") }
        if inFlight < 1 { throw ValidationError("--in-flight is a number from 1.") }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let plan = try plan.migrationPlan()
        if keys.count == 1 && !all {
            let report = try await client.migrateProcessInstance(
                MigrateProcessInstance(processInstanceKey: keys[0], plan: plan, dryRun: dryRun))
            let names = await DefinitionNames(of: [report.source, report.target], from: client)
            console.print(report.json, orLines: report.lines(naming: names))
        } else {
            try await migrateMany(client, plan, console)
        }
    }

    private func migrateMany(_ client: FerryClient, _ plan: MigrationPlan, _ console: Console) async throws {
        // All keys first: moving instances while paging through their list would move the list as well.
        let keys = all ? try await client.instances(of: definition).map(\.key) : keys
        if keys.isEmpty { console.note("no instances") }
        let progress = ProgressBar(dryRun ? "checking" : "migrating", total: keys.count, console: console)
        let run = MigrationRun(client: client, plan: plan, isDryRun: dryRun, inFlight: inFlight)
        let outcome = await run.migrate(keys, progress: progress)
        console.print(outcome.json(isDryRun: dryRun), orLines: outcome.lines(isDryRun: dryRun))
        if outcome.status != .done { throw outcome.status }
    }
}
