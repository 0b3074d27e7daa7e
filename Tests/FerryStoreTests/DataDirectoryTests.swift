import FerryEngine
import FerryModel
import Glibc
import Testing

@testable import FerryStore

@Suite struct DataDirectoryTests {
    private let temporary: TemporaryDirectory
    private let path: String

    init() throws {
        temporary = try TemporaryDirectory()
        path = temporary["data"]
    }

    @Test func makesADirectoryOnceAndFindsItAgain() throws {
        var directory: DataDirectory? = try DataDirectory.open(path, partitions: 3, clusterID: "c1")
        #expect(directory?.partitions == [PartitionID(1), PartitionID(2), PartitionID(3)])
        let storage = try #require(try directory?.openPartition(PartitionID(3), StoreSettings()))
        storage.stage(.putLocator(.job, 1, 2))
        try storage.commit()
        try storage.close()
        directory = nil

        let again = try DataDirectory.open(path, clusterID: "c2")
        let found = try again.openPartition(PartitionID(3), StoreSettings())

        #expect(again.clusterID == "c1")
        #expect(again.partitionCount == 3)
        #expect(again.path(of: PartitionID(3)) == path + "/partition-003")
        #expect(try found.locate(.job, 1) == 2)
        try found.close()
    }

    @Test func drawsANameForANewCluster() throws {
        let one = try DataDirectory.open(temporary["one"])
        let two = try DataDirectory.open(temporary["two"])

        #expect(one.clusterID.count == 12)
        #expect(one.clusterID != two.clusterID)
        #expect(one.partitionCount == 2)
    }

    @Test func refusesADirectoryInUseAndNamesTheHolder() throws {
        let held = try DataDirectory.open(path)

        let error = refusal()

        #expect(error == .inUse(path: path, holder: "process \(getpid())"))
        #expect(error?.description.contains("stop that process") == true)
        withExtendedLifetime(held) {}
    }

    @Test func refusesAnotherPartitionCount() throws {
        _ = try DataDirectory.open(path, partitions: 2)

        #expect(refusal(partitions: 4) == .otherPartitionCount(path: path, asked: 4, found: 2))
    }

    @Test(arguments: [0, -1, 5000]) func refusesAPartitionCountThatCannotBe(count: Int) {
        #expect(refusal(partitions: count) == .partitionCountOutOfRange(asked: count))
    }

    @Test func refusesAnotherFormatVersion() throws {
        _ = try DataDirectory.open(path)
        try TemporaryDirectory.write(Array("{\"formatVersion\": 7, \"new\": {}}".utf8), to: path + "/ferry.json")

        #expect(refusal() == .otherFormatVersion(path: path + "/ferry.json", expected: 2, found: 7))
    }

    @Test func refusesAManifestWithAnyFlippedBit() throws {
        _ = try DataDirectory.open(path)
        let manifest = try TemporaryDirectory.read(path + "/ferry.json")

        for index in manifest.indices {
            for bit in 0..<8 {
                var damaged = manifest
                damaged[index] ^= 1 << bit
                try TemporaryDirectory.write(damaged, to: path + "/ferry.json")

                switch refusal() {
                case .unreadableManifest, .otherFormatVersion: break
                case let other: Issue.record("bit \(bit) of byte \(index): \(String(describing: other))")
                }
            }
        }
    }

    @Test(arguments: ["", "{", "[1]", "{\"formatVersion\": 2}"]) func refusesAnUnreadableManifest(text: String) throws {
        _ = try DataDirectory.open(path)
        try TemporaryDirectory.write(Array(text.utf8), to: path + "/ferry.json")

        guard case .unreadableManifest(let file, _) = refusal() else {
            Issue.record("a manifest of '\(text)' was accepted")
            return
        }
        #expect(file == path + "/ferry.json")
    }

    @Test func refusesAFileAndADirectoryOfSomethingElse() throws {
        try TemporaryDirectory.write([1], to: path)
        #expect(refusal() == .notADirectory(path: path))
        TemporaryDirectory.remove(path)
        mkdir(path, 0o750)
        try TemporaryDirectory.write([1], to: path + "/thesis.txt")

        #expect(refusal() == .notOurs(path: path, found: ["thesis.txt"]))
    }

    @Test func refusesToReplaceALostManifestOrPartition() throws {
        _ = try DataDirectory.open(path, partitions: 1)
        let manifest = try TemporaryDirectory.read(path + "/ferry.json")
        TemporaryDirectory.remove(path + "/ferry.json")
        #expect(refusal() == .notOurs(path: path, found: ["partition-001"]))

        try TemporaryDirectory.write(manifest, to: path + "/ferry.json")
        TemporaryDirectory.remove(path + "/partition-001")

        #expect(refusal() == .partitionMissing(path: path + "/partition-001"))
    }

    @Test(.enabled(if: getuid() != 0, "root may read and write everything")) func refusesWithoutPermission() {
        mkdir(path, 0o500)

        #expect(refusal() == .noPermission(path: path))
    }

    @Test func refusesAPathThatCannotBeMade() {
        let error = #expect(throws: DataDirectoryError.self) { try DataDirectory.open(temporary["no/such/parent"]) }

        #expect(error?.description.contains("No such file or directory") == true)
    }

    @Test func beginsAgainWhereMakingWasInterrupted() throws {
        mkdir(path, 0o750)
        let unfinished = DataDirectoryManifest(clusterID: "c1", partitions: 3, isComplete: false)
        try TemporaryDirectory.write(unfinished.json, to: path + "/ferry.json")
        mkdir(path + "/partition-001", 0o750)
        mkdir(path + "/partition-003", 0o750)
        try TemporaryDirectory.write([1, 2, 3], to: path + "/partition-001/MANIFEST-000001")

        let directory = try DataDirectory.open(path, partitions: 2, clusterID: "c2")

        #expect(directory.clusterID == "c2")
        #expect(try TemporaryDirectory.names(in: path) == ["LOCK", "ferry.json", "partition-001", "partition-002"])
        try directory.openPartition(PartitionID(1), StoreSettings()).close()
    }

    private func refusal(partitions: Int? = nil) -> DataDirectoryError? {
        #expect(throws: DataDirectoryError.self) { try DataDirectory.open(path, partitions: partitions) }
    }
}
