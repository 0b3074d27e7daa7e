import FerryModel

extension CreateProcessInstance {
    static let tagsMax = 10
    static let tagCharactersMax = 100
    static let businessIDCharactersMax = 256

    /// What is wrong with tags and business id (Camunda 8: C83.7); nil when nothing is.
    var labelFault: Rejection? {
        var reasons: [Reason] = []
        func refuse(_ field: String, _ expected: String, _ found: String) {
            reasons.append(Reason(code: "INVALID_FIELD", elementID: field, expected: expected, found: found))
        }
        if tags.count > Self.tagsMax { refuse("tags", "at most \(Self.tagsMax) tags", "\(tags.count)") }
        for tag in tags.prefix(100) where !tag.isTag {
            refuse(
                "tags", "a letter, then letters, digits and _-:., up to \(Self.tagCharactersMax) in all", "'\(tag)'")
        }
        if Set(tags).count < tags.count { refuse("tags", "each tag once", "some tag twice") }
        if businessID.count > Self.businessIDCharactersMax {
            refuse("business_id", "up to \(Self.businessIDCharactersMax) characters", "\(businessID.count)")
        }
        guard !reasons.isEmpty else { return nil }
        return Rejection(.invalidArgument, "a process instance cannot be labelled this way", reasons: reasons)
    }
}

extension String {
    fileprivate var isTag: Bool {
        guard let first = utf8.first, first.isLetter, utf8.count <= CreateProcessInstance.tagCharactersMax else {
            return false
        }
        return utf8.allSatisfy { $0.isLetter || $0.isDigit || "_-:.".utf8.contains($0) }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
