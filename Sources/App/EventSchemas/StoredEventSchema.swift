import APIContract
import Events
import Formats
import Mapping
import Values

/// One version of the schema of an event type, as it is kept.
struct StoredEventSchema: Sendable {
    var version: Int
    var language: SchemaLanguage
    var schema: Value
    var registeredAt: Instant
    var registeredBy: String

    var value: Value {
        [
            "version": .integer(Int64(version)), "language": .string(language.rawValue), "schema": schema,
            "registeredAt": .integer(registeredAt.microseconds), "registeredBy": .string(registeredBy),
        ]
    }

    init(version: Int, language: SchemaLanguage, schema: Value, registeredAt: Instant, registeredBy: String) {
        self.version = version
        self.language = language
        self.schema = schema
        self.registeredAt = registeredAt
        self.registeredBy = registeredBy
    }

    init(_ document: Document) throws {
        let value = try DocumentCoding.json.decode(document.content)
        guard let version = value["version"]?.integer, let schema = value["schema"],
            let language = value["language"]?.string.flatMap(SchemaLanguage.init)
        else { throw JunctionError(.internalFault, "a stored event schema cannot be read") }
        self.init(
            version: Int(version), language: language, schema: schema,
            registeredAt: Instant(microseconds: value["registeredAt"]?.integer ?? 0),
            registeredBy: value["registeredBy"]?.string ?? "")
    }

    var shown: EventSchemaVersion {
        EventSchemaVersion(
            version: version, language: EventSchemaLanguage(rawValue: language.rawValue) ?? .jsonSchema, schema: schema,
            registeredAt: registeredAt, registeredBy: registeredBy)
    }
}

/// How the schemas of an event type are used, as it is kept.
struct StoredSchemaSettings: Sendable {
    var compatibility = CompatibilityRule.backward
    var validation = SchemaValidationMode.off
    /// The newest version; 0 when there is none.
    var latest = 0

    var value: Value {
        [
            "compatibility": .string(compatibility.rawValue), "validation": .string(validation.rawValue),
            "latest": .integer(Int64(latest)),
        ]
    }

    init() {}

    init(_ document: Document) throws {
        let value = try DocumentCoding.json.decode(document.content)
        compatibility = value["compatibility"]?.string.flatMap(CompatibilityRule.init) ?? compatibility
        validation = value["validation"]?.string.flatMap(SchemaValidationMode.init) ?? validation
        latest = Int(value["latest"]?.integer ?? 0)
    }

    func shown(_ type: String) -> EventSchema {
        EventSchema(
            type: type,
            compatibility: SchemaCompatibilityRule(rawValue: compatibility.rawValue) ?? .backward,
            validation: validation, latest: latest)
    }
}

/// What holds payloads against one version. Any thread, any number of times.
struct PayloadCheck: Sendable {
    /// Findings told of one event.
    private static let findingsMost = 10

    let version: Int
    private let places: @Sendable (Value) -> [ProblemPlace]

    /// Throws what is wrong with the schema.
    init(_ stored: StoredEventSchema) throws {
        version = stored.version
        switch stored.language {
        case .jsonSchema:
            let schema = try JSONSchema(stored.schema)
            places = { payload in
                do {
                    return try schema.findings(in: payload).prefix(Self.findingsMost).map {
                        ProblemPlace(pointer: $0.instance, message: $0.message)
                    }
                } catch { return [ProblemPlace(message: "The payload is too deep to be checked.")] }
            }
        case .avro:
            var format = AvroFormat()
            format.framing = .none
            format.schema = try AvroSchema(stored.schema)
            let writer = format
            places = { payload in
                do {
                    _ = try writer.encode(payload)
                    return []
                } catch {
                    let known = error as? JunctionError
                    return [ProblemPlace(pointer: known?.place?.path, message: known?.message ?? "It does not fit.")]
                }
            }
        }
    }

    /// Where the payload does not fit; empty when it does.
    func places(in payload: [UInt8], _ contentType: String) -> [ProblemPlace] {
        guard contentType.prefix(while: { $0 != ";" }).hasSuffix("json"), let value = try? JSONFormat().decode(payload)
        else { return [ProblemPlace(message: "The payload is not JSON, and its type has a schema.")] }
        return places(value)
    }
}
