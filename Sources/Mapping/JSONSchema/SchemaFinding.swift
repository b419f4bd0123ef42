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
            place: Place(path: instance.isEmpty ? "the document" : instance))
    }
}
