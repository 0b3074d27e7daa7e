import FerryBPMN
import FerryXML
import Testing

/// Files that are no BPMN, no XML, or meant to hurt.
@Suite struct HostileXMLTests {
    static let whole = Models.around("<task id=\"it\"/>")

    @Test func refusesEveryTruncation() {
        let bytes = Array(Self.whole.utf8)

        for count in bytes.indices {
            let found = problems(in: bytes.prefix(count))
            #expect(found.map(\.code) == [.xmlMalformed], "after \(count) bytes")
        }
    }

    @Test func neverTrapsOnFlippedBytes() {
        let bytes = Array(Self.whole.utf8)

        for index in bytes.indices {
            for value in [0, UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "&"), 0xFF, bytes[index] ^ 0x20] {
                var damaged = bytes
                damaged[index] = value
                _ = problems(in: damaged)
            }
        }
    }

    @Test(arguments: [
        ("mismatched tags", "<a>\n<b></a>", 2, 6), ("two roots", "<a/>\n<b/>", 2, 1),
        ("attribute twice", "<a x=\"1\" x=\"2\"/>", 1, 10), ("undeclared prefix", "<a>\n <b:c/></a>", 2, 2),
        ("undefined entity", "<a>&gone;</a>", 1, 4), ("no XML", "order: 1", 1, 1), ("empty", "", 1, 1),
        ("NUL", "<a>\0</a>", 1, 4), ("not UTF-8", "", 1, 1),
    ])
    func tellsWhereXMLIsBroken(_ name: String, _ xml: String, _ line: Int, _ column: Int) {
        let found = problems(in: name == "not UTF-8" ? Array("<a>".utf8) + [0xC3, 0x28] : Array(xml.utf8))

        #expect(found.map(\.code) == [.xmlMalformed])
        if name != "not UTF-8" {
            #expect(found.map(\.position) == [SourcePosition(line: line, column: column)])
        }
    }

    @Test(arguments: [
        "<!DOCTYPE definitions><definitions/>",
        "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><lolz>&b;</lolz>",
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>",
        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x>&f;</x>",
        "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1/x\">%p;]><x/>",
    ])
    func refusesADocumentTypeAtOnce(_ xml: String) {
        #expect(problems(in: xml).map(\.code) == [.xmlDoctype])
    }

    @Test(arguments: ["windows-1252", "EBCDIC-CP-US", "UTF-7"])
    func refusesEncodingsItDoesNotKnow(_ encoding: String) {
        #expect(problems(in: "<?xml version=\"1.0\" encoding=\"\(encoding)\"?><a/>").map(\.code) == [.xmlEncoding])
    }

    @Test func readsLatin1AsWhatItIs() throws {
        let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Models.file("<startEvent id=\"s\" name=\"#\"/>")
        let bytes = text.utf8.map { $0 == UInt8(ascii: "#") ? 0xFC : $0 }

        let processes = try BPMNDocument.parse(bytes)

        #expect(processes[0].element("s")?.name == "ü")
    }

    @Test func refusesWhatExceedsItsLimits() {
        let deep = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
        let wide = "<a>" + String(repeating: "<b/>", count: 50) + "</a>"
        let attributes = "<a " + (0..<300).map { "a\($0)=\"\"" }.joined(separator: " ") + "/>"
        let long = "<a b=\"\(String(repeating: "x", count: 300_000))\"/>"
        let namespace = "<a xmlns:b=\"\(String(repeating: "x", count: 2_000))\"/>"

        #expect(problems(in: deep).map(\.code) == [.xmlTooLarge])
        #expect(problems(in: wide, limits: BPMNLimits(xml: XMLLimits(elementsMax: 50))).map(\.code) == [.xmlTooLarge])
        #expect(problems(in: wide, limits: BPMNLimits(xml: XMLLimits(elementsMax: 51))).map(\.code) == [.notBPMN])
        #expect(problems(in: wide, limits: BPMNLimits(xml: XMLLimits(bytesMax: 100))).map(\.code) == [.xmlTooLarge])
        #expect(problems(in: attributes).map(\.code) == [.xmlTooLarge])
        #expect(
            problems(in: attributes, limits: BPMNLimits(xml: XMLLimits(attributesMax: 10))).map(\.code) == [
                .xmlTooLarge
            ])
        #expect(problems(in: long).map(\.code) == [.xmlTooLarge])
        #expect(problems(in: namespace).map(\.code) == [.xmlTooLarge])
    }

    /// Were names expanded with their namespace, this would take gigabytes.
    @Test func isNotMultipliedByALongNamespace() {
        let uri = String(repeating: "u", count: 1_000_000)
        let many = (0..<100_000).map { " n:a\($0)=\"\"" }.joined()

        #expect(problems(in: "<a xmlns:n=\"\(uri)\"\(many)/>").map(\.code) == [.xmlTooLarge])
    }

    @Test func readsSubProcessesAsDeepAsTheLimitAllows() {
        let depth = 250
        let open = (0..<depth).map { "<startEvent id=\"s\($0)\"/><subProcess id=\"p\($0)\">" }.joined()
        let xml = Models.file(open + "<startEvent id=\"s\"/>" + String(repeating: "</subProcess>", count: depth))

        #expect(problems(in: xml).isEmpty)
    }

    @Test func limitsHowManyProblemsItTells() throws {
        let xml = Models.file("<startEvent id=\"s\"/>" + (0..<1_000).map { "<receiveTask id=\"r\($0)\"/>\n" }.joined())

        let found = problems(in: xml)

        #expect(found.count == 101)
        #expect(found.last?.code == .tooManyProblems)
        #expect(found.last?.found == "900 more problems from here on")
        #expect(found.last?.position.line == 103)
    }

    @Test func quotesOnlyTheBeginningOfLongText() throws {
        let type = String(repeating: "é\u{301}\u{302}", count: 10_000)
        let found = try #require(
            problems(in: Models.serviceTask("<zeebe:taskDefinition type=\"x\" retries=\"\(type)\"/>")).first)

        #expect(found.code == .invalidAttribute)
        #expect(found.found.utf8.count < 1_000)
    }

    /// Rules must not compare everything with everything.
    @Test func readsALargeModelInReasonableTime() throws {
        let count = 20_000
        let tasks = (0..<count).map { "<task id=\"t\($0)\"/>" }.joined()
        let flows = (0..<count - 1).map {
            "<sequenceFlow id=\"f\($0)\" sourceRef=\"t\($0)\" targetRef=\"t\($0 + 1)\"/>"
        }.joined()
        let xml = Models.file("<startEvent id=\"s\"/>" + tasks + flows)
        let clock = ContinuousClock()

        let elapsed = clock.measure { #expect(problems(in: xml).isEmpty) }

        #expect(elapsed < .seconds(20))
    }

    @Test(arguments: ["<html/>", "<definitions/>", "<definitions xmlns=\"urn:other\"/>"])
    func refusesXMLThatIsNotBPMN(_ xml: String) {
        #expect(problems(in: xml).map(\.code) == [.notBPMN])
    }

    @Test func refusesAFileWithNothingToExecute() {
        let bare = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">"
        let sketch = bare + "\n<process id=\"sketch\"/></definitions>"
        let drawing = bare + "\n<process id=\"sketch\" isExecutable=\"false\"><wonder/></process></definitions>"

        #expect(problems(in: bare + "</definitions>").map(\.code) == [.noExecutableProcess])
        Refusal("no flag", sketch, .noExecutableProcess, at: "sketch", line: 2).check()
        Refusal("drawing", drawing, .noExecutableProcess, at: "sketch", line: 2).check()
    }
}
