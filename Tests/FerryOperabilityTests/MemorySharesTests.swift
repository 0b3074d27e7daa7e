import FerryBroker
import FerryStore
import Testing

@testable import ferryd

@Suite struct MemorySharesTests {
    @Test(arguments: [64, 1_024, 65_536]) func leavesAnEighthForWhatNobodyCounts(mebibytes: Int) {
        let shares = MemoryShares(mebibytes: mebibytes)

        let all = shares.blockCacheBytes + shares.writeBufferBytes + shares.instanceBytes

        #expect(all == (mebibytes << 20) - (mebibytes << 17))
    }

    @Test func aPartitionOfTwoMayBufferThirtyTwoMebibytesForEachKeySpace() {
        let store = MemoryShares(mebibytes: 1_024).store(partitions: 2)

        #expect(store.blockCacheBytes == 192 << 20)
        #expect(store.writeBufferBytes == 32 << 20)
    }

    @Test func decodedInstancesAreCountedInElements() {
        var settings = Settings()
        settings.memoryMebibytes = 1_024

        #expect(settings.broker.cachedElementsMax == 262_144)
    }
}
