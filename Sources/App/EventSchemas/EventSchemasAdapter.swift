import API
import APIContract
import Events
import Formats
import Mapping
import Values

/// Event schemas, as the API shows them.
struct EventSchemasAdapter: EventSchemasService {
    let registry: EventSchemaRegistry
    let audit: AuditTrail
    let time: TimeSource
    let work = DataWork()

    func schemas(_ page: PageRequest) async throws -> Page<EventSchema> {
        let found = try await registry.all(after: page.position, limit: page.limit + 1)
        let items = found.prefix(page.limit).map { $0.settings.shown($0.type) }
        return Page(items: items, nextCursor: found.count > items.count ? items.last?.type : nil)
    }

    func schema(of type: String) async throws -> EventSchema { try await known(type).shown(type) }

    private func known(_ type: String) async throws -> StoredSchemaSettings {
        guard let (settings, _) = try await registry.settings(of: type) else {
            throw JunctionError(.notFound, "the event type '\(type)' has no schema")
        }
        return settings
    }

    func set(_ wanted: EventSchemaSettings, of type: String, by caller: Caller) async throws -> EventSchema {
        let (before, revision) = try await registry.settings(of: type) ?? (StoredSchemaSettings(), 0)
        var settings = before
        settings.compatibility = wanted.compatibility.flatMap { CompatibilityRule(rawValue: $0.rawValue) } ?? .backward
        settings.validation = wanted.validation ?? .off
        try await registry.set(settings, of: type, revision: revision)
        try await audit.note("eventSchema.set", by: caller, ["eventtype": type], payload: settings.value)
        return settings.shown(type)
    }

    func versions(of type: String, _ page: PageRequest) async throws -> Page<EventSchemaVersion> {
        _ = try await known(type)
        let after = page.position.flatMap { Int($0) } ?? 0
        let found = try await registry.versions(of: type, after: after, limit: page.limit + 1)
        let items = found.prefix(page.limit).map(\.shown)
        return Page(items: items, nextCursor: found.count > items.count ? items.last.map { String($0.version) } : nil)
    }

    func check(_ wanted: NewEventSchemaVersion, of type: String) async throws -> SchemaReport {
        let schema = try made(wanted, version: 0, by: "")
        return try await report(schema, of: type, after: registry.versions(of: type)).shown
    }

    func register(
        _ wanted: NewEventSchemaVersion, of type: String, by caller: Caller
    ) async throws -> EventSchemaVersion {
        let earlier = try await registry.versions(of: type)
        let schema = try made(wanted, version: (earlier.last?.version ?? 0) + 1, by: caller.keyID)
        if let newest = earlier.last, newest.schema == schema.schema, newest.language == schema.language {
            return newest.shown
        }
        guard earlier.count < EventSchemaRegistry.versionsMost else {
            throw JunctionError(.eventOverLimit, "the type has \(earlier.count) versions already")
        }
        let report = try await report(schema, of: type, after: earlier)
        guard report.verdict == .compatible || (report.verdict == .notChecked && wanted.acceptNotChecked == true) else {
            throw Self.refusal(report)
        }
        let record = try audit.record(
            "eventSchema.registered", by: caller, ["eventtype": type],
            payload: ["version": .integer(Int64(schema.version))])
        try await registry.add(schema, of: type, record: record)
        return schema.shown
    }

    /// Throws what is wrong with the schema itself.
    private func made(_ wanted: NewEventSchemaVersion, version: Int, by key: String) throws -> StoredEventSchema {
        let language = wanted.language.flatMap { SchemaLanguage(rawValue: $0.rawValue) } ?? .jsonSchema
        let schema = StoredEventSchema(
            version: version, language: language, schema: wanted.schema, registeredAt: time.now(), registeredBy: key)
        guard try JSONFormat().encode(wanted.schema).count <= EventSchemaRegistry.schemaBytesMost else {
            throw JunctionError(.bodyTooLarge, "a schema may have \(EventSchemaRegistry.schemaBytesMost) bytes")
        }
        _ = try PayloadCheck(schema)
        return schema
    }

    private func report(
        _ schema: StoredEventSchema, of type: String, after earlier: [StoredEventSchema]
    ) async throws -> CompatibilityReport {
        let rule = try await registry.settings(of: type)?.0.compatibility ?? .backward
        let comparable = earlier.filter { $0.language == schema.language }
        var report = try await work.run {
            try CompatibilityReport.of(
                schema.schema, in: schema.language, after: comparable.map { ($0.version, $0.schema) }, by: rule)
        }
        if rule != .none, comparable.count < earlier.count, let last = earlier.last {
            report.differences.append(
                SchemaDifference(
                    kind: .notChecked, direction: .backward, version: last.version, path: "",
                    message: "not checked: the versions are written in different languages"))
        }
        return report
    }

    private static func refusal(_ report: CompatibilityReport) -> JunctionError {
        let isOpen = report.verdict == .notChecked
        return JunctionError(
            .schemaIncompatible,
            isOpen ? "Not all of the schema could be compared." : "The schema breaks the compatibility of its type.",
            remedy: isOpen ? "See the places; register it with acceptNotChecked when they are harmless." : nil,
            cause: LocatedFindings(
                report.differences.map {
                    ProblemPlace(
                        pointer: "/schema\($0.path)",
                        message: "\($0.message) (\($0.direction.rawValue), version \($0.version))")
                }))
    }
}

extension CompatibilityReport {
    fileprivate var shown: SchemaReport {
        SchemaReport(
            verdict: SchemaVerdict(rawValue: verdict.rawValue) ?? .notChecked,
            differences: differences.map {
                SchemaChange(
                    breaks: $0.kind == .breaks, direction: $0.direction == .backward ? .backward : .forward,
                    version: $0.version, pointer: $0.path, message: $0.message)
            })
    }
}
