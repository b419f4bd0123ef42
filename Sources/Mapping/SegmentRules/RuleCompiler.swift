import Values

/// Compiles rule files to a library. What a file declares later wins over what stood before, so that a workspace's file can
/// replace a segment, an element or a table of the shipped ones.
struct RuleCompiler {
    struct Source {
        var name: String
        var text: String
    }

    var library = RuleLibrary()
    var file = ""
    private var keyNumbers: [String: Int32] = [:]
    private var literalNumbers: [String: Int32] = [:]
    private var slotNumbers: [String: Int32] = [:]
    private var templateNumbers: [String: Int32] = [:]
    private var tableNumbers: [String: Int32] = [:]

    /// Throws `mapping.malformed` with file and line.
    static func compile(_ sources: [Source]) throws -> RuleLibrary {
        var compiler = RuleCompiler()
        for key in RuleLibrary.fixedKeys { _ = compiler.key(key) }
        var parsed: [(file: String, statements: [RuleStatement])] = []
        for source in sources {
            var reader = try RuleReader(source.text, source: source.name)
            parsed.append((source.name, try reader.statements()))
        }
        for (file, statements) in parsed {
            compiler.file = file
            for statement in statements { try compiler.declare(statement) }
        }
        for (file, statements) in parsed {
            compiler.file = file
            for statement in statements { try compiler.define(statement) }
        }
        compiler.findRequirements()
        compiler.library.finish()
        return compiler.library
    }

    func fault(_ message: String, _ statement: RuleStatement) -> JunctionError {
        JunctionError(.mappingMalformed, message, place: Place(source: file, line: statement.line, column: 1))
    }

    // MARK: - Numbers for names

    mutating func key(_ name: String) -> Int32 {
        Self.number(name, &keyNumbers, &library.keys)
    }

    mutating func literal(_ text: String) -> Int32 {
        text.isEmpty ? -1 : Self.number(text, &literalNumbers, &library.literals)
    }

    mutating func slot(_ name: String) -> Int32 { Self.number(name, &slotNumbers, &library.slots) }

    private static func number(_ name: String, _ numbers: inout [String: Int32], _ names: inout [String]) -> Int32 {
        if let known = numbers[name] { return known }
        let number = Int32(names.count)
        numbers[name] = number
        names.append(name)
        return number
    }

    func table(_ name: String, _ statement: RuleStatement) throws -> Int32 {
        guard let number = tableNumbers[name] else { throw fault("there is no table '\(name)'", statement) }
        return number
    }

    func template(_ name: String) -> Int32? { templateNumbers[name] }

    // MARK: - Declarations

    /// Notes the names, so that rules may speak of what stands further down.
    private mutating func declare(_ statement: RuleStatement) throws {
        let name = statement.words.count > 1 ? statement.words[1].text : ""
        switch statement.words[0].text {
        case "element", "rules", "resource":
            guard templateNumbers[name] == nil else { return }
            templateNumbers[name] = Int32(library.templates.count)
            library.templates.append(RuleLibrary.Template(kind: .element))
        case "table":
            if tableNumbers[name] == nil {
                tableNumbers[name] = Int32(library.tables.count)
                library.tables.append(RuleLibrary.Table())
                library.tableNames.append(name)
            }
        case "segment", "systems", "closing", "ignore": break
        default: throw fault("'\(statement.words[0].text)' declares nothing known", statement)
        }
    }

    private mutating func define(_ statement: RuleStatement) throws {
        let name = statement.words.count > 1 ? statement.words[1].text : ""
        switch statement.words[0].text {
        case "element": try template(name, .element, statement)
        case "rules":
            var gives: Int32 = -1
            if statement.words.count > 3, statement.words[2].is("gives") {
                gives = slot(try slotName(statement.words[3], statement))
            }
            try template(name, .rules(gives: gives), statement)
        case "resource":
            guard statement.words.count > 2 else { throw fault("a resource needs a name and a type", statement) }
            let type = key(statement.words[2].text)
            var words = statement.words.dropFirst(3)[...]
            let key = try key(&words, statement)
            try template(name, .resource(type: type, key: key), statement)
        case "table": try table(statement)
        case "systems": for line in statement.below { try system(line) }
        case "closing": library.closing = try block(statement.below)
        case "ignore": for line in statement.below { try ignore(line, reason: name) }
        default:
            for word in statement.words.dropFirst() where !word.is(":") {
                library.segments[SourceTree.pack(word.text)] = try block(statement.below)
            }
        }
    }

    private mutating func template(_ name: String, _ kind: RuleLibrary.Template.Kind, _ statement: RuleStatement) throws
    {
        guard let number = templateNumbers[name] else { return }
        let block = try block(statement.below)
        library.templates[Int(number)] = RuleLibrary.Template(kind: kind, block: block)
    }

    /// `F|female|Female|http://system`: the code of HL7 v2, that of FHIR, its display and its system, where the latter two
    /// may be left out. The code `*` stands for all others.
    private mutating func table(_ statement: RuleStatement) throws {
        let number = try table(statement.words[1].text, statement)
        let usual = statement.words.count > 2 ? statement.words[2].text : ""
        var terms: [(code: String, term: RuleLibrary.Term)] = []
        var other: RuleLibrary.Term?
        for line in statement.below {
            let parts = line.text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 2 else { throw fault("a line of a table is CODE|CODE|DISPLAY|SYSTEM", line) }
            let display = literal(parts.count > 2 ? parts[2] : "")
            let term = RuleLibrary.Term(
                code: literal(parts[1]), display: display, system: literal(parts.count > 3 ? parts[3] : usual))
            if parts[0] == "*" { other = term } else { terms.append((parts[0], term)) }
        }
        library.tables[Int(number)] = RuleLibrary.Table(terms, other: other)
    }

    private mutating func system(_ line: RuleStatement) throws {
        let parts = line.text.split(separator: "|", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw fault("a line of systems is NAME|ADDRESS", line) }
        library.systems.set(parts[0], literal(parts[1]))
    }

    /// Fields and components, each for every segment and repetition: `MSH-12 MSH-9.3`.
    private mutating func ignore(_ line: RuleStatement, reason: String) throws {
        for part in line.text.split(separator: " ") {
            let pieces = part.split(separator: "-", maxSplits: 1)
            let numbers = pieces.last?.split(separator: ".", maxSplits: 1) ?? []
            var text = "\(pieces.first ?? "")[*]-\(numbers.first ?? "")[*]"
            if numbers.count > 1 { text += ".\(numbers[1])" }
            guard pieces.count == 2, let path = SourcePathScanner.parse(text, .hl7) else {
                throw fault("'\(part)' is no field: one is written PID-1 or MSH-9.3", line)
            }
            library.ignored.append(SourceMarks.IgnoreRule(path: path, reason: reason))
        }
    }

    // MARK: - Blocks

    /// The rows of some statements side by side; the blocks below them stand before.
    mutating func block(_ statements: [RuleStatement]) throws -> Range<Int32> {
        var rows: [RuleLibrary.Row] = []
        for statement in statements { rows.append(try row(statement)) }
        let start = Int32(library.rows.count)
        library.rows += rows
        return start..<Int32(library.rows.count)
    }

    /// Puts the parts of an expression or key side by side.
    mutating func parts(_ parts: [RuleLibrary.Expression]) -> Range<Int32> {
        let start = Int32(library.parts.count)
        library.parts += parts
        return start..<Int32(library.parts.count)
    }

    mutating func numbers(_ numbers: [UInt32]) -> Range<Int32> {
        let start = Int32(library.numbers.count)
        library.numbers += numbers
        return start..<Int32(library.numbers.count)
    }

    func slotName(_ word: RuleWord, _ statement: RuleStatement) throws -> String {
        guard !word.isLiteral, word.text.hasPrefix("@"), word.text.utf8.count > 1 else {
            throw fault("'\(word.text)' is no slot: one begins with @", statement)
        }
        return word.text
    }
}

extension RuleLibrary {
    /// Names that the executor uses itself, in this order among the keys.
    static let fixedKeys = [
        "extension", "url", "reference", "coding", "text", "system", "code", "display", "version", "Bundle",
        "valueCode",
    ]
    static let extensionKey: Int32 = 0
    static let urlKey: Int32 = 1
    static let referenceKey: Int32 = 2
    static let codingKey: Int32 = 3
    static let textKey: Int32 = 4
    static let systemKey: Int32 = 5
    static let codeKey: Int32 = 6
    static let displayKey: Int32 = 7
    static let versionKey: Int32 = 8
    static let bundleType: Int32 = 9
    static let valueCodeKey: Int32 = 10

    /// Media types of the data subtypes of HL7 table 0291 and the types of 0834 in common use.
    static let mediaTypes: [String: String] = [
        "PDF": "application/pdf", "RTF": "application/rtf", "HTML": "text/html", "XML": "text/xml", "TXT": "text/plain",
        "TEXT": "text/plain", "PLAIN": "text/plain", "JPEG": "image/jpeg", "JPG": "image/jpeg", "GIF": "image/gif",
        "PNG": "image/png", "TIFF": "image/tiff", "PICT": "image/pict", "BASIC": "audio/basic",
        "DICOM": "application/dicom", "OCTET-STREAM": "application/octet-stream",
        "POSTSCRIPT": "application/postscript",
        "SGML": "text/sgml", "FAX": "image/g3fax", "MSWORD": "application/msword", "X-HL7-CDA-LEVEL-ONE": "text/xml",
        "MRXS": "image/MRXS",
    ]
}
