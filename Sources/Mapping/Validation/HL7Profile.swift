import Values

/// What messages of one type must look like: segments, how often each may stand, and for their fields whether they are
/// required, of what type, how long and from which table.
///
///     id: hl7v2/ADT
///     message: ADT
///     events: [A01, A03]
///     segments:
///       - name: PID
///         min: 1
///         fields:
///           - { field: 3, name: patient identifier, required: true }
///           - { field: 7, name: date of birth, type: TS, severity: warning }
package struct HL7Profile: Validator {
    struct Segment: Sendable {
        let name: String
        let minimum: Int
        /// Nil: any number.
        let maximum: Int?
        let severity: Finding.Severity
        /// Events that the minimum holds for; nil: all.
        let events: Set<String>?
        let fields: [Field]
    }

    struct Field: Sendable {
        let number: Int
        let component: Int?
        let name: String
        let isRequired: Bool
        let maximum: Int?
        let length: Int?
        let type: HL7SimpleType?
        let codes: Set<String>?
        let severity: Finding.Severity
        let numberKey: String
        let componentKey: String?
    }

    package let id: String
    let message: String
    let events: Set<String>
    let segments: [Segment]

    /// Throws `mapping.malformed` with line and column.
    package init(yaml: String, source: String? = nil) throws {
        let root = try DefinitionNode.read(yaml: yaml, source: source)
        try root.onlyKeys(["id", "title", "message", "events", "segments", "tables"], in: "a profile")
        id = try root.requiredText("id", in: "the profile")
        message = try root.requiredText("message", in: "the profile")
        events = Set(root["events"]?.list?.compactMap(\.text) ?? [])
        let tables = root["tables"]
        guard let list = root["segments"]?.list else { throw root.fault("a profile needs 'segments'") }
        segments = try list.map { try Segment($0, tables: tables) }
    }
}

extension HL7Profile.Segment {
    init(_ node: DefinitionNode, tables: DefinitionNode?) throws {
        try node.onlyKeys(["name", "min", "max", "severity", "events", "fields"], in: "a segment")
        name = try node.requiredText("name", in: "a segment")
        minimum = node["min"]?.integer ?? 0
        maximum = node["max"]?.integer
        severity = try node["severity"].map { try $0.choice(of: Finding.Severity.self) } ?? .error
        events = node["events"]?.list.map { Set($0.compactMap(\.text)) }
        fields = try node["fields"]?.list?.map { try HL7Profile.Field($0, tables: tables) } ?? []
    }
}

extension HL7Profile.Field {
    init(_ node: DefinitionNode, tables: DefinitionNode?) throws {
        let keys = ["field", "component", "name", "required", "max", "length", "type", "table", "severity"]
        try node.onlyKeys(keys, in: "a field")
        guard let number = node["field"]?.integer, number > 0 else { throw node.fault("a field lacks its number") }
        self.number = number
        component = node["component"]?.integer
        name = try node.requiredText("name", in: "a field")
        isRequired = node["required"]?.bool ?? false
        maximum = node["max"]?.integer
        length = node["length"]?.integer
        type = try node["type"].map { try $0.choice(of: HL7SimpleType.self) }
        severity = try node["severity"].map { try $0.choice(of: Finding.Severity.self) } ?? .error
        codes = try node["table"].map { table in
            guard let list = tables?[table.text ?? ""]?.list else { throw table.fault("no table of that name") }
            return Set(list.compactMap(\.text))
        }
        numberKey = String(number)
        componentKey = component.map(String.init)
    }
}

extension Finding.Severity: CaseIterable {
    package static var allCases: [Finding.Severity] { [.information, .warning, .error] }
}
