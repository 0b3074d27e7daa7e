import ArgumentParser
import FerryClient
import Foundation

struct PlanGenerate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Compare two definitions and write a plan.",
        discussion: """
            What is equal becomes an instruction. What only looks alike becomes a comment with its score and reasons, to \
            be looked at by somebody; in JSON, which has no comments, it goes to stderr.

            ferry plan generate --from order:1 --to order:2 -o order-1-to-2.yaml
            """)

    @OptionGroup var broker: BrokerOptions

    @Option(
        name: .long, help: ArgumentHelp("The definition to leave.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var from: DefinitionReference

    @Option(
        name: .long, help: ArgumentHelp("The definition to move to.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var to: DefinitionReference

    @Option(name: [.short, .customLong("out")], help: ArgumentHelp("Write to this file.", valueName: "file"))
    var out: String?

    @Flag(name: .long, help: "Overwrite the file.")
    var force = false

    @Option(name: .long, help: "The file's format.")
    var format = Format.yaml

    @Option(name: .long, help: "How the file names its definitions; with hash it serves every stage.")
    var pin = PlanPin.hash

    @Option(name: .long, help: ArgumentHelp("Count the active elements of so many instances.", valueName: "n"))
    var countMax = 100_000

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case yaml
        case json
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        if let out, !force, FileManager.default.fileExists(atPath: out) {
            throw InputError("\(out): is there already; --force overwrites it")
        }
        let draft = try await PlanDraft.compare(from, to, countMax: countMax, from: client)
        let text = format == .yaml ? draft.yaml(pin: pin) : draft.json(pin: pin)
        if format == .json {
            for proposal in draft.proposals { console.note(proposal.line(draft.counts)) }
            for element in draft.unmapped { console.note(element.line(draft.counts)) }
        }
        guard let out else {
            console.print(verbatim: text)
            return
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
        } catch {
            throw InputError("\(out): cannot be written: \(error.localizedDescription)")
        }
        console.note(
            "\(out): \(draft.instructions.count) elements mapped, \(draft.proposals.count) to look at, "
                + "\(draft.unmapped.count) with nothing to go to")
    }
}

extension ProposedInstruction {
    fileprivate func line(_ counts: ActiveCounts) -> String {
        let parts: [String?] = ["score \(score)", reasons.joined(separator: ", "), counts.phrase(from)]
        return Table.oneLine("looks alike: \(from) -> \(to) (\(parts.compactMap(\.self).joined(separator: "; ")))")
    }
}

extension UnmappedElement {
    fileprivate func line(_ counts: ActiveCounts) -> String {
        let parts: [String?] = [kind, note.isEmpty ? nil : note, counts.phrase(elementID)]
        return Table.oneLine("nothing to go to: \(elementID) (\(parts.compactMap(\.self).joined(separator: "; ")))")
    }
}
