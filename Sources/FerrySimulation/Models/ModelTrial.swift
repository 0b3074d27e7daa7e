import FerryBPMN

/// Drawn models held against the parser: a refused one is a fault of the drawing.
package struct ModelTrial: Sendable {
    package private(set) var drawn = 0
    /// A line for each model that may not be deployed, with its reasons.
    package private(set) var refusals: [String] = []
    /// How often each kind of element was drawn.
    package private(set) var kinds: [String: Int] = [:]

    /// Draws so many models, each edited three times; every tenth by another author.
    package init(seed: UInt64, models: Int) {
        var author = ModelAuthor(random: SeededRandom(seed: seed))
        for number in 0..<models {
            if number % 10 == 0 { author = ModelAuthor(random: SeededRandom(seed: seed &+ UInt64(number))) }
            var model = author.draw(ModelAuthor.processIDs[number % ModelAuthor.processIDs.count])
            look(at: model)
            for _ in 0..<3 {
                author.edit(&model)
                look(at: model)
            }
        }
    }

    private mutating func look(at model: DrawnModel) {
        drawn += 1
        do throws(BPMNRefusal) {
            let processes = try BPMNDocument.parse(model.xml)
            for element in processes.flatMap(\.elements) { kinds[element.kind.rawValue, default: 0] += 1 }
        } catch {
            refusals.append("\(model.processID): \(error)")
        }
    }
}
