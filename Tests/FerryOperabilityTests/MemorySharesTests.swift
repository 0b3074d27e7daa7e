import FerryBroker
import FerryStore
import Testing

@testable import ferryd

@Suite struct MemorySharesTests {
    @Test(arguments: [64, 1_024, 65_536]) func leavesAnEighthForWhatNobodyCounts(mebibytes: Int) {
        let shares = MemoryShares(mebibytes: mebibytes)

        let all =
            shares.blockCacheBytes + shares.writeBufferBytes + shares.recordCacheBytes + shares.instanceBytes

        #expect(all == (mebibytes << 20) - (mebibytes << 17))
    }

    @Test func aPartitionOfTwoHasHalfOfEachShare() {
        let store = MemoryShares(mebibytes: 1_024).store(partitions: 2)

        #expect(store.blockCacheBytes == 128 << 20)
        // Three for each of two key spaces.
        #expect(store.writeBufferBytes == (128 << 20) / 6)
        #expect(store.recordCacheBytes == 160 << 20)
    }

    @Test func decodedInstancesAreCountedInElements() {
        var settings = Settings()
        settings.memoryMebibytes = 1_024

        #expect(settings.broker.cachedElementsMax == 131_072)
    }
}
