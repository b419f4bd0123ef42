package import Formats
package import Values

/// Checks messages that are XML against an XML Schema.
package struct XSDValidator: Validator {
    private let schema: XSDSchema

    package init(_ schema: XSDSchema) { self.schema = schema }

    /// The message is written as XML for it, so that findings have a path and no line.
    package func validate(_ message: Value) -> [Finding] {
        do {
            return try findings(in: XMLFormat().encode(message)).map { finding in
                var finding = finding
                finding.place.line = nil
                return finding
            }
        } catch {
            return [.error("xsd.document", "the message is no XML document", at: "/")]
        }
    }

    /// The findings of a document as it stands, with lines. Throws as `XSDSchema.findings` does.
    package func findings(in document: [UInt8]) throws -> [Finding] {
        try schema.findings(in: document).map { finding in
            Finding(
                .error, "xsd.\(finding.rule)", finding.message,
                place: Place(line: finding.line > 0 ? finding.line : nil, path: finding.path))
        }
    }
}
