/// How one simulated world differs from the others: sizes and the weights of what happens, drawn from its seed.
struct Swarm {
    let partitions: Int
    let mailboxCallsMax: Int
    let cachedElements: Int
    let weights: [(Int, Happening)]
    /// Of a hundred answers, so many get lost on their way to the client.
    let lostAnswers: Int
    /// Of a hundred calls, so many are worked off alone and looked at closely.
    let underGlass: Int
    /// Of a hundred starts of the node, so many give it a poisoned definition.
    let poisoned: Int

    enum Happening: String, CaseIterable {
        case issue, burst, repeatOrder, carryRequest, turn, sync, letGo, carryMessage, repeatMessage, carryAnswer
        case sendAgain, hangUp, clockRuns, clockJumps, clockFallsBack, crash, diskFails, shutDown, readHistory
        case grant, stopReading
    }

    init(random: inout SeededRandom) {
        partitions = random.within(1...3)
        mailboxCallsMax = random.weighted([(1, 3), (2, 12), (3, 200)])
        cachedElements = random.weighted([(1, 0), (1, 5), (1, 60), (2, 20_000)])
        lostAnswers = random.weighted([(2, 0), (2, 10), (1, 40)])
        underGlass = random.weighted([(1, 0), (2, 50), (2, 100)])
        poisoned = random.weighted([(2, 0), (1, 60)])
        let calm = random.chance(20)
        weights = Happening.allCases.map { happening in
            let usual =
                switch happening {
                case .issue: 220
                case .burst: 4
                case .repeatOrder: 25
                case .carryRequest: 240
                case .turn: 200
                case .sync, .letGo, .carryMessage, .carryAnswer: 120
                case .repeatMessage, .sendAgain: 8
                case .hangUp: 3
                case .clockRuns: 40
                case .clockJumps: 3
                case .clockFallsBack: 6
                case .grant: 40
                case .stopReading: 4
                case .crash: 4
                case .diskFails: 4
                case .shutDown: 1
                case .readHistory: 30
                }
            let isFault = usual < 30
            // Some worlds know no crashes, others hardly anything else.
            return (isFault ? (calm ? 0 : usual * random.weighted([(1, 0), (4, 1), (1, 4)])) : usual, happening)
        }
    }
}
