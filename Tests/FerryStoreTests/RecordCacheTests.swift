import FerryModel
import Testing

@testable import FerryStore

@Suite struct RecordCacheTests {
    @Test func givesBackWhatWasPutInLast() {
        var cache = RecordCache(bytes: 1 << 20)
        var expected: [Int64: [UInt8]] = [:]
        var random = Seeded(seed: 7)

        for step in 0..<20_000 {
            let key = Int64.random(in: 1...300, using: &random)
            if step.isMultiple(of: 7) {
                cache.remove(ProcessInstanceKey(rawValue: key))
                expected[key] = nil
            } else {
                let record = self.record(definition: step % 3, random: &random)
                cache.insert(ProcessInstanceKey(rawValue: key), record.span.bytes)
                expected[key] = record
            }
        }

        for key in Int64(1)...300 { #expect(found(key, in: &cache) == expected[key]) }
        #expect(cache.count == expected.count)
    }

    @Test(arguments: [0, 60_000, 80_000, 300_000])
    func forgetsTheOldestAndNeverMixesUp(bytes: Int) {
        var cache = RecordCache(bytes: bytes)
        var random = Seeded(seed: 9)
        var expected: [Int64: [UInt8]] = [:]

        for key in Int64(1)...30_000 {
            let record = self.record(definition: Int(key % 2), random: &random)
            cache.insert(ProcessInstanceKey(rawValue: key), record.span.bytes)
            expected[key] = record
        }

        let known = (Int64(1)...30_000).filter { found($0, in: &cache) != nil }
        #expect(known.count == cache.count && known.count < 30_000)
        #expect(known.allSatisfy { found($0, in: &cache) == expected[$0] })
        // What is known is what came last, without gaps.
        #expect(known == Array((30_001 - Int64(known.count))..<30_001))
        #expect(bytes < 70_000 || !known.isEmpty)
    }

    @Test func aRecordThatGrewTooLargeIsForgotten() {
        var cache = RecordCache(bytes: 1 << 20)
        cache.insert(5, [UInt8](repeating: 1, count: 100).span.bytes)

        cache.insert(5, [UInt8](repeating: 1, count: RecordCache.recordBytesMax + 1).span.bytes)

        #expect(found(5, in: &cache) == nil && cache.count == 0)
    }

    @Test(arguments: [0, 1, 8, 9, 10, 254, 255, 256, 257, 600, 1_024])
    func differencesOfEveryLengthLeadBack(count: Int) {
        var random = Seeded(seed: UInt64(count))
        var cache = RecordCache(bytes: 1 << 20)
        let first = [UInt8](repeating: 3, count: count)
        cache.insert(1, first.span.bytes)

        for changes in [0, 1, 2, 5, 40, 400] {
            var other = first
            for _ in 0..<changes where count > 0 {
                other[.random(in: 0..<count, using: &random)] = .random(in: 0...255, using: &random)
            }
            cache.insert(2, other.span.bytes)

            #expect(found(2, in: &cache) == other)
            #expect(found(1, in: &cache) == first)
        }
    }

    /// Templates of what nobody asks for any more do not take the place of those for what is there now.
    @Test func templatesGoWithTheRecordsTheyAreFor() {
        var cache = RecordCache(bytes: 300_000)
        var random = Seeded(seed: 3)
        for definition in 0..<400 {
            let record = [UInt8](repeating: UInt8(definition % 256), count: 500 + definition / 256)
            cache.insert(ProcessInstanceKey(rawValue: Int64(definition)), record.span.bytes)
        }
        var expected: [Int64: [UInt8]] = [:]

        for key in Int64(1_000)..<4_000 {
            var record = [UInt8](repeating: 7, count: 700)
            record[.random(in: 9..<700, using: &random)] = .random(in: 0...255, using: &random)
            cache.insert(ProcessInstanceKey(rawValue: key), record.span.bytes)
            expected[key] = record
        }

        #expect(cache.count > 1_500, "some 270 fit whole")
        #expect(expected.allSatisfy { key, record in found(key, in: &cache).map { $0 == record } ?? true })
    }

    private func found(_ key: Int64, in cache: inout RecordCache) -> [UInt8]? {
        cache.find(ProcessInstanceKey(rawValue: key)) { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }

    /// Like an instance's: much of it the same, some of it its own, of several lengths.
    private func record(definition: Int, random: inout Seeded) -> [UInt8] {
        var bytes = [UInt8](repeating: UInt8(definition), count: 60 + 90 * Int.random(in: 0...2, using: &random))
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            bytes[.random(in: 9..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        return bytes
    }
}
