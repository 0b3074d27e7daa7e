import FerryBPMN
import FerryXML
import Foundation
import Testing
@Suite struct ProbeTests {
    @Test(arguments: ["h1", "h2"]) func probe(_ name: String) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: "/tmp/bpmn/\(name).bpmn")))
        let start = ContinuousClock.now
        let found = problems(in: bytes)
        print("PROBE", name, ContinuousClock.now - start, found.count, found.first?.reason.found.prefix(100) ?? "")
    }
}
