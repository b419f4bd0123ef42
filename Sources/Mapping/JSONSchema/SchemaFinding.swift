import Formats
import Values

/// One thing that is wrong with data: where, by which part of the schema, and in plain words that quote no data.
package struct SchemaFinding: Sendable, Hashable {
    /// JSON Pointer to the data; empty for the whole of it.
    package var instance: String
    /// The URI of the schema with a JSON Pointer to the keyword: `person.json#/properties/age/minimum`.
    package var schema: String
    package var keyword: String
    package var message: String

    package var finding: Finding {
        Finding(
            .error, "schema.\(keyword)", "\(message), by \(schema)",
            place: Place(path: instance.isEmpty ? Self.whole : instance))
    }

    /// How the whole of the data is called where a pointer would be empty.
    fileprivate static let whole = "the document"
}

extension [Finding] {
    /// The same with the lines and columns at which `text`, the data as JSON (or as NDJSON, its records in one array), has what
    /// they are about. What is missing is shown where the object is that lacks it.
    package func located(inJSON text: [UInt8], records: Bool = false) -> [Finding] {
        let pointers = map { $0.place.path == SchemaFinding.whole ? "" : $0.place.path ?? "" }
        let places = JSONPlaces.places(of: pointers, in: text, records: records)
        return zip(self, pointers).map { finding, pointer in
            var finding = finding
            finding.place.line = places[pointer]?.line
            finding.place.column = places[pointer]?.column
            return finding
        }
    }
}
