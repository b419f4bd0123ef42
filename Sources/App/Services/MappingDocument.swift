import API
import APIContract
import Formats
import Mapping
import Values

/// A mapping definition as the API takes and shows it: the text of a mapping file.
enum MappingDocument {
    /// Definitions longer than this are refused.
    static let bytesMost = 1 << 20

    /// The text of a definition that was given as text or as JSON; JSON is YAML too, and gets its id if it lacks one.
    static func text(of definition: Value, id: String) throws -> String {
        let text: String
        switch definition {
        case .string(let given): text = given
        case .object(var object):
            if object["id"] == nil { object["id"] = .string(id) }
            var format = JSONFormat()
            format.pretty = true
            text = String(decoding: try format.encode(.object(object)), as: UTF8.self)
        default: throw wrong("a definition is the text of a mapping file, or the same as JSON")
        }
        guard text.utf8.count <= bytesMost else {
            throw JunctionError(.bodyTooLarge, "a definition may have \(bytesMost) bytes")
        }
        return text
    }

    /// The form in which it is kept: documents are JSON.
    static func document(_ text: String) throws -> [UInt8] {
        try JSONFormat().encode(["definition": .string(text)])
    }

    static func text(inDocument content: [UInt8]) throws -> String {
        guard let text = try JSONFormat().decode(content)["definition"]?.string else {
            throw JunctionError(.mappingMalformed, "what was kept is no mapping definition")
        }
        return text
    }

    static func check(_ mapping: CompiledMapping, id: String) throws {
        guard mapping.definition.id == id else {
            throw wrong("the definition says that its id is another than '\(id)'")
        }
    }

    private static func wrong(_ message: String) -> JunctionError {
        JunctionError(
            .badRequest, message, cause: LocatedFindings([ProblemPlace(pointer: "/definition", message: message)]))
    }
}

extension MappingDescription {
    init(_ id: String, _ entry: MappingDirectory.Entry) {
        let definition = entry.mapping.definition
        self.init(
            id: id, title: definition.title, version: definition.version,
            kind: definition.expression == nil ? .fields : .expression,
            origin: entry.revision == nil ? .workspace : .server, sourceFormat: definition.source,
            targetFormat: definition.target, revision: entry.revision.map { Int($0) }, definition: entry.text)
    }
}

extension TransformationResult {
    init(_ id: String, _ result: MappingResult) {
        self.init(
            mappingId: id, result: result.value.forJSON, findings: result.findings.map(DataFinding.init),
            accounting: FieldAccounts(result.accounting))
    }
}

extension DataFinding {
    init(_ finding: Finding) {
        self.init(
            severity: FindingSeverity(rawValue: finding.severity.rawValue) ?? .error, code: finding.code,
            message: finding.message, path: finding.place.path)
    }
}

extension FieldAccounts {
    init(_ accounting: FieldAccounting) {
        let listing = accounting.listing
        self.init(
            mapped: listing.mapped, ignored: listing.ignored.map { IgnoredField(path: $0.path, reason: $0.reason) },
            dropped: listing.dropped)
    }
}

extension Value {
    /// Infinite numbers, which JSON cannot write, as null.
    fileprivate var forJSON: Value {
        switch self {
        case .double(let number): number.isFinite ? self : .null
        case .array(let items): .array(items.map(\.forJSON))
        case .object(let object):
            .object(Object(distinct: object.members.map { Object.Member(key: $0.key, value: $0.value.forJSON) }))
        default: self
        }
    }
}
