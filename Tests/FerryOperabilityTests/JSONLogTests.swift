import FerryModel
import FerryTestSupport
import Foundation
import Logging
import Testing

@testable import ferryd

@Suite struct JSONLogTests {
    @Test func writesOneObjectALineWithItsMetadataSorted() {
        let lines = Watched<[String]>([])
        var logger = Logger(label: "ferryd") { _ in
            JSONLogHandler(
                now: { Date(timeIntervalSince1970: 1_700_000_000.25) },
                write: { line in lines.change { $0.append(line) } })
        }
        logger[metadataKey: "peer"] = "1.2.3.4"

        logger.info("said \"no\"\nand left", metadata: ["level": "7", "b": "é", "a": ["x", "y"]])
        logger.debug("not shown")

        #expect(
            lines.value == [
                "{\"time\":\"2023-11-14T22:13:20.250Z\",\"level\":\"info\",\"message\":\"said \\\"no\\\"\\nand left\","
                    + "\"a\":\"[\\\"x\\\", \\\"y\\\"]\",\"b\":\"é\",\"_level\":\"7\",\"peer\":\"1.2.3.4\"}\n"
            ])
    }
}
