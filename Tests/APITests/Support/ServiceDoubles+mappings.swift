import API
import APIContract
import Synchronization
import Values

extension ServiceDoubles: MappingsService {
    func create(_ mapping: NewMapping, by caller: Caller) async throws -> MappingDescription {
        let made = Self.description(mapping.id, revision: 1)
        return try state.withLock { state in
            guard state.mappings[made.id] == nil else { throw JunctionError(.alreadyExists, "There is one already.") }
            state.mappings[made.id] = made
            return made
        }
    }

    private static func description(_ id: String, revision: Int) -> MappingDescription {
        MappingDescription(
            id: id, kind: .fields, origin: .server, sourceFormat: "json", targetFormat: "json", revision: revision,
            definition: "id: \(id)")
    }

    func mappings(_ page: PageRequest) async throws -> Page<MappingDescription> {
        self.page(state.withLock { $0.mappings.values.sorted { $0.id < $1.id } }, page) { $0.id }
    }

    func mapping(_ id: String) async throws -> MappingDescription {
        guard let mapping = state.withLock({ $0.mappings[id] }) else { throw missing() }
        return mapping
    }

    func change(_ id: String, _ change: MappingChange, by caller: Caller) async throws -> MappingDescription {
        let old = try await mapping(id)
        if let wanted = change.revision, wanted != old.revision {
            throw JunctionError(.versionConflict, "It stands elsewhere.")
        }
        let changed = Self.description(id, revision: (old.revision ?? 0) + 1)
        state.withLock { $0.mappings[id] = changed }
        return changed
    }

    func remove(mapping id: String, by caller: Caller) async throws {
        _ = try await mapping(id)
        state.withLock { $0.mappings[id] = nil }
    }

    func preview(_ id: String, _ preview: MappingPreview) async throws -> TransformationResult {
        if preview.definition == nil { _ = try await mapping(id) }
        return Self.result(id, preview.data)
    }

    func transform(_ request: TransformRequest) async throws -> TransformationResult {
        _ = try await mapping(request.mappingId)
        return Self.result(request.mappingId, request.data)
    }

    private static func result(_ id: String, _ data: Value) -> TransformationResult {
        TransformationResult(
            mappingId: id, result: data, findings: [],
            accounting: FieldAccounts(mapped: ["a"], ignored: [IgnoredField(path: "b", reason: "why")], dropped: []))
    }

    func validate(_ request: ValidationRequest) async throws -> ValidationResult {
        ValidationResult(
            valid: false, findings: [DataFinding(severity: .error, code: "schema.type", message: "No.", path: "/a")])
    }

    func convert(_ request: ConversionRequest) async throws -> ConversionResult {
        ConversionResult(format: request.toFormat, encoding: .text, data: "{}")
    }
}
