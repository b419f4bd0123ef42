import Formats
import Mapping
import Values

/// How documents of a mapping's source format become messages.
struct MappingSourceFormat: Sendable {
    let format: any Format

    init(_ definition: MappingDefinition) throws {
        format = try FormatCatalogue.format(named: definition.source, options: definition.sourceOptions)
    }

    init(_ format: any Format) { self.format = format }

    /// Each record of a format of records, such as a row of CSV, is a message; any other document is one.
    func messages(in bytes: [UInt8]) throws -> [Value] {
        guard readsRecords else { return [try format.decode(bytes)] }
        var reader = format.recordReader()
        reader.feed(bytes)
        reader.finish()
        var messages: [Value] = []
        while let message = try reader.next() { messages.append(message) }
        return messages
    }

    /// Whether each record is a message, so that documents of any size can be mapped as they arrive.
    var readsRecords: Bool {
        (format as? any StreamingFormat)?.readsRecords == true && !Self.holdsOneDocument(format)
    }

    /// The messages of a document that arrives in pieces.
    func reader() -> any RecordReader { readsRecords ? format.recordReader() : format.documentReader() }

    /// Formats whose documents may be read element by element, but are one message each.
    private static func holdsOneDocument(_ format: any Format) -> Bool {
        format is JSONFormat || format is XMLFormat || format is YAMLFormat
    }
}
