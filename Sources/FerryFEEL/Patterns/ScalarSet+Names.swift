/// The sets that have names: `\d`, `\p{Lu}`, `\p{IsGreek}`, `\p{Alpha}`.
extension ScalarSet {
    static let digits = ScalarSet.property { $0.properties.generalCategory == .decimalNumber }
    static let spaces = ScalarSet.ranges([0x09...0x0D, 0x20...0x20])
    static let words = ScalarSet.property { $0.isWordScalar }
    /// What an XML name begins with.
    static let nameStarts = ScalarSet.property { $0 == ":" || $0 == "_" || $0.properties.isAlphabetic }
    static let nameScalars = ScalarSet.property {
        $0 == ":" || $0 == "-" || $0 == "." || $0.value == 0xB7 || $0.isWordScalar
    }

    /// The set behind `\p{name}`; nil for a name that is none.
    init?(property name: String) {
        if let categories = Self.categories[name] {
            self = .property { categories.contains($0.properties.generalCategory) }
            return
        }
        if let named = Self.named[name] {
            self = named
            return
        }
        for prefix in ["Is", "In"] where name.hasPrefix(prefix) {
            let rest = String(name.dropFirst(2))
            let block = rest.filter { $0 != " " && $0 != "_" && $0 != "-" }.lowercased()
            if let ranges = Self.blocks[block] {
                self = .ranges(ranges)
                return
            }
            if prefix == "Is", let set = Self.categories[rest] {
                self = .property { set.contains($0.properties.generalCategory) }
                return
            }
            if prefix == "Is", let set = Self.binary[rest] {
                self = set
                return
            }
        }
        return nil
    }

    private static let categories: [String: [Unicode.GeneralCategory]] = [
        "L": [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter],
        "Lu": [.uppercaseLetter], "Ll": [.lowercaseLetter], "Lt": [.titlecaseLetter], "Lm": [.modifierLetter],
        "Lo": [.otherLetter], "LC": [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter],
        "M": [.nonspacingMark, .spacingMark, .enclosingMark], "Mn": [.nonspacingMark], "Mc": [.spacingMark],
        "Me": [.enclosingMark], "N": [.decimalNumber, .letterNumber, .otherNumber], "Nd": [.decimalNumber],
        "Nl": [.letterNumber], "No": [.otherNumber],
        "P": [
            .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation,
        ],
        "Pc": [.connectorPunctuation], "Pd": [.dashPunctuation], "Ps": [.openPunctuation], "Pe": [.closePunctuation],
        "Pi": [.initialPunctuation], "Pf": [.finalPunctuation], "Po": [.otherPunctuation],
        "S": [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol], "Sm": [.mathSymbol],
        "Sc": [.currencySymbol], "Sk": [.modifierSymbol], "So": [.otherSymbol],
        "Z": [.spaceSeparator, .lineSeparator, .paragraphSeparator], "Zs": [.spaceSeparator], "Zl": [.lineSeparator],
        "Zp": [.paragraphSeparator], "C": [.control, .format, .surrogate, .privateUse, .unassigned], "Cc": [.control],
        "Cf": [.format], "Co": [.privateUse], "Cn": [.unassigned],
    ]

    /// Java's classes of ASCII.
    private static let named: [String: ScalarSet] = [
        "Lower": .ranges([0x61...0x7A]), "Upper": .ranges([0x41...0x5A]), "ASCII": .ranges([0...0x7F]),
        "Alpha": .ranges([0x41...0x5A, 0x61...0x7A]), "Digit": .ranges([0x30...0x39]),
        "Alnum": .ranges([0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
        "Punct": .ranges([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]), "Graph": .ranges([0x21...0x7E]),
        "Print": .ranges([0x20...0x7E]), "Blank": .ranges([0x09...0x09, 0x20...0x20]),
        "Cntrl": .ranges([0...0x1F, 0x7F...0x7F]), "XDigit": .ranges([0x30...0x39, 0x41...0x46, 0x61...0x66]),
        "Space": .ranges([0x09...0x0D, 0x20...0x20]),
    ]

    private static let binary: [String: ScalarSet] = [
        "Alphabetic": .property { $0.properties.isAlphabetic }, "Letter": .property { $0.properties.isAlphabetic },
        "Lowercase": .property { $0.properties.isLowercase }, "Uppercase": .property { $0.properties.isUppercase },
        "White_Space": .property { $0.properties.isWhitespace }, "Digit": digits,
        "Ideographic": .property { $0.properties.isIdeographic },
        "Emoji": .property { $0.properties.isEmoji && !$0.isASCII },
        "Latin": .property { $0.properties.isAlphabetic && $0.isIn([0x41...0x24F, 0x1E00...0x1EFF]) },
        "Punctuation": .property { categories["P", default: []].contains($0.properties.generalCategory) },
    ]

    /// Blocks of Unicode by name, without blanks and hyphens and in lower case.
    private static let blocks: [String: [ClosedRange<UInt32>]] = [
        "basiclatin": [0...0x7F], "latin1supplement": [0x80...0xFF], "latinextendeda": [0x100...0x17F],
        "latinextendedb": [0x180...0x24F], "ipaextensions": [0x250...0x2AF],
        "spacingmodifierletters": [0x2B0...0x2FF], "combiningdiacriticalmarks": [0x300...0x36F],
        "greek": [0x370...0x3FF, 0x1F00...0x1FFF], "greekandcoptic": [0x370...0x3FF],
        "cyrillic": [0x400...0x4FF], "armenian": [0x530...0x58F], "hebrew": [0x590...0x5FF],
        "arabic": [0x600...0x6FF], "syriac": [0x700...0x74F], "devanagari": [0x900...0x97F],
        "bengali": [0x980...0x9FF], "gurmukhi": [0xA00...0xA7F], "gujarati": [0xA80...0xAFF],
        "tamil": [0xB80...0xBFF], "telugu": [0xC00...0xC7F], "kannada": [0xC80...0xCFF],
        "malayalam": [0xD00...0xD7F], "thai": [0xE00...0xE7F], "lao": [0xE80...0xEFF], "tibetan": [0xF00...0xFFF],
        "georgian": [0x10A0...0x10FF], "hanguljamo": [0x1100...0x11FF], "ethiopic": [0x1200...0x137F],
        "cherokee": [0x13A0...0x13FF], "khmer": [0x1780...0x17FF], "mongolian": [0x1800...0x18AF],
        "latinextendedadditional": [0x1E00...0x1EFF], "greekextended": [0x1F00...0x1FFF],
        "generalpunctuation": [0x2000...0x206F], "superscriptsandsubscripts": [0x2070...0x209F],
        "currencysymbols": [0x20A0...0x20CF], "letterlikesymbols": [0x2100...0x214F],
        "numberforms": [0x2150...0x218F], "arrows": [0x2190...0x21FF],
        "mathematicaloperators": [0x2200...0x22FF], "miscellaneoustechnical": [0x2300...0x23FF],
        "boxdrawing": [0x2500...0x257F], "blockelements": [0x2580...0x259F], "geometricshapes": [0x25A0...0x25FF],
        "miscellaneoussymbols": [0x2600...0x26FF], "dingbats": [0x2700...0x27BF],
        "cjksymbolsandpunctuation": [0x3000...0x303F], "hiragana": [0x3040...0x309F],
        "katakana": [0x30A0...0x30FF], "bopomofo": [0x3100...0x312F], "cjkunifiedideographs": [0x4E00...0x9FFF],
        "hangulsyllables": [0xAC00...0xD7AF], "privateuse": [0xE000...0xF8FF],
        "alphabeticpresentationforms": [0xFB00...0xFB4F], "halfwidthandfullwidthforms": [0xFF00...0xFFEF],
        "emoticons": [0x1F600...0x1F64F],
    ]
}
