import API
import APIContract
import Contract
import Events
import Flows
import Formats
import Mapping
import Values

/// Mappings, as the API shows them. Those of the workspace's files and those kept here are alike, but that files only
/// change in the workspace.
struct MappingsAdapter: MappingsService {
    let parts: ServerParts
    let work = DataWork()

    private var directory: MappingDirectory { parts.mappings }

    func create(_ new: NewMapping, by caller: Caller) async throws -> MappingDescription {
        if let known = directory[new.id] {
            let text = try MappingDocument.text(of: new.definition, id: new.id)
            try await parts.checkSameMade(
                "mapping", new.id, kind: MappingDirectory.kind, content: MappingDocument.document(text))
            return MappingDescription(new.id, known)
        }
        guard directory.all.count < MappingDirectory.keptMost else {
            throw JunctionError(.badRequest, "there are \(MappingDirectory.keptMost) mappings, which is the most")
        }
        let kept = try await keep(new.id, new.definition, over: 0)
        try await parts.audit.note("mapping.created", by: caller, ["mapping": new.id])
        return kept
    }

    func change(_ id: String, _ change: MappingChange, by caller: Caller) async throws -> MappingDescription {
        let revision = try kept(id)
        let kept = try await keep(id, change.definition, over: change.revision.map(Int64.init) ?? revision)
        try await parts.audit.note("mapping.changed", by: caller, ["mapping": id])
        return kept
    }

    /// Compiled before it is kept, so that what cannot run is refused and not stored.
    private func keep(_ id: String, _ definition: Value, over revision: Int64) async throws -> MappingDescription {
        let text = try MappingDocument.text(of: definition, id: id)
        let mapping = try await work.run { [directory] in try directory.compile(text, source: id) }
        try MappingDocument.check(mapping, id: id)
        try await parts.definitions.prepare(mapping: id, text: text)
        let document = try await parts.log.putDocument(
            kind: MappingDirectory.kind, id: id, content: MappingDocument.document(text), expectedVersion: revision)
        let entry = MappingDirectory.Entry(mapping: mapping, text: text, revision: document.version)
        parts.definitions.put(mapping: id, entry)
        return MappingDescription(id, entry)
    }

    func remove(mapping id: String, by caller: Caller) async throws {
        let revision = try kept(id)
        if let user = parts.points.all.first(where: { $0.point.mappings.contains(id) }) {
            throw JunctionError(
                .alreadyExists, "the integration '\(user.point.id)' uses the mapping '\(id)'",
                remedy: "Take the mapping out of the integration first.")
        }
        try await parts.log.removeDocument(kind: MappingDirectory.kind, id: id, expectedVersion: revision)
        directory.remove(id)
        try await parts.audit.note("mapping.removed", by: caller, ["mapping": id])
    }

    func mappings(_ page: PageRequest) async throws -> Page<MappingDescription> {
        await page.page(of: directory.all, by: \.id) { MappingDescription($0.id, $0.entry) }
    }

    func mapping(_ id: String) async throws -> MappingDescription { MappingDescription(id, try entry(id)) }

    private func entry(_ id: String) throws -> MappingDirectory.Entry {
        guard let entry = directory[id] else { throw JunctionError(.notFound, "there is no mapping '\(id)'") }
        return entry
    }

    /// The revision of a mapping that may be changed here.
    private func kept(_ id: String) throws -> Int64 {
        guard let revision = try entry(id).revision else {
            throw JunctionError(
                .badRequest, "the mapping '\(id)' is a file of the workspace",
                remedy: "Change mappings/\(id).yaml, or keep a mapping of another name.")
        }
        return revision
    }

    // MARK: Work on data

    func preview(_ id: String, _ preview: MappingPreview) async throws -> TransformationResult {
        guard let definition = preview.definition else { return try await map(preview.data, by: entry(id).mapping, id) }
        let text = try MappingDocument.text(of: definition, id: id)
        let mapping = try await work.run { [directory] in try directory.compile(text, source: id) }
        return try await map(preview.data, by: mapping, id)
    }

    func transform(_ request: TransformRequest) async throws -> TransformationResult {
        try await map(request.data, by: entry(request.mappingId).mapping, request.mappingId)
    }

    private func map(_ data: Value, by mapping: CompiledMapping, _ id: String) async throws -> TransformationResult {
        var context = parts.mappingContext()
        context.accounts = true
        context.limits = DataWork.limits
        return try await work.run { [context] in
            let definition = mapping.definition
            let source = try FormatCatalogue.format(named: definition.source, options: definition.sourceOptions)
            let message = try Self.document(data, in: source)
            return TransformationResult(id, try mapping.apply(message, context))
        }
    }

    /// Text is a document of the format, unless that is JSON; other data stands for itself.
    private static func document(_ data: Value, in format: any Format) throws -> Value {
        guard case .string(let text) = data, !(format is JSONFormat) else { return data }
        return try format.decode(Array(text.utf8))
    }

    func validate(_ request: ValidationRequest) async throws -> ValidationResult {
        try await work.run { [schemas = parts.schemas] in
            let format = try FormatCatalogue.format(named: request.format ?? "json")
            let data = try Self.document(request.data, in: format)
            let findings: [Finding]
            if case .string(let name) = request.schema {
                findings = try schemas.check(name).findings(in: data)
            } else {
                let options = JSONSchema.Options(assertsFormats: request.assertFormats ?? false)
                findings = try JSONSchema(request.schema, options: options).validate(data)
            }
            return ValidationResult(valid: !findings.hasErrors, findings: findings.map(DataFinding.init))
        }
    }

    func convert(_ request: ConversionRequest) async throws -> ConversionResult {
        try await work.run {
            let source = try FormatCatalogue.format(
                named: request.fromFormat, options: request.fromOptions ?? Object())
            let target = try FormatCatalogue.format(named: request.toFormat, options: request.toOptions ?? Object())
            let bytes = try target.encode(Self.value(request, source))
            let text = String(validating: bytes, as: UTF8.self)
            return ConversionResult(
                format: request.toFormat, encoding: text == nil ? .base64 : .text,
                data: text ?? String(decoding: Base64.encode(bytes), as: UTF8.self))
        }
    }

    private static func value(_ request: ConversionRequest, _ source: any Format) throws -> Value {
        guard case .string(let text) = request.data else {
            guard source is JSONFormat else {
                throw JunctionError(.badRequest, "a document that is not JSON is given as text")
            }
            return request.data
        }
        guard request.encoding == .base64 else { return try source.decode(Array(text.utf8)) }
        guard let bytes = Base64.decode(Array(text.utf8)) else {
            throw JunctionError(.badRequest, "the data is not base64")
        }
        return try source.decode(bytes)
    }
}
