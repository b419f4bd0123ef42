package import Values

/// FHIR R4 resources as JSON (https://hl7.org/fhir/R4/json.html): JSON whose numbers keep their digits.
package struct FHIRFormat: Format {
    package static let name = "fhir"
    package static let spec = FormatSpec(
        "FHIR R4 resources in JSON.", aliases: ["fhir-json"],
        options: JSONFormat.spec.options)

    private let json: JSONFormat

    package init(_ options: FormatOptions) throws { json = try JSONFormat(options) }

    package var sizeMost: Int { json.sizeMost }

    /// Throws `malformed` when the document is no resource.
    package func decode(_ bytes: [UInt8]) throws -> Value {
        let value = try json.decode(bytes)
        guard value["resourceType"]?.string != nil else {
            throw JunctionError(
                .malformed, "A FHIR resource is an object whose 'resourceType' names its type.",
                place: Place(line: 1, column: 1, path: "$"))
        }
        return value
    }

    package func encode(_ value: Value) throws -> [UInt8] { try json.encode(value) }
}
