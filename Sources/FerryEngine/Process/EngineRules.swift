/// What a broker's owner has decided about all of its instances.
package struct EngineRules: Sendable {
    /// At most one running instance of a definition has a business id; called instances are not asked.
    package var uniqueBusinessIDs = false
    /// Steps of one instance within one command, more than any sound process takes between two wait states.
    package var stepsMax = 200_000

    package init() {}
}
