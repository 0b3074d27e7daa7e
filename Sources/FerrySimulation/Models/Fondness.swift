/// What one world's models have more of than those of others, so that together worlds meet even what is rare.
struct Fondness: Sendable {
    /// The task that is drawn instead of half of all others; nil for none.
    let work: String?
    /// Of a hundred activities, so many have execution listeners.
    let listeners: Int
    /// Of a hundred elements, so many rest before or after themselves.
    let rests: Int
    /// Of a hundred native user tasks, so many have task listeners.
    let taskListeners: Int
    /// Of a hundred subprocesses, so many are ad hoc.
    let adHoc: Int
    /// Of a hundred subprocesses, so many are transactions.
    let transactions: Int

    /// How likely throw and end events have a worker send what they throw, where nothing has a weight of 3.
    let sending: Int

    init(random: inout SeededRandom) {
        work = random.weighted([
            (4, nil), (1, "sendTask"), (1, "scriptTask"), (1, "businessRuleTask"), (1, "form"), (1, "person"),
            (1, "receive"),
        ])
        listeners = random.weighted([(3, 12), (2, 60)])
        rests = random.weighted([(3, 12), (1, 45)])
        taskListeners = random.weighted([(1, 0), (2, 30), (1, 80)])
        adHoc = random.weighted([(2, 0), (3, 25), (1, 70)])
        sending = random.weighted([(3, 2), (1, 20)])
        transactions = random.weighted([(3, 30), (1, 75)])
    }
}
