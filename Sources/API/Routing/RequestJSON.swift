import APIContract
import Formats
import Values

/// Reads JSON bodies strictly: no duplicate keys, no unknown ones, and every mistake with its place.
enum RequestJSON {
    /// Deeper bodies are refused.
    private static let depthMost = 64

    private static let format: JSONFormat = {
        var format = JSONFormat()
        format.duplicateKeys = .refuse
        format.depthMost = depthMost
        return format
    }()

    /// Throws `badRequest` for what is not JSON.
    static func read(_ bytes: [UInt8]) throws -> Value {
        do {
            return try format.decode(bytes)
        } catch let error as JunctionError {
            let place = ProblemPlace(position: error.place?.description, message: error.message)
            throw JunctionError(.badRequest, "The body is not sound JSON.", cause: LocatedFindings([place]))
        }
    }

    /// Throws `fieldInvalid`.
    static func check(_ value: Value, _ schema: Schema) throws {
        let places = SchemaCheck.places(in: value, against: schema)
        guard places.isEmpty else {
            throw JunctionError(
                .fieldInvalid, "The body does not have the form it should have.", cause: LocatedFindings(places))
        }
    }
}
