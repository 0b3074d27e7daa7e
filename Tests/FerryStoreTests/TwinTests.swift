import FerryEngine
import FerryModel
import Testing

@testable import FerryStore

/// The store in memory must not be distinguishable from the one on disk.
@Suite struct TwinTests {
    @Test(arguments: UInt64(0)..<4)
    func memoryAnswersWhatRocksDBAnswers(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let memoryStore = MemoryOrderedStore()
        let memory = try PartitionStorage(over: memoryStore)
        var disk = try PartitionStorage(over: RocksOrderedStore(path: directory["db"], createIfMissing: true))
        var first = StorageWorkload(seed: seed)
        var second = StorageWorkload(seed: seed)

        for round in 0..<120 {
            try first.turn(on: memory)
            try second.turn(on: disk)

            if round % 10 == 9 {
                #expect(try ScannedContent(memory) == ScannedContent(disk))
                #expect(try memory.dumpState() == disk.dumpState())
                #expect(try memory.eventLog.read(from: .none) == disk.eventLog.read(from: .none))
            }
            if round % 40 == 39 {
                let cut = LogPosition(UInt64(round * 10))
                try memory.truncateLog(before: cut)
                try disk.truncateLog(before: cut)
                #expect(try memory.eventLog.firstPosition() == disk.eventLog.firstPosition())
                try disk.close()
                disk = try PartitionStorage(over: RocksOrderedStore(path: directory["db"], createIfMissing: false))
            }
        }
        try disk.close()
    }

    @Test func memoryKeepsWhatWasSyncedAndLosesOnlyTheNewestCommits() throws {
        let store = MemoryOrderedStore()
        let storage = try PartitionStorage(over: store)
        var workload = StorageWorkload(seed: 9)
        for _ in 0..<10 { try workload.turn(on: storage) }
        try storage.syncer.sync()
        let synced = try storage.dumpState()
        for _ in 0..<20 { try workload.turn(on: storage) }

        let nothingMore = try PartitionStorage(over: store.afterCrash())
        let everything = try PartitionStorage(over: store.afterCrash(sparing: store.unsyncedCommits))

        #expect(try nothingMore.dumpState() == synced)
        #expect(try everything.dumpState() == storage.dumpState())
    }
}
