package import APIContract

/// Mappings, and what can be done with data without an integration. Every method throws `JunctionError`: `notFound` for an
/// unknown id, `alreadyExists` for a taken one, `mappingMalformed` for a definition that cannot be read.
package protocol MappingsService: Sendable {
    func create(_ mapping: NewMapping, by caller: Caller) async throws -> MappingDescription
    /// By id. `Page.nextCursor` is a position in the service's own words; the API seals it.
    func mappings(_ page: PageRequest) async throws -> Page<MappingDescription>
    func mapping(_ id: String) async throws -> MappingDescription
    /// Throws `versionConflict` when it stands at another revision than the change says.
    func change(_ id: String, _ change: MappingChange, by caller: Caller) async throws -> MappingDescription
    func remove(mapping id: String, by caller: Caller) async throws
    /// Maps one message, by a definition that is not kept if the preview has one. Saves nothing.
    func preview(_ id: String, _ preview: MappingPreview) async throws -> TransformationResult
    func transform(_ request: TransformRequest) async throws -> TransformationResult
    func validate(_ request: ValidationRequest) async throws -> ValidationResult
    func convert(_ request: ConversionRequest) async throws -> ConversionResult
}
