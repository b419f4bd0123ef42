package import Values

/// FHIR R4 resources as XML (https://hl7.org/fhir/R4/xml.html). The value is that of the resource in JSON, so that each is the other
/// converted: extensions of primitives stand under `_name`, decimals keep their digits, narrative is its XHTML as text.
///
/// Reading knows every element of every resource and type of FHIR R4 (4.0.1), and refuses others. Writing puts elements into
/// the order of their definitions. White space between elements of narrative, and comments, are left out.
package struct FHIRXMLFormat: Format {
    package static let name = "fhir-xml"
    package static let spec = FormatSpec(
        "FHIR R4 resources in XML.", aliases: ["fhirxml", "fhir+xml"], mediaTypes: ["application/fhir+xml"],
        options: XMLFormat.spec.options.filter { ["pretty", "declaration", "sizeMost", "depthMost"].contains($0.name) })

    private let xml: XMLFormat

    static let namespace = "http://hl7.org/fhir"
    static let xhtml = "http://www.w3.org/1999/xhtml"

    /// No resource is nested deeper: reading and writing use the stack.
    static let depthMost = 128

    package init() {
        var xml = XMLFormat()
        xml.limits.depthMost = Self.depthMost
        self.xml = xml
    }

    package init(_ options: FormatOptions) throws {
        var options = options
        var xml = XMLFormat()
        xml.limits.depthMost = Self.depthMost
        try xml.take(&options)
        xml.limits.depthMost = min(xml.limits.depthMost, Self.depthMost)
        self.xml = xml
        try options.finish(Self.name)
    }

    package var sizeMost: Int { xml.sizeMost }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard let root = try xml.decode(bytes).object?.members.first else { return .null }
        var reader = FHIRXMLReader()
        return .object(try reader.resource(root.key, root.value))
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        guard case .object(let object) = value else {
            throw JunctionError(.notRepresentable, "A FHIR resource is an object.", place: Place(path: "$"))
        }
        var writer = FHIRXMLWriter()
        let (name, content) = try writer.resource(object)
        let root = Object(distinct: [Object.Member(key: "@xmlns", value: .string(Self.namespace))] + content.members)
        return try xml.encode(.object(Object(distinct: [Object.Member(key: name, value: .object(root))])))
    }
}
