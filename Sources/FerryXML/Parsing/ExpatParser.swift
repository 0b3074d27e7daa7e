private import CExpat

/// Owns one expat parser for one document and feeds an `XMLTreeBuilder` with it.
///
/// A document type declaration stops it before any entity exists, so nothing is ever expanded or fetched.
@safe struct ExpatParser: ~Copyable {
    private let parser: XML_Parser
    private let feed: Feed

    init(_ builder: XMLTreeBuilder) {
        guard let parser = unsafe XML_ParserCreate(nil) else { fatalError("out of memory for an XML parser") }
        unsafe self.parser = parser
        feed = unsafe Feed(builder, parser)
    }

    deinit { unsafe XML_ParserFree(parser) }

    func parse(_ bytes: [UInt8]) throws(XMLFault) -> [XMLNode] {
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(feed).toOpaque())
        unsafe XML_SetElementHandler(
            parser,
            { context, name, attributes in
                unsafe Feed.of(context).start(name, attributes)
            },
            { context, _ in unsafe Feed.of(context).end() })
        unsafe XML_SetCharacterDataHandler(parser) { context, text, count in
            unsafe Feed.of(context).characters(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in unsafe Feed.of(context).doctype() }
        // In one piece: expat rescans a long token for every piece it is handed.
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                unsafe XML_Parse(parser, text.baseAddress, Int32(text.count), 1)
            }
        }
        // The feed is only borrowed by expat; it must outlive the last handler.
        let fault = withExtendedLifetime(feed) { feed.fault }
        if let fault { throw fault }
        guard status == XML_STATUS_OK else { throw parserFault() }
        return feed.builder.nodes
    }

    private func parserFault() -> XMLFault {
        let code = unsafe XML_GetErrorCode(parser)
        let words = unsafe XML_ErrorString(code).map { unsafe String(cString: $0) } ?? "error \(code.rawValue)"
        let isEncoding =
            code == XML_ERROR_UNKNOWN_ENCODING || code == XML_ERROR_INCORRECT_ENCODING
            || code == XML_ERROR_PARTIAL_CHAR
        return XMLFault(
            kind: isEncoding ? .encoding : .malformed, position: feed.position,
            expected: isEncoding ? "UTF-8, UTF-16, ISO-8859-1 or US-ASCII" : "a whole, well-formed XML document",
            found: words)
    }
}

/// Where expat's handlers arrive. Keeps the first fault, because expat may call on a little after being stopped.
@safe private final class Feed {
    let builder: XMLTreeBuilder
    private(set) var fault: XMLFault?
    private let parser: XML_Parser

    init(_ builder: XMLTreeBuilder, _ parser: XML_Parser) {
        self.builder = builder
        unsafe self.parser = parser
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Feed {
        guard let context = unsafe context else { preconditionFailure("expat hands back its user data") }
        return unsafe Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
    }

    var position: SourcePosition {
        unsafe SourcePosition(
            line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
    }

    func start(_ name: UnsafePointer<XML_Char>?, _ pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        guard fault == nil, let name = unsafe name else { return }
        var attributes: [(name: String, value: String)] = []
        var index = 0
        while let key = unsafe pairs?[index], let value = unsafe pairs?[index + 1] {
            attributes.append(unsafe (String(cString: key), String(cString: value)))
            index += 2
        }
        do {
            try builder.startElement(unsafe String(cString: name), attributes, at: position)
        } catch {
            stop(error)
        }
    }

    func end() {
        if fault == nil { builder.endElement() }
    }

    func characters(_ text: UnsafeRawBufferPointer) {
        if fault == nil { unsafe builder.characters(text) }
    }

    func doctype() {
        stop(
            XMLFault(
                kind: .doctype, position: position, expected: "no document type declaration", found: "DOCTYPE",
                hint: "a model needs none; remove it"))
    }

    private func stop(_ first: XMLFault) {
        fault = fault ?? first
        _ = unsafe XML_StopParser(parser, XML_Bool(XML_FALSE))
    }
}
