import ArgumentParser
import FerryClient

/// How a plan file names its definitions.
enum PlanPin: String, ExpressibleByArgument, CaseIterable {
    /// Process id and content hash: the same file serves every stage.
    case hash
    case version
    case key
}

extension PlanDraft {
    /// Enough to tell two files apart.
    private static let hashDigits = 16

    /// With what is certain as instructions, and what looks alike as comments to be looked at.
    func yaml(pin: PlanPin) -> String {
        var lines = [
            "# \(source.title) -> \(target.title): \(instructions.count) elements are equal, \(proposals.count) look alike,"
                + " \(unmapped.count) have nothing to go to.",
            "# \(counts.isCut ? "At least " : "")\(counts.instances) instances were running.",
            "source: \(yamlReference(source, pin))", "target: \(yamlReference(target, pin))", "mode: strict",
            "auto-map: none",
        ]
        lines.append(instructions.isEmpty ? "instructions: []" : "instructions:")
        for instruction in instructions {
            lines.append(
                "  - {from: \(Self.scalar(instruction.from)), to: \(Self.scalar(instruction.to))}"
                    + comment([counts.phrase(instruction.from)]))
        }
        if !proposals.isEmpty {
            lines += ["  # These look alike. Take the # away from those that are right."]
            if instructions.isEmpty { lines[lines.count - 1] += " Write instructions without [] then." }
        }
        for proposal in proposals {
            lines.append(
                "  #- {from: \(Self.scalar(proposal.from)), to: \(Self.scalar(proposal.to))}"
                    + comment([
                        "score \(proposal.score): \(proposal.reasons.joined(separator: ", "))",
                        counts.phrase(proposal.from),
                    ]))
        }
        if !unmapped.isEmpty { lines.append("# Nothing to go to:") }
        for element in unmapped {
            let parts: [String?] = [element.note.isEmpty ? nil : element.note, counts.phrase(element.elementID)]
            lines.append(
                "#   " + Table.oneLine("\(element.elementID), \(element.kind)")
                    + comment(parts))
        }
        if !added.isEmpty { lines.append("# New in the target: " + Table.oneLine(added.joined(separator: ", "))) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// JSON has no comments: only what is certain.
    func json(pin: PlanPin) -> String {
        let plan: JSON = [
            "source": jsonReference(source, pin), "target": jsonReference(target, pin), "mode": .string("strict"),
            "auto-map": .string("none"),
            "instructions": .array(instructions.map { ["from": .string($0.from), "to": .string($0.to)] }),
        ]
        return plan.text + "\n"
    }

    private func yamlReference(_ definition: ProcessDefinition, _ pin: PlanPin) -> String {
        let title = Table.oneLine(definition.title)
        let process = Self.scalar(definition.processID)
        return switch pin {
        case .hash: "{process: \(process), hash: \"\(definition.contentHash.prefix(Self.hashDigits))\"}  # \(title)"
        case .version: "{process: \(process), version: \(definition.version)}"
        case .key: "{key: \"\(definition.key)\"}  # \(title)"
        }
    }

    private func jsonReference(_ definition: ProcessDefinition, _ pin: PlanPin) -> JSON {
        switch pin {
        case .hash:
            [
                "process": .string(definition.processID),
                "hash": .string(String(definition.contentHash.prefix(Self.hashDigits))),
            ]
        case .version: ["process": .string(definition.processID), "version": .number(definition.version)]
        case .key: ["key": .key(definition.key)]
        }
    }

    private func comment(_ parts: [String?]) -> String {
        let text = parts.compactMap(\.self).joined(separator: "; ")
        return text.isEmpty ? "" : "  # " + Table.oneLine(text)
    }

    /// Words that YAML takes for something else.
    private static let reserved: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

    /// Plain where nobody can take it for anything but text.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.unicodeScalars.first.map { $0.isASCII && ($0.properties.isAlphabetic || $0 == "_") } ?? false
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains($0))
            }
        return isPlain && !reserved.contains(text.lowercased()) ? text : JSON.string(text).text
    }
}

extension ProcessDefinition {
    /// For people: `order:2`.
    var title: String { "\(processID):\(version)" }
}
