package import Values

/// XML 1.0 (fifth edition) with namespaces.
///
/// A document is an object with one member, the root element by name. An element is
/// - a string, its text, when it has neither attributes nor child elements; `<a/>` is the empty string;
/// - else an object: attributes as `@name`, then the text as `#text`, or the child elements by name. Neighbours of one name
///   are an array. Where that would lose order (`a b a`) or there is text between elements, `#content` holds an array of it
///   all in order: strings, and objects with one member for elements.
///
/// Names stay as written, prefixes included, and namespace declarations are attributes, so a document comes back as it was.
/// White space between elements where there is no other text is left out, unless `xml:space="preserve"` is in force. Comments
/// and processing instructions are left out. Entities of the internal subset are expanded and its attribute defaults applied;
/// the document type itself is left out. A reference to an external entity, which is never fetched, is `{"#entity": name}`.
///
/// Reading checks well-formedness and namespaces completely; it does not validate. UTF-8, UTF-16 with a byte order mark, and the
/// supersets of ASCII that the C library knows (ISO 8859, Windows, EUC-JP, Shift_JIS …) are read; UTF-8 is written.
///
/// With the option `record`, the document is the array of the root's child elements of that name, read one at a time; others
/// are an error, unless `skip` says to leave them out. An array, or what else is no object with one member, is written in
/// an element named `root`, each record of an array in one named `record`.
package struct XMLFormat: Format {
    package static let name = "xml"
    package static let spec = FormatSpec(
        "XML 1.0 with namespaces.", mediaTypes: ["application/xml", "text/xml"],
        options: [
            FormatOption("pretty", "Write with line breaks and two spaces of indentation.", default: false),
            FormatOption("declaration", "Write the XML declaration first.", default: true),
            FormatOption("record", "The child elements of the root that are the records of an array.", default: .null),
            FormatOption("skip", "Leave out the root's other child elements.", default: false),
            FormatOption("root", "The root element written around what has none.", default: "records"),
            FormatOption("namespaces", "Check prefixes and their declarations.", default: true),
            FormatOption(
                "sizeMost", "Largest document accepted, in bytes.", default: .integer(Int64(XMLLimits().sizeMost))),
            FormatOption("depthMost", "Deepest nesting accepted.", default: .integer(Int64(XMLLimits().depthMost))),
        ])

    package var limits = XMLLimits()
    package var checksNamespaces = true
    package var pretty = false
    package var writesDeclaration = true
    /// The name of the elements that are records; nil to read the document as one value.
    package var record: String?
    package var skipsOthers = false
    package var root = "records"

    package init() {}

    package var sizeMost: Int { limits.sizeMost }

    package init(_ options: FormatOptions) throws {
        var options = options
        try take(&options)
        record = options.value("record")?.string
        skipsOthers = try options.flag("skip", default: false)
        root = try options.text("root", default: root)
        checksNamespaces = try options.flag("namespaces", default: true)
        try options.finish(Self.name)
    }

    /// Takes the options that formats written in XML have too.
    mutating func take(_ options: inout FormatOptions) throws {
        pretty = try options.flag("pretty", default: false)
        writesDeclaration = try options.flag("declaration", default: true)
        limits.sizeMost = try options.number("sizeMost", default: limits.sizeMost)
        limits.depthMost = min(try options.number("depthMost", default: limits.depthMost), XMLLimits.depthMostCeiling)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard bytes.count <= limits.sizeMost else {
            throw JunctionError(
                .formatLimit, "The document has \(bytes.count) bytes, more than sizeMost \(limits.sizeMost).")
        }
        if record != nil { return .array(try records(of: bytes)) }
        let text = try XMLEncoding.utf8(bytes)
        var reader = XMLReader(limits: limits, checksNamespaces: checksNamespaces)
        do {
            let (name, value) = try reader.document(text.span)
            return .object(Object(distinct: [Object.Member(key: name, value: value)]))
        } catch {
            throw error.located(in: text.span)
        }
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        if case .array(let records) = value { return try encode(records: records) }
        var writer = XMLWriter(pretty: pretty, depthMost: limits.depthMost)
        if writesDeclaration { writer.declaration() }
        try writer.write(document: XMLWriter.isDocument(value) ? value : .object([root: value]))
        return writer.output
    }

    private func records(of bytes: [UInt8]) throws -> [Value] {
        var reader = makeReader()
        reader.feed(bytes)
        reader.finish()
        var records: [Value] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    private func encode(records: [Value]) throws -> [UInt8] {
        var output: [UInt8] = []
        var writer = makeWriter()
        for record in records { try writer.write(record, into: &output) }
        try writer.finish(into: &output)
        return output
    }
}

/// What a document may not exceed.
package struct XMLLimits: Sendable, Hashable {
    package var sizeMost = 64 << 20
    package var depthMost = 512
    package var attributesMost = 10_000
    /// Bytes that entities and attribute defaults may add in all: an entity bomb ends here.
    package var expansionMost = 4 << 20
    /// Entities within entities.
    package var entityDepthMost = 32

    /// `depthMost` cannot be set above this: reading and writing use the stack.
    static let depthMostCeiling = 2048

    package init() {}
}
