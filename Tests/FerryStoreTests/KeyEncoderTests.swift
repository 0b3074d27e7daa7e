import FerryModel
import Testing

@testable import FerryStore

@Suite struct KeyEncoderTests {
    private func encoded(_ build: (inout KeyEncoder) -> Void) -> [UInt8] {
        var encoder = KeyEncoder()
        encoder.begin(.jobQueue)
        build(&encoder)
        return encoder.bytes
    }

    @Test func ordersNumbersAsNumbers() {
        let numbers: [Int64] = [.min, -256, -1, 0, 1, 255, 256, 1 << 51, .max]

        let keys = numbers.map { number in encoded { $0.append(number) } }

        #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(Set(keys).count == numbers.count)
    }

    /// `ferryd check` reads keys that nobody wrote.
    @Test(arguments: 0...8) func refusesAJobKeyCutShort(byteCount: Int) {
        let key = [UInt8](repeating: 0x7F, count: byteCount)

        #expect(throws: RecordFault.self) { try JobQueueTable.job(ofKey: key.span.bytes) }
    }

    @Test func ordersTextAsItsBytesWhateverFollows() {
        let texts = [
            "", "\u{0}", "\u{0}\u{0}", "\u{0}a", "\u{1}", "a", "a\u{0}", "a\u{0}\u{1}", "a\u{1}", "ab", "b", "ß",
        ]

        let keys = texts.flatMap { text in
            [Int64.min, 7, .max].map { number in
                encoded {
                    $0.append(text)
                    $0.append(number)
                }
            }
        }

        #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(Set(keys).count == keys.count)
    }

    @Test func keepsQueuesApartWhoseNamesRunIntoEachOther() {
        let names = ["", "a", "b", "ab", "a\u{0}", "\u{0}a", "a\u{0}\u{1}b", "\u{1}"]
        var prefixes: [[UInt8]] = []
        for tenant in names {
            for type in names {
                var encoder = KeyEncoder()
                JobQueueTable.prefix(TenantID(rawValue: tenant), type, &encoder)
                prefixes.append(encoder.bytes)
            }
        }

        for (index, prefix) in prefixes.enumerated() {
            let within = prefixes.enumerated().filter { $0.element.starts(with: prefix) }

            #expect(within.map(\.offset) == [index])
        }
    }

    @Test(
        arguments: [
            ([1, 2], [1, 3]), ([1, 0xFF], [2]), ([1, 0xFF, 0xFF], [2]), ([7], [8]),
        ] as [([UInt8], [UInt8])])
    func endsAPrefixAtTheNextOne(prefix: [UInt8], end: [UInt8]) {
        #expect(KeyEncoder.end(of: prefix) == end)
    }
}
