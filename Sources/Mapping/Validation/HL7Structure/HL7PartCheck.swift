import Formats
import Values

/// Checks fields and components against a version's tables: required, repeated, of their type, from their table.
struct HL7PartCheck {
    /// Components within components: a field has subcomponents and no more.
    private static let depthMost = 3

    let tables: HL7VersionTables
    private(set) var findings: [Finding] = []

    init(_ tables: HL7VersionTables) { self.tables = tables }

    private mutating func add(
        _ severity: Finding.Severity, _ code: String, _ fault: String, at path: String
    ) {
        guard findings.count < HL7StructureValidator.findingsMost else { return }
        findings.append(
            Finding(severity, code, "\(path) \(fault) (HL7 \(tables.name))", place: Place(path: path)))
    }

    /// A segment that the version has; `path` is its name and occurrence.
    mutating func segment(_ segment: Object, named name: String, at path: String) {
        guard let fields = tables.segments[name] else { return }
        for (index, field) in fields.enumerated() {
            // MSH-1 and MSH-2 say how the message is written; the reader has seen to them.
            if name == "MSH", index < 2 { continue }
            let value = segment[String(index + 1)]
            self.field(value, type(of: field, in: segment, named: name), field, at: "\(path)-\(index + 1)")
        }
        for member in segment.members where Int(member.key).map({ $0 > fields.count }) ?? false {
            add(
                .warning, "hl7.unknownField", "is beyond the \(fields.count) fields of \(name)",
                at: "\(path)-\(member.key)")
        }
    }

    /// OBX-5 has the type that OBX-2 names.
    private mutating func type(of field: HL7VersionTables.Field, in segment: Object, named name: String) -> String {
        guard field.type.lowercased() == "varies" else { return field.type }
        guard name == "OBX", let type = HL7Text.component(1, of: segment["2"]), Self.isKnown(type, tables) else {
            return ""
        }
        return type
    }

    static func isKnown(_ type: String, _ tables: HL7VersionTables) -> Bool {
        tables.types[type] != nil || HL7SimpleType(rawValue: type) != nil || plain.contains(type)
    }

    private static let plain: Set<String> = ["ST", "TX", "FT", "IS", "DTM", "GTS", "TN", "ID"]

    private mutating func field(_ value: Value?, _ type: String, _ field: HL7VersionTables.Field, at path: String) {
        guard let value, !Self.isEmpty(value) else {
            if field.isRequired { add(.error, "hl7.requiredField", "is required", at: path) }
            return
        }
        if field.isWithdrawn || field.type == "WD" {
            return add(.warning, "hl7.unknownField", "has been withdrawn", at: path)
        }
        let repetitions = value.array ?? [value]
        if repetitions.count > 1, !field.repeats {
            add(.error, "hl7.cardinality", "stands \(repetitions.count) times, once allowed", at: path)
        }
        for (index, repetition) in repetitions.enumerated() {
            part(repetition, type, table: field.table, at: index == 0 ? path : "\(path)[\(index + 1)]", depth: 0)
        }
    }

    private static func isEmpty(_ value: Value) -> Bool {
        switch value {
        case .string(let text): text.isEmpty
        case .array(let elements): elements.allSatisfy(isEmpty)
        case .object(let object): object.members.allSatisfy { isEmpty($0.value) }
        default: true
        }
    }

    private mutating func part(_ value: Value, _ type: String, table: String?, at path: String, depth: Int) {
        guard depth < Self.depthMost, !HL7Text.isNull(value), !Self.isEmpty(value) else { return }
        // Before 2.6 a time stamp has a second part, its precision.
        guard let components = tables.types[type], type != "TS" else {
            return plain(value, type, table: table, at: path)
        }
        for (index, component) in components.enumerated() {
            let part = Self.part(index + 1, of: value)
            guard let part, !Self.isEmpty(part) else {
                if component.isRequired {
                    add(.warning, "hl7.requiredField", "is required", at: "\(path).\(index + 1)")
                }
                continue
            }
            if component.isWithdrawn || component.type == "WD" {
                add(.warning, "hl7.unknownField", "has been withdrawn", at: "\(path).\(index + 1)")
                continue
            }
            self.part(part, component.type, table: component.table, at: "\(path).\(index + 1)", depth: depth + 1)
        }
        guard case .object(let object) = value else { return }
        for member in object.members where Int(member.key).map({ $0 > components.count }) ?? false {
            let fault = "is beyond the \(components.count) components of \(type)"
            add(.warning, "hl7.unknownField", fault, at: "\(path).\(member.key)")
        }
    }

    private static func part(_ number: Int, of value: Value) -> Value? {
        if case .object(let object) = value { return object[String(number)] }
        return number == 1 ? value : nil
    }

    private mutating func plain(_ value: Value, _ type: String, table: String?, at path: String) {
        if case .object(let object) = value, type != "TS", !type.isEmpty,
            object.members.contains(where: { $0.key != "1" })
        {
            add(.warning, "hl7.dataType", "has parts, and its type \(type) has none", at: path)
        }
        guard let text = HL7Text.component(1, of: value), text != "\"\"" else { return }
        let simple = type == "DTM" ? .timeStamp : HL7SimpleType(rawValue: type)
        if let simple, !simple.accepts(text) {
            return add(.error, "hl7.dataType", "is not \(simple.noun)", at: path)
        }
        if let table, let codes = tables.tables[table], !codes.contains(Substring(text)) {
            add(.warning, "hl7.tableValue", "is not a code of HL7 table \(table)", at: path)
        }
    }
}
