package import Formats
package import Values

/// FHIR R4 as a target for HL7 v2 messages: what is written is the Bundle that the shipped rules make of a message, as JSON.
///
/// It reads nothing, so it is no member of the catalogue: `junction convert --from hl7v2 --to fhir` takes it.
package struct HL7ToFHIRFormat: Format {
    package static let name = "fhir"
    package static let spec = FormatSpec(
        "FHIR R4 bundles of HL7 v2 messages.", aliases: [], mediaTypes: ["application/fhir+json"], options: [])

    private let rules: HL7ToFHIR
    /// Told of each message that was converted: what could not be carried over, and where each field went. The number counts
    /// the messages of one document, from 1.
    package var reporting: (@Sendable (_ result: MappingResult, _ number: Int) -> Void)?

    package init(_ options: FormatOptions) throws { try self.init(options, extending: []) }

    /// With rule files that replace or extend the shipped ones. Throws `mapping.malformed` with file and line.
    package init(_ options: FormatOptions, extending files: [(name: String, text: String)]) throws {
        rules = try HL7ToFHIR(extending: files)
        try options.finish(Self.name)
    }

    /// Whether this is what is meant by a conversion between formats of these names.
    package static func isMeant(from: String, to: String) -> Bool {
        to == name && (from == HL7Format.name || HL7Format.spec.aliases.contains(from) || from == HL7XMLFormat.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        throw JunctionError(.unknownFormat, "fhir is a target for HL7 v2 messages; read a bundle as json.")
    }

    /// A batch makes one bundle for each of its messages, a line each.
    package func encode(_ value: Value) throws -> [UInt8] {
        let messages = try Self.messages(in: value)
        var output: [UInt8] = []
        for (index, message) in messages.enumerated() {
            if index > 0 { output.append(0x0A) }
            output += try written(message, number: index + 1)
        }
        return output
    }

    private func written(_ message: Value, number: Int) throws -> [UInt8] {
        guard let reporting else { return try rules.json(of: message) }
        let (bytes, result) = try rules.jsonAndResult(of: message)
        reporting(result, number)
        return bytes
    }

    /// The messages of a batch, which is read as one list of segments; one message alone is itself.
    private static func messages(in value: Value) throws -> [Value] {
        guard case .array(let segments) = value else {
            throw JunctionError(.mappingFailed, "an HL7 v2 message is a list of segments")
        }
        var messages: [[Value]] = []
        for segment in segments {
            let name = segment["segment"]?.string ?? ""
            if wrappers.contains(name) { continue }
            if name == "MSH" || messages.isEmpty { messages.append([]) }
            messages[messages.count - 1].append(segment)
        }
        return messages.map(Value.array)
    }

    /// The segments around the messages of a batch (HL7 v2.9 chapter 2, section 2.10.3).
    private static let wrappers: Set<String> = ["FHS", "BHS", "BTS", "FTS"]
}
