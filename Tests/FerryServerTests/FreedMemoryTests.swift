import FerryServer
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FreedMemoryTests {
    @Test func givesMuchBackAndWaitsWhileItIsLittle() async throws {
        let returns = Watched(0)
        let memory = FreedMemory(giveBack: { returns.change { $0 += 1 } })

        memory.add(FreedMemory.bytesMin - 1)
        memory.add(1)
        try await returns.wait { $0 == 1 }
        memory.add(FreedMemory.bytesMin - 1)

        #expect(returns.value == 1)
    }
}
