/// The tables of one version, read from their lines.
struct HL7VersionTables: Sendable {
    enum Part: Sendable { case messages, segments, types, tables }

    /// A field of a segment, or a component of a type.
    struct Field: Sendable {
        var type: String
        var isRequired = false
        var repeats = false
        /// No longer a part of the version: it should be empty.
        var isWithdrawn = false
        /// Number of its table; only those that HL7 itself defines.
        var table: String?
    }

    let name: String
    private(set) var messages: [String: HL7StructureNode] = [:]
    private(set) var segments: [String: [Field]] = [:]
    /// Types with components; others are plain.
    private(set) var types: [String: [Field]] = [:]
    private(set) var tables: [String: Set<Substring>] = [:]

    init(name: String) { self.name = name }

    mutating func add(_ name: String, _ text: Substring, _ part: Part) {
        switch part {
        case .messages: messages[name] = HL7StructureNode.parse(text, named: name)
        case .segments: segments[name] = text.split(separator: " ").map(Self.field)
        case .types: types[name] = text.split(separator: " ").map(Self.field)
        case .tables: tables[name] = Set(text.split(separator: " "))
        }
    }

    /// `ID*#0136`
    private static func field(_ word: Substring) -> Field {
        let halves = word.split(separator: "#")
        var type = halves[0]
        var field = Field(type: "")
        if let mark = type.last, "!*+-".contains(mark) {
            field.isRequired = mark == "!" || mark == "+"
            field.repeats = mark == "*" || mark == "+"
            field.isWithdrawn = mark == "-"
            type = type.dropLast()
        }
        field.type = String(type)
        if halves.count > 1 { field.table = String(halves[1]) }
        return field
    }

    /// The structure of a message: the one that MSH-9 names, or that of its event.
    func structure(type: String, event: String, named: String) -> (name: String, node: HL7StructureNode)? {
        let plain = event.isEmpty ? type : "\(type)_\(event)"
        for name in [named, plain] + HL7Tables.structures(of: plain) + (type == "ACK" ? [type] : []) {
            if let node = messages[name] { return (name, node) }
        }
        return nil
    }
}
